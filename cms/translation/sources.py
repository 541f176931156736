"""Keeps what is to be translated in step with what is published.

wagtail-localize freezes a source when it is submitted and waits for somebody to press «Sync». Here
publishing a source does it, so that its translations show as stale at once.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import TranslationSource

from cms.translation.telling import tell_stale


def text_to_translate(instance: Any) -> Any:
    """The instance whose text is translated when somebody asks for a translation of `instance`.

    Of an alias that is the page which it shows.
    """
    if isinstance(instance, Page):
        instance = (instance.alias_of or instance).specific
    return newest_text(instance)


def newest_text(instance: Any) -> Any:
    """What readers see of `instance`, or of a draft its latest revision."""
    if isinstance(instance, DraftStateMixin) and not instance.live:
        return instance.get_latest_revision_as_object()
    return instance


def get_source(instance: Any) -> TranslationSource:
    """The up-to-date source of the translations of `instance`; made where there is none."""
    source, created = TranslationSource.get_or_create_from_instance(instance)
    if not created:
        refresh(source)
    return source


def refresh(source: TranslationSource) -> bool:
    """Take over what has changed of the texts and synchronised values. Returns whether any did.

    What publishing carries to the translations itself (`BasePage.carried_fields`) leaves them up to
    date: then the source is not newer for it.
    """
    changed = changed_fields(source)
    if not changed:
        return False
    before = source.last_updated_at
    source.update_from_db()
    carried = getattr(source.specific_content_type.model_class(), "carried_fields", frozenset())
    if changed <= carried:
        TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=before)
        source.last_updated_at = before
    return True


def has_changed(source: TranslationSource) -> bool:
    """Whether the source says something else now than when it was last taken over."""
    return bool(changed_fields(source))


def changed_fields(source: TranslationSource) -> set[str]:
    """The names of the fields that the source took over and that say something else now."""
    instance = source.get_source_instance()
    before, now = json.loads(source.content_json), serialise(instance)
    return {
        field.field_name
        for field in get_translatable_fields(type(instance))
        if (field.is_translated(instance) or field.is_synchronized(instance))
        and comparable(instance, before, field.field_name)
        != comparable(instance, now, field.field_name)
    }


def comparable(instance: models.Model, content: dict[str, Any], name: str) -> Any:
    """The value of a field in serialised `content`, for comparison.

    Stream data is kept as text, and PostgreSQL gives its keys back in an order of its own.
    """
    value = content.get(name)
    field = instance._meta.get_field(name)
    return json.loads(value) if value and isinstance(field, StreamField) else value


def serialise(instance: models.Model) -> dict[str, Any]:
    """`instance` as wagtail-localize keeps it."""
    if isinstance(instance, ClusterableModel):
        return json.loads(instance.to_json())
    return json.loads(json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder))


def refresh_published(instance: models.Model, **kwargs: Any) -> None:
    """When something is published: let its translations know."""
    if isinstance(instance, TranslatableMixin):
        source = TranslationSource.objects.get_for_instance_or_none(instance)
        if source is not None and refresh(source):
            tell_stale(instance)
