"""Tells webhooks what becomes of translations of pages and snippets (`cms.webhooks`)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import Translation

from cms.translation.state import (
    State,
    open_translations,
    snippet_columns,
    stale_languages,
    state_of,
    states_of,
)
from cms.webhooks import pages
from cms.webhooks.events import record
from cms.webhooks.models import EventType


def tell_live(instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """When a translation of a page is published and up to date: write down that it is live."""
    if alias or not is_translation(instance) or not pages.is_told_of(instance):
        return
    versions = states_of([instance.translation_key])[instance.translation_key]
    if versions[instance.locale_id].state == State.LIVE:
        pages.tell(EventType.TRANSLATION_LIVE, instance)


def tell_live_snippet(instance: Any, **kwargs: Any) -> None:
    """The same for a snippet."""
    if isinstance(instance, Page) or not isinstance(instance, TranslatableMixin):
        return
    if is_translation(instance) and snippet_state(instance) == State.LIVE:
        tell_snippet(EventType.TRANSLATION_LIVE, instance)


def tell_stale(instance: models.Model) -> None:
    """When the text of `instance` has changed: write down which translations are out of date."""
    if isinstance(instance, Page):
        tell_stale_pages(instance.get_translations(), stale_languages(instance))
    elif isinstance(instance, TranslatableMixin):
        for snippet in instance.get_translations().select_related("locale"):
            if snippet_state(snippet) == State.STALE:
                tell_snippet(EventType.TRANSLATION_STALE, snippet)


def tell_stale_pages(versions: models.QuerySet[Page], languages: Iterable[Locale]) -> None:
    for page in versions.filter(locale__in=languages).select_related("locale"):
        if pages.is_told_of(page):
            pages.tell(EventType.TRANSLATION_STALE, page)


def tell_snippet(event_type: EventType, snippet: Any) -> None:
    """Write down an event of a translated snippet, which the public sees."""
    language = snippet.locale.language_code
    record(
        event_type,
        f"{snippet._meta.label_lower}:{snippet.pk}",
        lambda: {
            "id": snippet.pk,
            "translation_key": snippet.translation_key,
            "snippet_type": snippet._meta.label,
            "language": language,
        },
        language=language,
    )


def is_translation(instance: Any) -> bool:
    return Translation.objects.filter(
        source__object_id=instance.translation_key,
        target_locale_id=instance.locale_id,
        enabled=True,
    ).exists()


def snippet_state(snippet: Any) -> State:
    """How far a snippet is, whether somebody reviews a newer draft of it or not."""
    translation = (
        open_translations([snippet.translation_key])
        .filter(target_locale_id=snippet.locale_id)
        .values("source__last_updated_at", "is_incomplete")
        .first()
    )
    return state_of(snippet_columns(snippet), translation)
