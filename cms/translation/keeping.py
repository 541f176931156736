"""Keeps the translations of what is deleted, until there is nothing left that they translate.

Deleting a locale takes every text in it along, of all translators and all years: they are put aside
and come back with the language. Deleting one version of a page or snippet only stops its
translation (the setting `WAGTAILLOCALIZE_DISABLE_ON_DELETE`).
"""

from types import SimpleNamespace
from typing import Any

from django.db import models, transaction
from wagtail.models import Locale
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    cleanup_translation_on_delete,
)

from cms.translation.models import KeptTranslation

AT_ONCE = 1000


@transaction.atomic
def keep_texts(instance: Locale, **kwargs: Any) -> None:
    """Before a language is deleted: put its texts and values aside, instead of older ones."""
    code = instance.language_code
    KeptTranslation.objects.filter(language_code=code).delete()
    texts = StringTranslation.objects.filter(locale=instance).exclude(context=None)
    KeptTranslation.objects.bulk_create(
        [
            KeptTranslation(
                language_code=code,
                context_id=text.context_id,
                string_id=text.translation_of_id,
                data=text.data,
                translation_type=text.translation_type,
                tool_name=text.tool_name,
                writer_id=text.last_translated_by_id,
            )
            for text in texts.iterator()
        ],
        batch_size=AT_ONCE,
    )
    values = SegmentOverride.objects.filter(locale=instance).exclude(context=None)
    KeptTranslation.objects.bulk_create(
        [
            KeptTranslation(
                language_code=code,
                context_id=value.context_id,
                data=value.data_json,
                writer_id=value.last_translated_by_id,
            )
            for value in values.iterator()
        ],
        batch_size=AT_ONCE,
    )


@transaction.atomic
def bring_back(instance: Locale, created: bool, **kwargs: Any) -> None:
    """When a language is added that was there before: give it its texts and values."""
    if not created:
        return
    kept = KeptTranslation.objects.filter(language_code=instance.language_code)
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                locale=instance,
                context_id=text.context_id,
                translation_of_id=text.string_id,
                data=text.data,
                translation_type=text.translation_type,
                tool_name=text.tool_name,
                last_translated_by_id=text.writer_id,
            )
            for text in kept.exclude(string=None).iterator()
        ],
        batch_size=AT_ONCE,
    )
    SegmentOverride.objects.bulk_create(
        [
            SegmentOverride(
                locale=instance,
                context_id=value.context_id,
                data_json=value.data,
                last_translated_by_id=value.writer_id,
            )
            for value in kept.filter(string=None).iterator()
        ],
        batch_size=AT_ONCE,
    )
    kept.delete()


def forget_deleted(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Once the last version of a page or snippet is deleted: keep nothing of its translations."""
    key, locale_id = instance.translation_key, instance.locale_id
    transaction.on_commit(lambda: forget(sender, key, locale_id))


@transaction.atomic
def forget(model: type[models.Model], translation_key: Any, locale_id: int) -> None:
    if not model._default_manager.filter(translation_key=translation_key).exists():
        Translation.objects.filter(source__object_id=translation_key).delete()
        # It clears away all the rest where no translation is left.
        deleted = SimpleNamespace(translation_key=translation_key, locale_id=locale_id)
        cleanup_translation_on_delete(deleted)
