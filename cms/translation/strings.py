"""Translates by example: the strings of a translated page become real string translations."""

import json
from typing import Any

from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.translation.pairing import StructureError, pair
from cms.translation.sources import get_source
from cms.translation.targets import per_language_fields, write_target


@transaction.atomic
def translate(
    source: models.Model,
    locale: Locale,
    target_like: models.Model,
    user: Any = None,
    publish: bool = True,
) -> Any:
    """Translate `source` (a page or snippet) into `locale`, with the texts of `target_like`.

    `target_like` is an unsaved instance of the same model with the same passages in the other
    language; its blocks and child rows pair with those of the source by order. What is not
    translated (dates, countries) is the source's, but for addresses and pictures that differ;
    fields that each language keeps for itself (an article's slug, `awaiting_review`) are those of
    `target_like`.

    Returns the translation, published unless `publish` is false: then a page that was not
    published before stays an alias. Raises StructureError where passages do not pair.
    """
    translation_source = get_source(source)
    store(translation_source, locale, target_like, user)
    Translation.objects.update_or_create(
        source=translation_source, target_locale=locale, defaults={"enabled": True}
    )
    own_values = {
        name: getattr(target_like, name) for name in per_language_fields(type(target_like))
    }
    target, _created = write_target(
        translation_source, locale, user=user, publish=publish, fallback=True, own_values=own_values
    )
    return target


def store(source: TranslationSource, locale: Locale, target_like: models.Model, user: Any) -> None:
    """Keep every text of `target_like` as the translation of its counterpart in `source`."""
    pairs = pair(
        extract_segments(source.as_instance()), extract_segments(with_block_ids(target_like))
    )
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    StringTranslation.objects.bulk_create(
        [to_row(segment, pairs.strings[segment.order], locale, user) for segment in segments],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "last_translated_by", "updated_at", "has_error"],
    )
    for path, value in pairs.overrides.items():
        SegmentOverride.objects.update_or_create(
            context=TranslationContext.objects.get(object_id=source.object_id, path=path),
            locale=locale,
            defaults={"data_json": json.dumps(value), "last_translated_by": user},
        )


def to_row(segment: StringSegment, text: str, locale: Locale, user: Any) -> StringTranslation:
    """The unsaved translation of `segment`, checked as wagtail-localize checks what is typed."""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(segment.string.data, text)
    except ValueError as error:
        raise StructureError(f"{segment.context.path}: {error}") from error
    return StringTranslation(
        translation_of=segment.string,
        locale=locale,
        context=segment.context,
        data=text,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=user,
    )


def with_block_ids(instance: models.Model) -> models.Model:
    """`instance`, whose stream fields have been given the ids that saving would give them."""
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            stream = field.value_from_object(instance)
            setattr(instance, field.name, field.to_python(json.dumps(stream.get_prep_value())))
    return instance
