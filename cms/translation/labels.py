"""What the places of texts are called in the editor: field, block, part of a block."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField

SEPARATOR = " › "


class Place(NamedTuple):
    """A label for people, in the active language, and the longest text that fits there, if any."""

    label: str
    max_length: int | None


def place_of(model: type[models.Model], field_path: str, path: str) -> Place:
    """The place that `field_path` («body.image.caption») names in `model`.

    `path` is the content path, which alone tells the parts of a table apart.
    """
    name, *rest = field_path.split(".")
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ManyToOneRel):
        row = capfirst(str(field.related_model._meta.verbose_name))
        inner = place_of(field.related_model, ".".join(rest), path)
        return Place(f"{row}{SEPARATOR}{inner.label}", inner.max_length)
    label = capfirst(str(field.verbose_name))
    if isinstance(field, StreamField):
        labels, max_length = block_labels(field.stream_block, rest)
        return Place(SEPARATOR.join([label, *labels, *table_part(path)]), max_length)
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


def table_part(path: str) -> list[str]:
    """The part of a table that a content path ends with; nothing for other blocks."""
    parts = {"caption": _("Caption"), "heading": _("Column heading"), "cell": _("Cell")}
    kind, dash, _rest = path.rsplit(".", 1)[-1].partition("-")
    return [parts[kind]] if dash and kind in parts else []
