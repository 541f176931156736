"""Every text of a page or snippet that a reader or a search engine gets.

Walks fields, blocks and child rows by their classes, so that what is added later is read without a
line of code. Left out is what holds no words of an editor: addresses, choices, tags, and what the
admin does not show.
"""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from treebeard.mp_tree import MP_Node
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

from cms.page_languages import text_language_code
from cms.terminology.block_passages import Passage, html_passages, passages, picture_passages
from cms.terminology.lent_words import NAME

NOT_WORDS = (models.EmailField, models.SlugField, models.URLField)
BETWEEN_LABELS = " › "


@dataclass(frozen=True)
class Place:
    """A text and where it stands.

    `path` names it for machines (“body.<block id>.caption”) and stays while other places come and
    go. `field` is the field of the model, or the child rows, in whose part of the form it is.
    `label` names it for people in the active language. `text` is plain text.
    """

    path: str
    field: str
    label: str
    text: str
    language: str


def places_of(instance: models.Model, fields: Collection[str] | None = None) -> list[Place]:
    """The texts of `instance` (a page or snippet as it is in memory) that are not empty.

    `fields` are the names of the fields and child rows to read; None stands for all.
    """
    language = language_of(instance)
    return [
        place_of(passage, language)
        for passage in passages_of(instance, fields)
        if passage.text.strip()
    ]


def passages_of(instance: models.Model, fields: Collection[str] | None = None) -> Iterator[Passage]:
    """The same, with those that are empty."""
    yield from field_passages(instance, fields)
    yield from row_passages(instance, fields)


def place_of(passage: Passage, language: str) -> Place:
    """The place of `passage` in a page or snippet in `language`."""
    return Place(
        path=".".join(passage.path),
        field=passage.path[0],
        label=BETWEEN_LABELS.join(passage.labels),
        text=passage.text,
        language=passage.language or language,
    )


def language_of(instance: models.Model) -> str:
    """The code of the language in which the words of `instance` are: an alias shows another's."""
    if isinstance(instance, TranslatableMixin) and instance.locale_id:
        if isinstance(instance, Page):
            return text_language_code(instance)
        return instance.locale.language_code
    return settings.LANGUAGE_CODE


def date_of(instance: models.Model) -> datetime.date | None:
    """The day that decides which words were in use: the `date` of what has one, as articles do."""
    own = getattr(instance, "date", None)
    return own if isinstance(own, datetime.date) else None


def field_passages(
    instance: models.Model, fields: Collection[str] | None = None
) -> Iterator[Passage]:
    """The texts in the fields of `instance`, in the order of the model."""
    all_fields: list[Any] = instance._meta.get_fields()
    for field in all_fields:
        if fields is not None and field.name not in fields:
            continue
        for passage in passages_of_field(instance, field):
            yield passage.below(field.name, capfirst(field.verbose_name))


def passages_of_field(instance: models.Model, field: Any) -> Iterator[Passage]:
    if isinstance(field, StreamField):
        yield from passages(field.stream_block, field.value_from_object(instance))
    elif isinstance(field, RichTextField):
        yield from html_passages(field.value_from_object(instance) or "")
    elif is_words(field):
        yield Passage((), (), field.value_from_object(instance) or "")
    elif isinstance(field, models.ForeignKey):
        yield from media_passages(instance, field)


def is_words(field: Any) -> bool:
    """Whether an editor writes words into `field`."""
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, NOT_WORDS)
        and field.editable
        and not field.choices
        and not is_place_in_tree(field)
    )


def is_place_in_tree(field: models.Field) -> bool:
    """Whether `field` is treebeard's own, which looks like any other text."""
    return issubclass(field.model, MP_Node) and field.name == "path"


def media_passages(instance: models.Model, field: models.ForeignKey) -> Iterator[Passage]:
    """The words that a picture or file brings along; a field beside a picture may name it."""
    if issubclass(field.related_model, AbstractImage):
        names = {other.name for other in instance._meta.get_fields()}
        is_named = bool(names & {f"{field.name}_alt", f"{field.name}_alt_text"})
        image = getattr(instance, field.name)
        for passage in picture_passages(image) if image else ():
            if not (is_named and passage.lent_as == NAME):
                yield passage
    elif issubclass(field.related_model, AbstractDocument):
        document = getattr(instance, field.name)
        if document:
            yield Passage((), (), document.title, lent_by=document, lent_as=NAME)


def row_passages(
    instance: models.Model, fields: Collection[str] | None = None
) -> Iterator[Passage]:
    """The texts in the child rows of `instance`, each in the language that its row names, if any.

    Comments of editors are none of a reader's.
    """
    for relation in get_all_child_relations(instance):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME or (fields is not None and name not in fields):
            continue
        label = capfirst(relation.related_model._meta.verbose_name)
        for number, row in enumerate(getattr(instance, name).all()):
            key = getattr(row, "translation_key", number)
            named = getattr(row, "language", "")
            for passage in (*field_passages(row), *row_passages(row)):
                in_language = replace(passage, language=passage.language or named)
                yield in_language.below(str(key)).below(name, label)
