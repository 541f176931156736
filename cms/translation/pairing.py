"""Finds which value of a translated page is the translation of which value of its source."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.types import BaseValue

from cms.translation.inline_tags import NAME, without_marks

# Parts of a segment's path that name one block, list item, row or cell: they differ between two
# pages of the same structure, so that these are compared by position.
IDENTITY = re.compile(
    r"(?P<kind>caption|heading|cell)-[0-9a-f]{16}-\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
NAMED = re.compile(rf'(?<= id="){NAME}(?=")')
# The address of a link in rich text stands quoted at the end of its segment's path.
LINK_ADDRESS = re.compile(r"\.'.*$")


class StructureError(ValueError):
    """The translation does not have the same passages as its source."""


@dataclass
class Pairs:
    """Translations by order of the source's segment, and values that replace synchronised ones.

    `overrides` has the value of this language (an address, a key) by the path in the source.
    """

    strings: dict[int, str] = field(default_factory=dict)
    overrides: dict[str, Any] = field(default_factory=dict)


def pair(source: Sequence[BaseValue], target: Sequence[BaseValue]) -> Pairs:
    """Pair the segments of two instances by path and order.

    Raises StructureError where one has a passage, or a link in it, that the other has not.
    """
    pairs = Pairs()
    for original, translated in pair_segments(source, target, StringSegmentValue):
        pairs.strings[original.order] = with_links_of(original, translated, pairs.overrides)
    for original, translated in pair_segments(source, target, OverridableSegmentValue):
        if translated.data != original.data:
            pairs.overrides[original.path] = translated.data
    return pairs


def pair_segments(
    source: Sequence[BaseValue], target: Sequence[BaseValue], kind: type[BaseValue]
) -> Iterator[tuple[Any, Any]]:
    """Segments of one kind that have the same place in both. Every string must have one."""
    of_source, of_target = by_place(source, kind), by_place(target, kind)
    for place in {**of_source, **of_target}:
        ours, theirs = of_source.get(place, []), of_target.get(place, [])
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
        elif kind is StringSegmentValue:
            raise StructureError(
                f"{place}: {len(ours)} passages in the source, {len(theirs)} in the translation"
            )


def by_place(segments: Sequence[BaseValue], kind: type[BaseValue]) -> dict[str, list[BaseValue]]:
    """The segments of a kind by the place in the structure that they have."""
    places: dict[str, list[BaseValue]] = defaultdict(list)
    positions: dict[str, dict[str, int]] = defaultdict(dict)
    for segment in segments:
        if LINK_ADDRESS.search(segment.path):
            continue
        place = ""
        for component in segment.path.split("."):
            place += f".{name_of(component, positions[place])}"
        if isinstance(segment, kind):
            places[place.removeprefix(".")].append(segment)
    return dict(places)


def name_of(component: str, seen: dict[str, int]) -> str:
    """A part of a path, with an identity replaced by its number among its siblings."""
    identity = IDENTITY.fullmatch(component)
    if identity is None:
        return component
    number = seen.setdefault(component, len(seen) + 1)
    return f"{identity['kind'] or ''}#{number}"


def with_links_of(
    original: StringSegmentValue, translated: StringSegmentValue, overrides: dict[str, Any]
) -> str:
    """The translated text with its links named as in the source: by target, else by order.

    A link that leads elsewhere in this language goes into `overrides`. A passage marked in another
    language keeps its mark where the source has one of that language.
    """
    free = dict(original.attrs or {})
    names = {}
    elsewhere = {}
    unknown = set()
    for link, attributes in (translated.attrs or {}).items():
        same = next((name for name, other in free.items() if other == attributes), None)
        if same is None and "lang" in attributes:
            unknown.add(link)
        elif same is None:
            elsewhere[link] = attributes
        else:
            names[link] = same
            del free[same]
    free = {name: attributes for name, attributes in free.items() if "lang" not in attributes}
    if len(elsewhere) > len(free):
        raise StructureError(f"{original.path}: a link in the translation that the source has not")
    for (link, attributes), (name, others) in zip(elsewhere.items(), free.items(), strict=False):
        names[link] = name
        if attributes.keys() != {"href"} or others.keys() != {"href"}:
            raise StructureError(f"{original.path}: a link to another page than in the source")
        overrides[f"{original.path}.{quote_path_component(others['href'])}"] = attributes["href"]
    html = without_marks(translated.string.data, unknown)
    return NAMED.sub(lambda match: names[match[0]], html)
