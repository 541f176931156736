"""Reads the table of all texts by language: pages in the order of the tree, then snippets.

Everything is read at once, in a number of queries that grows neither with the texts nor with the
languages, and put together in memory: filters and counts need the state of every text.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from treebeard.mp_tree import MP_Node
from wagtail.models import Locale, Page, TranslatableMixin, get_page_models
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import StringTranslation, Translation

from cms.draft_privacy import known_to as known_pages
from cms.translation.models import TranslatorRole
from cms.translation.rights import known_to as known_snippets
from cms.translation.state import (
    Version,
    objects_in_review,
    open_translations,
    snippet_columns,
    version_of,
)
from cms.translation.table import Row, Table
from cms.translation.targets import HOME_DEPTH

STEP = MP_Node.steplen
PAGE_COLUMNS = (
    "pk",
    "translation_key",
    "locale_id",
    "alias_of_id",
    "live",
    "last_published_at",
    "path",
    "content_type_id",
    "title",
    "draft_title",
)
# The rows of open translations by translation key and locale.
Translations = dict[tuple[UUID, int], dict[str, Any]]


def read_table(user: Any, person: Any = None) -> Table:
    """The texts of which `user` may edit a version; of `person`, what they translate or wrote."""
    locales = list(Locale.objects.all())
    translations: Translations = {
        (row["source__object_id"], row["target_locale_id"]): row
        for row in open_translations(Translation.objects.values("source__object_id")).values(
            "source__object_id", "target_locale_id", "source__last_updated_at", "is_incomplete"
        )
    }
    table = Table(locales, [*page_rows(user, locales, translations)])
    for model in translatable_snippets():
        table.rows += snippet_rows(model, user, locales, translations)
    if person is not None:
        table.roles = roles_of(person)
        table.written = written_by(person)
    return table


def page_rows(user: Any, locales: list[Locale], translations: Translations) -> list[Row]:
    """A row for each page of which `user` may edit a version, in the order of the tree."""
    pages = list(Page.objects.filter(depth__gte=HOME_DEPTH).order_by("path").values(*PAGE_COLUMNS))
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    own = set(editable.order_by().values_list("pk", flat=True))
    known = set(Page.objects.filter(known_pages(user)).values_list("pk", flat=True))
    reviewed = objects_in_review(Page)
    types = ContentType.objects.get_for_models(*get_page_models())
    models_by_id = {content_type.pk: model for model, content_type in types.items()}
    keys_by_path = {page["path"]: page["translation_key"] for page in pages}
    default_locale_id = Locale.get_default().pk
    by_key = defaultdict(list)
    for page in pages:
        by_key[page["translation_key"]].append(page)
    rows = []
    for key, versions in by_key.items():
        written = {locale.pk for locale in locales if (key, locale.pk) in translations}
        original = original_of(versions, default_locale_id, written)
        mine = [page for page in versions if page["pk"] in own]
        if original is None or not mine:
            continue
        # Another section's draft is called as it is in the own tree.
        titled = original if original["pk"] in known else mine[0]
        rows.append(
            Row(
                key=key,
                model=models_by_id.get(original["content_type_id"], Page),
                pk=original["pk"],
                locale_id=original["locale_id"],
                title=titled["draft_title"] or titled["title"],
                versions=versions_of(key, versions, locales, translations, reviewed),
                path=original["path"],
                sections=sections_of(original["path"], keys_by_path),
            )
        )
    return sorted(rows, key=lambda row: row.path)


def original_of(
    versions: list[dict[str, Any]], default_locale_id: int, written: Collection[int]
) -> dict[str, Any] | None:
    """The version that the others come from: no alias, nor, if there is a choice, a translation.

    `written` are the languages that translations are written into. Further as
    `cms.translation.aliases.find_source` says.
    """
    return max(
        (page for page in versions if page["alias_of_id"] is None),
        key=lambda page: (
            page["locale_id"] not in written,
            page["live"],
            page["locale_id"] == default_locale_id,
            -page["pk"],
        ),
        default=None,
    )


def sections_of(path: str, keys_by_path: dict[str, UUID]) -> frozenset[UUID]:
    """The translation keys of the page at `path` and of those above it."""
    ends = range(STEP * HOME_DEPTH, len(path) + 1, STEP)
    return frozenset(keys_by_path[path[:end]] for end in ends if path[:end] in keys_by_path)


def versions_of(
    key: UUID,
    rows: list[dict[str, Any]],
    locales: list[Locale],
    translations: Translations,
    reviewed: set[str],
) -> dict[int, Version]:
    """The version in each language, by locale."""
    by_locale = {row["locale_id"]: row for row in rows}
    return {
        locale.pk: version_of(
            by_locale.get(locale.pk), translations.get((key, locale.pk)), reviewed
        )
        for locale in locales
    }


def translatable_snippets() -> list[Any]:
    """The models of the texts that belong to no page."""
    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


def snippet_rows(
    model: Any, user: Any, locales: list[Locale], translations: Translations
) -> list[Row]:
    """A row for each snippet of `model` of which `user` may edit a version, by title."""
    snippets = model._default_manager.order_by("pk")
    policy = policy_registry.get_by_type(model)
    editable = policy.instances_user_has_permission_for(user, "change")
    own = set(editable.values_list("pk", flat=True))
    known = set(known_snippets(user, snippets).values_list("pk", flat=True))
    reviewed = objects_in_review(model)
    content_type = ContentType.objects.get_for_model(model)
    begun = Translation.objects.filter(source__specific_content_type=content_type)
    sources = set(begun.values_list("source__object_id", "source__locale_id"))
    by_key = defaultdict(list)
    for snippet in snippets:
        by_key[snippet.translation_key].append(snippet)
    rows = []
    for key, versions in by_key.items():
        mine = [snippet for snippet in versions if snippet.pk in own]
        if not mine:
            continue
        original = next((one for one in versions if (key, one.locale_id) in sources), versions[0])
        columns = [snippet_columns(snippet) for snippet in versions]
        rows.append(
            Row(
                key=key,
                model=model,
                pk=original.pk,
                locale_id=original.locale_id,
                title=str(original if original.pk in known else mine[0]),
                versions=versions_of(key, columns, locales, translations, reviewed),
            )
        )
    return sorted(rows, key=lambda row: row.title.casefold())


def roles_of(person: Any) -> set[tuple[UUID | None, int]]:
    """What somebody translates: sections (None: the whole site) and languages."""
    roles = TranslatorRole.objects.filter(group__user=person)
    return set(roles.values_list("section", "locale_id"))


def written_by(person: Any) -> set[tuple[UUID, int]]:
    """The texts in which somebody has translated a passage, or whose latest draft is theirs."""
    strings = StringTranslation.objects.filter(last_translated_by=person, context__isnull=False)
    drafts = Page.objects.filter(latest_revision__user=person)
    return {
        *strings.values_list("context__object_id", "locale_id").distinct(),
        *drafts.values_list("translation_key", "locale_id"),
    }


def editable_versions(user: Any, rows: Iterable[Row]) -> set[tuple[str, Any]]:
    """Of the versions of `rows`, those that `user` may edit, as pairs of kind and key."""
    wanted = defaultdict(set)
    for row in rows:
        base = Page if issubclass(row.model, Page) else row.model
        wanted[base].update(version.pk for version in row.versions.values() if version.pk)
    return {
        (base._meta.label_lower, pk)
        for base, keys in wanted.items()
        for pk in policy_registry.get_by_type(base)
        .instances_user_has_permission_for(user, "change")
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    }
