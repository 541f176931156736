"""How far each language is, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from cms.translation.completeness import publishable_translations


class State(models.TextChoices):
    """What readers of a language get of a page, and whether somebody has work to do."""

    SOURCE = "source", _("source")
    LIVE = "live", _("published")
    STALE = "stale", _("out of date")
    DRAFT = "draft", _("being translated")
    FALLBACK = "fallback", _("not translated")
    MISSING = "missing", _("missing")


@dataclass(frozen=True)
class Version:
    """A page in one language: its state, and its id where there is a page."""

    state: State
    page_id: int | None


States = dict[UUID, dict[int, Version]]


def states_of(keys: Iterable[UUID] | models.QuerySet) -> States:
    """The versions of the pages with these translation keys, by key and locale id.

    Three queries, however many pages there are.
    """
    locale_ids = list(Locale.objects.values_list("pk", flat=True))
    translations = {
        (row["source__object_id"], row["target_locale_id"]): row
        for row in open_translations(keys).values(
            "source__object_id", "target_locale_id", "source__last_updated_at", "is_incomplete"
        )
    }
    pages: dict[UUID, dict[int, dict[str, Any]]] = {}
    for page in Page.objects.filter(translation_key__in=keys).values(
        "pk", "translation_key", "locale_id", "alias_of_id", "live", "last_published_at"
    ):
        pages.setdefault(page["translation_key"], {})[page["locale_id"]] = page
    return {
        key: {
            locale_id: version_of(versions.get(locale_id), translations.get((key, locale_id)))
            for locale_id in locale_ids
        }
        for key, versions in pages.items()
    }


def open_translations(keys: Iterable[UUID] | models.QuerySet) -> models.QuerySet[Translation]:
    """Translations that are worked on, each with whether it lacks strings."""
    translated = publishable_translations().filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("target"),
    )
    missing = (
        StringSegment.objects.filter(source_id=OuterRef("source_id"))
        .annotate(target=OuterRef("target_locale_id"))
        .filter(~Exists(translated))
    )
    return Translation.objects.filter(enabled=True, source__object_id__in=keys).annotate(
        is_incomplete=Exists(missing)
    )


def version_of(page: dict[str, Any] | None, translation: dict[str, Any] | None) -> Version:
    """The version that these rows describe."""
    if page is None:
        return Version(State.DRAFT if translation else State.MISSING, None)
    return Version(state_of(page, translation), page["pk"])


def state_of(page: dict[str, Any], translation: dict[str, Any] | None) -> State:
    """The state of a page that exists."""
    if page["alias_of_id"]:
        return State.DRAFT if translation else State.FALLBACK
    if translation is None:
        return State.SOURCE if page["live"] else State.DRAFT
    if not page["live"]:
        return State.DRAFT
    published = page["last_published_at"]
    is_older = published is None or published < translation["source__last_updated_at"]
    return State.STALE if translation["is_incomplete"] or is_older else State.LIVE


def stale_languages(page: Page) -> list[Locale]:
    """The languages in which a published translation of `page` is out of date."""
    versions = states_of([page.translation_key]).get(page.translation_key, {})
    stale = [pk for pk, version in versions.items() if version.state == State.STALE]
    return list(Locale.objects.filter(pk__in=stale))
