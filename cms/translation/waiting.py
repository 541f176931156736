"""Which translations wait for somebody to work on them, and for whom.

A translation waits while it lacks passages, or while readers have a text from before the original
last changed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from treebeard.mp_tree import MP_Node
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.models import TranslatorRole
from cms.translation.state import objects_in_review, open_translations, snippet_columns
from cms.translation.targets import HOME_DEPTH

STEP = MP_Node.steplen
# What stands for the version in a language where there is none yet.
NOTHING = {"path": "", "live": False, "alias_of_id": None, "is_in_review": False}

# The versions that translations are written into, by translation key and locale.
Targets = dict[tuple[UUID, int], dict[str, Any]]


@dataclass(frozen=True)
class Work:
    """A translation that waits; `is_live` if readers have an older one."""

    translation: Translation
    is_live: bool
    # The translation keys of the page and of those above it; none for a snippet.
    sections: frozenset[UUID]

    def belongs_to(self, section: UUID | None, locale_id: int) -> bool:
        """Whether those who translate a section (None: the whole site) into a language do it."""
        is_theirs = section is None or section in self.sections
        return is_theirs and locale_id == self.translation.target_locale_id


def work_on(translations: Any) -> list[Work]:
    """Those of a queryset of translations that wait, newest original first.

    Five queries, and two for each kind of snippet among them.
    """
    rows = list(
        open_translations(translations.values("source__object_id"))
        .filter(pk__in=translations.values("pk"))
        .exclude(source__locale=F("target_locale"))
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .defer("source__content_json")
        .order_by("-source__last_updated_at", "pk")
    )
    targets = {**page_targets(rows), **snippet_targets(rows)}
    sections = sections_of(target["path"] for target in targets.values())
    waiting = []
    for row in rows:
        target = targets.get((row.source.object_id, row.target_locale_id), NOTHING)
        is_live = target["live"] and target["alias_of_id"] is None
        is_older = is_live and is_before(target, row)
        if not target["is_in_review"] and (row.is_incomplete or is_older):
            waiting.append(Work(row, is_live, sections.get(target["path"], frozenset())))
    return waiting


def is_before(target: dict[str, Any], translation: Translation) -> bool:
    """Whether readers have a text from before the original's last change."""
    published = target["last_published_at"]
    return published is None or published < translation.source.last_updated_at


def page_targets(translations: list[Translation]) -> Targets:
    """The pages that translations are written into, or stand in for."""
    reviewed = objects_in_review(Page)
    wanted = {(one.source.object_id, one.target_locale_id) for one in translations}
    pages = Page.objects.filter(translation_key__in={key for key, _locale_id in wanted}).values(
        "pk", "translation_key", "locale_id", "path", "live", "alias_of_id", "last_published_at"
    )
    found = {(page["translation_key"], page["locale_id"]): page for page in pages}
    return {
        place: {**page, "is_in_review": str(page["pk"]) in reviewed}
        for place, page in found.items()
        if place in wanted
    }


def snippet_targets(translations: list[Translation]) -> Targets:
    """The snippets that translations are written into."""
    keys = defaultdict(set)
    for translation in translations:
        model = translation.source.specific_content_type.model_class()
        if model is not None and not issubclass(model, Page):
            keys[model].add(translation.source.object_id)
    targets: Targets = {}
    for model, of_model in keys.items():
        reviewed = objects_in_review(model)
        for snippet in model._default_manager.filter(translation_key__in=of_model):
            targets[snippet.translation_key, snippet.locale_id] = {
                **snippet_columns(snippet),
                "path": "",
                "is_in_review": str(snippet.pk) in reviewed,
            }
    return targets


def sections_of(paths: Iterable[str]) -> dict[str, frozenset[UUID]]:
    """The translation keys of the pages at these places and of those above them, by place."""
    paths = set(paths)
    above = {place for path in paths for place in places_above(path)}
    keys = dict(Page.objects.filter(path__in=above).values_list("path", "translation_key"))
    return {
        path: frozenset(keys[place] for place in places_above(path) if place in keys)
        for path in paths
    }


def places_above(path: str) -> list[str]:
    """The places of the page at `path` and of those above it, down from the home."""
    return [path[:end] for end in range(STEP * HOME_DEPTH, len(path) + 1, STEP)]


def work_for(user: Any) -> list[Work]:
    """What waits for `user`, who translates sections or the whole site into languages."""
    roles = list(
        TranslatorRole.objects.filter(group__user=user).values_list("section", "locale_id")
    )
    if not roles:
        return []
    languages = {locale_id for _section, locale_id in roles}
    translations = Translation.objects.filter(enabled=True, target_locale__in=languages)
    return [
        work
        for work in work_on(translations)
        if any(work.belongs_to(section, locale_id) for section, locale_id in roles)
    ]


def people_for(works: Iterable[Work]) -> dict[Any, list[Work]]:
    """Whom each of these translations waits for: active users who can be written to."""
    works = list(works)
    locales = {work.translation.target_locale_id for work in works}
    roles = TranslatorRole.objects.filter(locale__in=locales).prefetch_related(
        "group__user_set__translator_mail", "group__user_set__wagtail_userprofile"
    )
    people: dict[Any, dict[int, Work]] = defaultdict(dict)
    for role in roles:
        theirs = [work for work in works if work.belongs_to(role.section, role.locale_id)]
        for user in role.group.user_set.all():
            if theirs and user.is_active and user.email and wants_mail(user):
                people[user] |= {work.translation.pk: work for work in theirs}
    return {user: list(of_user.values()) for user, of_user in people.items()}


def wants_mail(user: Any) -> bool:
    """Whether `user` has not switched the mails off."""
    preference = getattr(user, "translator_mail", None)
    return preference is None or preference.is_wanted
