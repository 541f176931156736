"""How far each language is, page by page and snippet by snippet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, Translation

from cms.translation.completeness import publishable_translations

# Of a text that has no drafts: readers have it as it is.
ALWAYS = datetime.max.replace(tzinfo=UTC)


class State(models.TextChoices):
    """What readers of a language get of a text, and whether somebody has work to do."""

    SOURCE = "source", _("source")
    LIVE = "live", _("published")
    STALE = "stale", _("out of date")
    IN_REVIEW = "in_review", _("in review")
    DRAFT = "draft", _("draft")
    FALLBACK = "fallback", _("not translated")
    MISSING = "missing", _("missing")


@dataclass(frozen=True)
class Version:
    """A page or snippet in one language: its state, and its key where there is one."""

    state: State
    pk: Any


States = dict[UUID, dict[int, Version]]


def states_of(keys: Iterable[UUID] | models.QuerySet) -> States:
    """The versions of the pages with these translation keys, by key and locale id.

    Four queries, however many pages there are.
    """
    reviewed = objects_in_review(Page)
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
            locale_id: version_of(
                versions.get(locale_id), translations.get((key, locale_id)), reviewed
            )
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


def objects_in_review(model: type[models.Model]) -> set[str]:
    """The keys of the pages, or snippets of `model`, that a reviewer has before them."""
    content_type = ContentType.objects.get_for_model(model)
    return set(
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=content_type
        ).values_list("object_id", flat=True)
    )


def version_of(
    row: dict[str, Any] | None, translation: dict[str, Any] | None, reviewed: Collection[str]
) -> Version:
    """The version that these rows describe."""
    if row is None:
        return Version(State.DRAFT if translation else State.MISSING, None)
    if str(row["pk"]) in reviewed:
        return Version(State.IN_REVIEW, row["pk"])
    return Version(state_of(row, translation), row["pk"])


def state_of(row: dict[str, Any], translation: dict[str, Any] | None) -> State:
    """The state of a page or snippet that exists and that nobody reviews."""
    if row["alias_of_id"]:
        return State.DRAFT if translation else State.FALLBACK
    if translation is None:
        return State.SOURCE if row["live"] else State.DRAFT
    if not row["live"]:
        return State.DRAFT
    published = row["last_published_at"]
    is_older = published is None or published < translation["source__last_updated_at"]
    return State.STALE if translation["is_incomplete"] or is_older else State.LIVE


def snippet_columns(snippet: Any) -> dict[str, Any]:
    """What the state of a snippet is told from, named as the columns of a page."""
    has_drafts = isinstance(snippet, DraftStateMixin)
    return {
        "pk": snippet.pk,
        "locale_id": snippet.locale_id,
        "alias_of_id": None,
        "live": snippet.live if has_drafts else True,
        "last_published_at": snippet.last_published_at if has_drafts else ALWAYS,
    }


def stale_languages(page: Page) -> list[Locale]:
    """The languages in which a published translation of `page` is out of date."""
    versions = states_of([page.translation_key]).get(page.translation_key, {})
    stale = [pk for pk, version in versions.items() if version.state == State.STALE]
    return list(Locale.objects.filter(pk__in=stale))
