"""What the places of texts are called in the editor: field, block, part of a block."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

SEPARATOR = " › "
PARTS_OF_TABLES = {"caption": _("Caption"), "heading": _("Column heading"), "cell": _("Cell")}


class Place(NamedTuple):
    """A label for people, in the active language, and the longest text that fits there, if any."""

    label: str
    max_length: int | None


def place_of(model: type[models.Model], field_path: str, path: str) -> Place:
    """The place that `field_path` («body.image.caption») names in `model`.

    `path` is the content path, which alone tells the parts of a table apart.
    """
    return named_place(model, field_path, table_part(path))


def places_of(
    model: type[models.Model], paths: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Place]:
    """The places of many texts, by field path and content path: each is named once."""
    named: dict[tuple[str, str], Place] = {}
    places = {}
    for field_path, path in paths:
        key = field_path, table_part(path)
        if key not in named:
            named[key] = named_place(model, *key)
        places[field_path, path] = named[key]
    return places


def named_place(model: type[models.Model], field_path: str, part: str) -> Place:
    name, *rest = field_path.split(".")
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ManyToOneRel):
        row = capfirst(str(field.related_model._meta.verbose_name))
        inner = named_place(field.related_model, ".".join(rest), part)
        return Place(f"{row}{SEPARATOR}{inner.label}", inner.max_length)
    label = capfirst(str(field.verbose_name))
    if isinstance(field, StreamField):
        labels, max_length = block_labels(field.stream_block, rest)
        parts = [str(PARTS_OF_TABLES[part])] if part else []
        return Place(SEPARATOR.join([label, *labels, *parts]), max_length)
    return Place(label, getattr(field, "max_length", None))


def leaf_of(model: type[models.Model], field_path: str) -> Any:
    """The field, or of a stream field the block, that `field_path` ends at."""
    name, *rest = field_path.split(".")
    field: Any = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return list(blocks_along(field.stream_block, rest))[-1]
    if isinstance(field, models.ManyToOneRel):
        return leaf_of(field.related_model, ".".join(rest))
    return field


def blocks_along(block: Any, names: list[str]) -> Iterator[Any]:
    """The blocks on the way from `block` down along `names`."""
    for name in names:
        is_list = isinstance(block, blocks.ListBlock)
        block = block.child_block if is_list else block.child_blocks[name]
        yield block


def block_labels(block: Any, names: list[str]) -> tuple[list[str], int | None]:
    """The labels of the blocks along `names`, but for items of lists; the length of the last."""
    way = list(blocks_along(block, names))
    labels = [capfirst(str(step.label)) for step in way if step.name]
    return labels, getattr(getattr(way[-1], "field", None), "max_length", None)


def table_part(path: str) -> str:
    """The part of a table that a content path ends with; nothing for other blocks."""
    kind, dash, _rest = path.rsplit(".", 1)[-1].partition("-")
    return kind if dash and kind in PARTS_OF_TABLES else ""
