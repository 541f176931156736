"""Every text of a block that a reader gets, however deep it stands.

Knows blocks by Wagtail's own classes, so that a new block is read without a line of code, and
quotations, which may be in another language. What is of none of these classes is read as Wagtail's
search reads it (`get_searchable_content`).
"""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.images.models import AbstractImage

from cms.blocks import QuoteBlock
from cms.passage_languages import is_known, passage_language_name
from cms.terminology.lent_words import CREDITS, NAME, field_label, lent_words
from cms.terminology.plain_text import plain_texts

NOT_WORDS = (
    blocks.BooleanBlock,
    blocks.ChoiceBlock,
    blocks.EmailBlock,
    blocks.MultipleChoiceBlock,
    blocks.PageChooserBlock,
    blocks.StaticBlock,
    blocks.URLBlock,
)
NUMBERS = (int, float, Decimal, datetime.date, datetime.time)
WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


@dataclass(frozen=True)
class Passage:
    """A text: the parts of its path from the block down, what these are called, and its words.

    `language` is empty where it is that of the page or snippet. `lent_by` is the picture or file
    whose words these are, `lent_as` which of them (cms.terminology.lent_words).
    """

    path: tuple[str, ...]
    labels: tuple[str, ...]
    text: str
    language: str = ""
    lent_by: models.Model | None = None
    lent_as: str = ""

    def below(self, part: str, label: Any = "") -> "Passage":
        """The same text seen from one step above, where the step is called `label`."""
        labels = (str(label), *self.labels) if label else self.labels
        return replace(self, path=(part, *self.path), labels=labels)


@singledispatch
def passages(block: blocks.Block, value: Any) -> Iterator[Passage]:
    """The texts of `value`, which is a native value of `block`."""
    if isinstance(value, str):
        texts = [value]
    elif value is None or isinstance(value, NUMBERS):
        texts = []
    else:
        texts = block.get_searchable_content(value)
    many = len(texts) > 1
    for number, text in enumerate(texts):
        yield Passage((str(number),) if many else (), (), str(text))


def no_passages(block: blocks.Block, value: Any) -> Iterator[Passage]:
    return iter(())


for kind in NOT_WORDS:
    passages.register(kind, no_passages)


@passages.register(blocks.RichTextBlock)
@passages.register(blocks.RawHTMLBlock)
def _html(block: blocks.Block, value: Any) -> Iterator[Passage]:
    yield from html_passages(getattr(value, "source", value) or "")


def html_passages(html: str) -> Iterator[Passage]:
    """The words of `html`, and by themselves those of each other language marked in it."""
    for code, text in plain_texts(html).items():
        if not code:
            yield Passage((), (), text)
        elif is_known(code):
            yield Passage((f"lang-{code}",), (passage_language_name(code),), text, language=code)


@passages.register(blocks.StreamBlock)
def _stream(block: blocks.StreamBlock, value: Any) -> Iterator[Passage]:
    for number, child in enumerate(value or []):
        for passage in passages(child.block, child.value):
            yield passage.below(child.id or str(number), child.block.label)


@passages.register(blocks.ListBlock)
def _list(block: blocks.ListBlock, value: Any) -> Iterator[Passage]:
    for number, child in enumerate(value.bound_blocks if value else [], start=1):
        for passage in passages(child.block, child.value):
            yield passage.below(child.id, number)


@passages.register(blocks.StructBlock)
def _struct(block: blocks.StructBlock, value: Any) -> Iterator[Passage]:
    for name, child in block.child_blocks.items():
        # A program may leave out what is optional.
        if value is None or name not in value:
            continue
        is_named = stands_for_itself(block, child, value)
        for passage in passages(child, value[name]):
            if not (is_named and passage.lent_as == NAME):
                yield passage.below(name, child.label)


@passages.register(QuoteBlock)
def _quote(block: QuoteBlock, value: Any) -> Iterator[Passage]:
    """The words of a quotation are in the language that it names, if any."""
    for passage in _struct(block, value):
        is_quoted = passage.path == ("text",)
        yield replace(passage, language=value.get("language") or "") if is_quoted else passage


def stands_for_itself(parent: blocks.StructBlock, child: blocks.Block, value: Any) -> bool:
    """Whether readers get other words of `parent` in place of the name of its picture or file.

    A picture is read by the alternative text beside it, a file is named by the words beside it.
    """
    siblings = {name: block for name, block in parent.child_blocks.items() if block is not child}
    if isinstance(child, ImageChooserBlock):
        return any("alt" in name for name in siblings)
    if isinstance(child, DocumentChooserBlock):
        return any(value[name] for name, sibling in siblings.items() if isinstance(sibling, WORDS))
    return False


@passages.register
def _image(block: ImageChooserBlock, value: Any) -> Iterator[Passage]:
    if value:
        yield from picture_passages(value)


def picture_passages(image: AbstractImage) -> Iterator[Passage]:
    """What stands for a picture where nobody sees it, and below it."""
    label = _("Alternative text")
    yield Passage((), (label,), image.default_alt_text, lent_by=image, lent_as=NAME)
    yield from credit_passages(image)


def credit_passages(image: AbstractImage) -> Iterator[Passage]:
    """What stands below a picture, wherever it is shown."""
    lent = lent_words(image)
    for role in CREDITS:
        if role in lent:
            field, words = lent[role]
            label = field_label(image, field)
            yield Passage((role,), (label,), words, lent_by=image, lent_as=role)


@passages.register
def _image_with_text(block: ImageBlock, value: Any) -> Iterator[Passage]:
    if not value:
        return
    if not value.decorative:
        label = block.child_blocks["alt_text"].label
        yield Passage(("alt_text",), (str(label),), value.contextual_alt_text or "")
    yield from credit_passages(value)


@passages.register
def _document(block: DocumentChooserBlock, value: Any) -> Iterator[Passage]:
    if value:
        yield Passage((), (), value.title, lent_by=value, lent_as=NAME)


@passages.register
def _table(block: TypedTableBlock, value: TypedTable | None) -> Iterator[Passage]:
    """Keyed by its words and by how often they have occurred: a new row moves no other cell."""
    if value is None:
        return
    texts = [("caption", _("Caption"), Passage((), (), value.caption or ""))]
    texts += [
        ("heading", _("Heading of a column"), Passage((), (), column["heading"] or ""))
        for column in value.columns
    ]
    texts += [
        ("cell", _("Cell"), passage)
        for row in value.row_data
        for column, cell in zip(value.columns, row["values"], strict=True)
        for passage in passages(column["block"], cell)
    ]
    occurrences: Counter[tuple[str, str]] = Counter()
    for kind, label, passage in texts:
        occurrences[kind, passage.text] += 1
        part = part_of_table(kind, passage.text, occurrences[kind, passage.text])
        yield passage.below(part, label)


def part_of_table(kind: str, text: str, occurrence: int) -> str:
    """What names the n-th caption, heading or cell with this text in a path."""
    words = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{kind}-{words}-{occurrence}"
