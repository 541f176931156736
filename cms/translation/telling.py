"""Tells webhooks what becomes of translations of pages (`cms.webhooks`)."""

from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.state import State, stale_languages, states_of
from cms.webhooks.models import EventType
from cms.webhooks.pages import is_told_of, tell


def tell_live(instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """When a translation is published and up to date: write down that it is live."""
    if alias or not is_translation(instance) or not is_told_of(instance):
        return
    versions = states_of([instance.translation_key])[instance.translation_key]
    if versions[instance.locale_id].state == State.LIVE:
        tell(EventType.TRANSLATION_LIVE, instance)


def tell_stale(instance: Page) -> None:
    """When the text of `instance` has changed: write down which translations are out of date."""
    stale = stale_languages(instance)
    for page in instance.get_translations().filter(locale__in=stale).select_related("locale"):
        if is_told_of(page):
            tell(EventType.TRANSLATION_STALE, page)


def is_translation(page: Page) -> bool:
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()
