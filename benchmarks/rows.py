"""Writes many translated pages as rows: published one by one, a thousand take half an hour."""

import uuid
from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db import connection, models, transaction


@transaction.atomic
def multiply(page: Any, number: int) -> None:
    """Add `number` pages like `page`, in all its languages, with what is translated of them.

    `page` has no pages below it. The new ones share its words; they have no history, countries or
    search entries.
    """
    from wagtail.models import Page
    from wagtail_localize.models import TranslationSource

    keys = [uuid.uuid4() for _number in range(number)]
    alias_sources: dict[tuple[uuid.UUID, int], int] = {}
    versions = list(Page.objects.filter(translation_key=page.translation_key))
    # The text itself before its aliases, which point to it.
    for version in sorted(versions, key=lambda one: one.alias_of_id is not None):
        for key, made in zip(keys, copy_pages(version, keys, alias_sources), strict=True):
            alias_sources[key, version.pk] = made
    for source in TranslationSource.objects.filter(object_id=page.translation_key):
        copy_translations(source, keys)


def copy_pages(
    version: Any, keys: list[uuid.UUID], alias_sources: dict[tuple[uuid.UUID, int], int]
) -> list[int]:
    """The primary keys of pages like `version`, one for each translation key."""
    from wagtail.models import Page

    parent = version.get_parent()
    steps = range(parent.numchild + 1, parent.numchild + 1 + len(keys))
    pages = []
    for step, key in zip(steps, keys, strict=True):
        made = copy(version)
        made.pk = None
        made._state = copy(version._state)
        made.translation_key = key
        made.path = Page._get_path(parent.path, version.depth, step)
        made.slug = f"{version.slug}-{step}"
        made.url_path = f"{parent.url_path}{made.slug}/"
        made.alias_of_id = alias_sources.get((key, version.alias_of_id))
        made.latest_revision_id = made.live_revision_id = None
        pages.append(made)
    parent_model = Page.objects.filter(pk=parent.pk)
    Page.objects.bulk_create(pages, batch_size=200)
    parent_model.update(numchild=parent.numchild + len(keys))
    copy_rows(version.specific_class, version.pk, [made.pk for made in pages])
    return [made.pk for made in pages]


def copy_rows(model: type[models.Model], pk: int, new: Iterable[int]) -> None:
    """Repeat the row `pk` of a page's own table under each new primary key."""
    meta = model._meta
    others = [field.column for field in meta.local_concrete_fields if field != meta.pk]
    columns = ", ".join(connection.ops.quote_name(name) for name in others)
    table = connection.ops.quote_name(meta.db_table)
    key = connection.ops.quote_name(meta.pk.column)
    statement = (
        f"INSERT INTO {table} ({key}, {columns})"  # noqa: S608
        f" SELECT %s, {columns} FROM {table} WHERE {key} = %s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(one, pk) for one in new])


def copy_translations(source: Any, keys: list[uuid.UUID]) -> None:
    """Give the pages with these translation keys the strings and translations of `source`."""
    from wagtail_localize.models import (
        StringSegment,
        StringTranslation,
        TranslatableObject,
        Translation,
        TranslationContext,
        TranslationSource,
    )

    TranslatableObject.objects.bulk_create(
        [
            TranslatableObject(translation_key=key, content_type_id=source.object.content_type_id)
            for key in keys
        ]
    )
    sources = TranslationSource.objects.bulk_create(
        [like(source, object_id=key) for key in keys], batch_size=200
    )
    Translation.objects.bulk_create(
        [
            like(one, source_id=made.pk, uuid=uuid.uuid4())
            for made in sources
            for one in source.translations.all()
        ]
    )
    segments = list(StringSegment.objects.filter(source=source))
    for context in TranslationContext.objects.filter(object_id=source.object_id):
        contexts = TranslationContext.objects.bulk_create(
            [like(context, object_id=key) for key in keys]
        )
        StringTranslation.objects.bulk_create(
            [
                like(one, context_id=made.pk)
                for made in contexts
                for one in StringTranslation.objects.filter(context=context)
            ]
        )
        StringSegment.objects.bulk_create(
            [
                like(segment, source_id=made_source.pk, context_id=made.pk)
                for made_source, made in zip(sources, contexts, strict=True)
                for segment in segments
                if segment.context_id == context.pk
            ]
        )


def like(row: Any, **values: Any) -> Any:
    """A new row with other values, unsaved."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**fields, row._meta.pk.attname: None, **values})
