"""All pages and snippets of the site, read in bulk: what readers have, and what waits as a draft.

Reading costs a few queries for each model and for every thousand of its rows, not for each row.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    DraftStateMixin,
    Page,
    Revision,
    TranslatableMixin,
)
from wagtail.snippets.models import get_snippet_models

from cms.terminology.crude_search import CrudeSearch

ROWS_AT_ONCE = 1000
TEXT_FIELDS = (models.CharField, models.TextField, StreamField)


@dataclass(frozen=True)
class Version:
    """A page or snippet as it is published, or as its latest draft would be."""

    instance: Any
    is_draft: bool


def governed_models() -> list[Any]:
    """The models whose texts the gate keeps: what can be drafted and published, and snippets."""
    drafted = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and model is not Page
    ]
    return [*drafted, *(model for model in get_snippet_models() if model not in drafted)]


def versions(
    search: CrudeSearch, languages: Collection[str], drafts: bool = False
) -> Iterator[Version]:
    """Every published text in `languages` in which `search` finds something.

    With `drafts` also those that wait. Aliases are left out: they repeat the words of another page.
    """
    for model in governed_models():
        rows = rows_of(model, languages)
        if not issubclass(model, DraftStateMixin):
            yield from published(model, rows, search)
            continue
        yield from published(model, rows.filter(live=True), search)
        if drafts:
            unpublished = Q(live=False) | Q(has_unpublished_changes=True)
            yield from waiting(model, rows.filter(unpublished), search)


def rows_of(model: Any, languages: Collection[str]) -> models.QuerySet:
    """The rows of `model` that hold texts of their own in one of `languages`."""
    rows = model._default_manager.order_by("pk")
    if issubclass(model, Page):
        # The rows of a model hold those of the models that extend it.
        rows = rows.filter(alias_of=None, content_type=ContentType.objects.get_for_model(model))
    if issubclass(model, TranslatableMixin):
        rows = rows.filter(locale__language_code__in=languages)
    return rows


def published(model: Any, rows: models.QuerySet, search: CrudeSearch) -> Iterator[Version]:
    """What readers have of `rows`, as far as `search` finds something in it."""
    for chunk in in_chunks(sorted(keys_found(model, rows, search))):
        instances = list(rows.filter(pk__in=chunk).select_related(*single_relations(model)))
        children = (relation.get_accessor_name() for relation in child_relations(model))
        prefetch_related_objects(instances, *children)
        share_lookups(model, instances)
        yield from (Version(instance, is_draft=False) for instance in instances)


def keys_found(model: Any, rows: models.QuerySet, search: CrudeSearch) -> set[Any]:
    """Keys of the `rows` in whose fields, or child rows, `search` finds something."""
    stored = rows.values_list("pk", *text_columns(model))
    found = {pk for pk, *texts in stored.iterator() if search.finds(texts)}
    for relation in child_relations(model):
        child = relation.related_model
        children = child._default_manager.values_list(relation.field.attname, *text_columns(child))
        found |= {parent for parent, *texts in children.iterator() if search.finds(texts)}
    return found


def waiting(model: Any, rows: models.QuerySet, search: CrudeSearch) -> Iterator[Version]:
    """The drafts of `rows`, as far as `search` finds something in them."""
    revisions = Revision.objects.filter(pk__in=rows.order_by().values("latest_revision"))
    contents = {
        revision.object_id: revision.content
        for revision in revisions.iterator()
        if search.finds(revision.content)
    }
    never_drafted = rows.filter(latest_revision=None, live=False)
    yield from (
        Version(version.instance, is_draft=True)
        for version in published(model, never_drafted, search)
    )
    for chunk in in_chunks(sorted(contents)):
        found = rows.filter(pk__in=chunk).select_related(*single_relations(model))
        drafts = [draft_of(row, contents[str(row.pk)]) for row in found]
        share_lookups(model, drafts)
        yield from (Version(draft, is_draft=True) for draft in drafts)


def draft_of(row: Any, content: dict[str, Any]) -> Any:
    """`row` with the texts of a revision; where it stands and whose it is stays as it is.

    Wagtail's `as_object` would ask for every row that the draft refers to.
    """
    draft: Any = type(row).from_serializable_data(content, check_fks=False)
    draft.pk = row.pk
    if isinstance(row, TranslatableMixin):
        draft.locale = row.locale
    if isinstance(row, Page):
        draft.alias_of_id = None
    return draft


def text_columns(model: Any) -> list[Any]:
    """The columns that may hold words, or the key of a picture or file that does.

    Streams as they are stored, which is read faster.
    """
    texts = [
        Cast(field.name, models.TextField()) if isinstance(field, StreamField) else field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT_FIELDS)
    ]
    return [*texts, *media_fields(model)]


def single_relations(model: Any) -> list[str]:
    """What a text is read with: its language, and the pictures and files that it shows."""
    media = media_fields(model)
    return [*media, "locale"] if issubclass(model, TranslatableMixin) else media


def media_fields(model: Any) -> list[str]:
    kinds = (AbstractImage, AbstractDocument)
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, kinds)
    ]


def child_relations(model: Any) -> list[models.ManyToOneRel]:
    """Its child rows, without the comments of editors."""
    return [
        relation
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME
    ]


def share_lookups(model: Any, instances: list[Any]) -> None:
    """Let the streams of all `instances` look up together what their blocks refer to."""
    for field in model._meta.concrete_fields:
        if isinstance(field, StreamField):
            streams = [field.value_from_object(instance) for instance in instances]
            raw = [list(stream.raw_data) for stream in streams]
            whole = StreamValue(field.stream_block, [b for part in raw for b in part], is_lazy=True)
            blocks = iter(whole)
            for stream, part in zip(streams, raw, strict=True):
                stream._bound_blocks = list(islice(blocks, len(part)))


def in_chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """`keys` in lists of as many as one query takes."""
    source = iter(keys)
    while chunk := list(islice(source, ROWS_AT_ONCE)):
        yield chunk
