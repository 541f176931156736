"""Finds which text of a translated page is the translation of which text of its source."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.types import BaseValue

# Parts of a segment's path that name one block, list item, row or cell: they differ between two
# pages of the same structure, so that these are compared by position.
IDENTITY = re.compile(
    r"(?P<kind>caption|heading|cell)-[0-9a-f]{16}-\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
LINK_ID = re.compile(r'(?<=<a id=")a\d+(?=")')


class StructureError(ValueError):
    """The translation does not have the same passages as its source."""


@dataclass(frozen=True)
class Pair:
    """A passage of the source and its translation, as wagtail-localize stores it."""

    source: StringSegmentValue
    translation: str


def pair_strings(source: Sequence[BaseValue], target: Sequence[BaseValue]) -> list[Pair]:
    """Pair the strings of two lists of segments by path and order.

    Raises StructureError where one has a passage, or a link in it, that the other has not.
    """
    of_source, of_target = by_place(source), by_place(target)
    for place in [*of_source, *of_target]:
        counts = len(of_source[place]), len(of_target[place])
        if counts[0] != counts[1]:
            raise StructureError(
                f"{place}: {counts[0]} passages in the source, {counts[1]} in the translation"
            )
    return [
        Pair(original, with_link_ids_of(original, translated, place))
        for place, originals in of_source.items()
        for original, translated in zip(originals, of_target[place], strict=True)
    ]


def by_place(segments: Sequence[BaseValue]) -> dict[str, list[StringSegmentValue]]:
    """The strings among `segments` by the place in the structure that they have."""
    places: dict[str, list[StringSegmentValue]] = defaultdict(list)
    positions: dict[str, dict[str, int]] = defaultdict(dict)
    for segment in segments:
        if isinstance(segment, OverridableSegmentValue):
            continue
        place = ""
        for component in segment.path.split("."):
            place += f".{name_of(component, positions[place])}"
        if isinstance(segment, StringSegmentValue):
            places[place.removeprefix(".")].append(segment)
    return places


def name_of(component: str, seen: dict[str, int]) -> str:
    """A part of a path, with an identity replaced by its number among its siblings."""
    identity = IDENTITY.fullmatch(component)
    if identity is None:
        return component
    number = seen.setdefault(component, len(seen) + 1)
    return f"{identity['kind'] or ''}#{number}"


def with_link_ids_of(
    original: StringSegmentValue, translated: StringSegmentValue, place: str
) -> str:
    """The translated text, its links named as in the source: by target, else by order."""
    source_links = dict(original.attrs or {})
    names = {}
    leftovers = []
    for link, attributes in (translated.attrs or {}).items():
        same = next((name for name, other in source_links.items() if other == attributes), None)
        if same is None:
            leftovers.append(link)
        else:
            names[link] = same
            del source_links[same]
    if len(leftovers) > len(source_links):
        raise StructureError(f"{place}: a link in the translation that the source has not")
    names.update(zip(leftovers, source_links, strict=False))
    return LINK_ID.sub(lambda match: names[match[0]], translated.string.data)
