"""Fills any page, snippet and block with distinct texts, and reads all of its texts back.

Knows fields and blocks by their classes only, so that whatever is added later is walked too.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from functools import singledispatch
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import TranslatableMixin

from cms.blocks import QuoteBlock
from tests import factories

# The address and the place of a page have rules of their own; a telephone number is no text.
NOT_TRANSLATED = {"slug", "draft_title", "url_path", "path", "contact_phone"}
numbers = itertools.count(1)

Leaf = tuple[str, bool, Any]


def text() -> str:
    return f"Text {next(numbers)} & “more” <here>"


def html() -> str:
    number = next(numbers)
    return (
        f'<p>Passage {number} with <b>bold</b> and <a href="https://example.org/{number}">a'
        f" link</a> &amp; more.</p><ul><li>one {number}</li><li>two {number}</li></ul>"
    )


def block_id() -> str:
    return f"00000000-0000-4000-8000-{next(numbers):012}"


def items(*values: Any) -> list[dict[str, Any]]:
    """Raw items of a list block."""
    return [{"type": "item", "id": block_id(), "value": value} for value in values]


def fill(instance: Any) -> Any:
    """Give every text and every block type of `instance` a text; the rest is the caller's."""
    for field in instance._meta.get_fields():
        if isinstance(field, RichTextField):
            setattr(instance, field.name, html())
        elif is_text_field(field):
            setattr(instance, field.name, text())
    return put_blocks(instance, sample)


def empty(instance: Any) -> Any:
    """Put an empty block of every type into every stream field."""
    return put_blocks(instance, hollow)


def put_blocks(instance: Any, value_of: Callable[[blocks.Block], Any]) -> Any:
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            raw = [
                {"type": name, "id": block_id(), "value": value_of(block)}
                for name, block in field.stream_block.child_blocks.items()
            ]
            setattr(instance, field.name, field.to_python(json.dumps(raw)))
    return instance


def is_text_field(field: Any) -> bool:
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, (models.URLField, models.EmailField, StreamField))
        and not field.choices
        and field.editable
        and field.name not in NOT_TRANSLATED
    )


@singledispatch
def sample(block: blocks.Block) -> Any:
    """A raw value of `block` in which everything is filled in."""
    raise NotImplementedError(f"The walk does not know {type(block).__name__}")


@sample.register
def _(block: TypedTableBlock) -> Any:
    row = [sample(child) for child in block.child_blocks.values()]
    other = [sample(child) for child in block.child_blocks.values()]
    return {
        "caption": text(),
        "columns": [{"type": name, "heading": text()} for name in block.child_blocks],
        "rows": [{"values": row}, {"values": other}, {"values": row}],
    }


@sample.register
def _(block: blocks.StructBlock) -> Any:
    return {name: sample(child) for name, child in block.child_blocks.items()}


@sample.register
def _(block: QuoteBlock) -> Any:
    # In another language, it would not be translated.
    return {"text": text(), "attribution": text(), "language": ""}


@sample.register
def _(block: blocks.ListBlock) -> Any:
    return items(sample(block.child_block), sample(block.child_block))


sample.register(blocks.RichTextBlock, lambda block: html())
sample.register(blocks.CharBlock, lambda block: text())
sample.register(blocks.TextBlock, lambda block: text())
sample.register(blocks.URLBlock, lambda block: f"https://example.org/{next(numbers)}")
sample.register(blocks.ChoiceBlock, lambda block: block.field.choices[-1][0])
sample.register(blocks.BooleanBlock, lambda block: True)
sample.register(blocks.DateBlock, lambda block: "2019-02-26")
sample.register(blocks.TimeBlock, lambda block: "10:00:00")
sample.register(blocks.FloatBlock, lambda block: float(next(numbers)))
sample.register(ImageChooserBlock, lambda block: factories.image().pk)
sample.register(DocumentChooserBlock, lambda block: factories.document().pk)
sample.register(blocks.PageChooserBlock, lambda block: None)


@singledispatch
def hollow(block: blocks.Block) -> Any:
    """A raw value of `block` as an editor leaves it who fills in nothing."""
    return None


@hollow.register
def _(block: blocks.StructBlock) -> Any:
    return {name: hollow(child) for name, child in block.child_blocks.items()}


hollow.register(TypedTableBlock, lambda block: {"caption": "", "columns": [], "rows": []})
hollow.register(blocks.ListBlock, lambda block: items(hollow(block.child_block)))
hollow.register(blocks.BooleanBlock, lambda block: False)
for kind in (blocks.RichTextBlock, blocks.CharBlock, blocks.TextBlock, blocks.URLBlock):
    hollow.register(kind, lambda block: "")


def leaves(instance: Any) -> Iterator[Leaf]:
    """Every value of `instance`: where it stands, whether it is a text, and itself."""
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            for position, child in enumerate(field.value_from_object(instance)):
                place = f"{field.name}.{position}.{child.block_type}"
                yield from block_leaves(child.block, child.value, place)
        elif is_text_field(field) or type(field) in (models.DateField, models.EmailField):
            yield field.name, is_text_field(field), getattr(instance, field.name)
    for name in translatable_relations(type(instance)):
        for position, child in enumerate(getattr(instance, name).all()):
            for place, is_text, value in leaves(child):
                yield f"{name}.{position}.{place}", is_text, value


def translatable_relations(model: type[models.Model]) -> list[str]:
    """The names of the child rows of `model` that have a language."""
    return [
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if issubclass(relation.related_model, TranslatableMixin)
    ]


TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock)


@singledispatch
def block_leaves(block: blocks.Block, value: Any, place: str) -> Iterator[Leaf]:
    yield place, isinstance(block, TEXT_BLOCKS), value


@block_leaves.register
def _(block: blocks.RichTextBlock, value: Any, place: str) -> Iterator[Leaf]:
    yield place, True, value.source


@block_leaves.register
def _(block: blocks.StructBlock, value: Any, place: str) -> Iterator[Leaf]:
    for name, child in block.child_blocks.items():
        yield from block_leaves(child, value[name], f"{place}.{name}")


@block_leaves.register
def _(block: blocks.ListBlock, value: Any, place: str) -> Iterator[Leaf]:
    for number, child in enumerate(value.bound_blocks):
        yield from block_leaves(child.block, child.value, f"{place}.{number}")


@block_leaves.register
def _(block: TypedTableBlock, value: Any, place: str) -> Iterator[Leaf]:
    yield f"{place}.caption", True, value.caption
    for number, column in enumerate(value.columns):
        yield f"{place}.heading.{number}", True, column["heading"]
    for row_number, row in enumerate(value.row_data):
        for number, (column, cell) in enumerate(zip(value.columns, row["values"], strict=True)):
            is_text = isinstance(column["block"], TEXT_BLOCKS)
            yield f"{place}.cell.{row_number}.{number}", is_text, cell
