"""The texts that somebody has ticked in the table, or came from with one of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation

from cms.translation.aliases import find_source
from cms.translation.rights import may_read
from cms.translation.table_rows import translatable_snippets

# As many as an address has room for.
AT_MOST = 50


def parse_keys(values: Iterable[str]) -> list[UUID]:
    """The translation keys among `values`, in their order; what is none is left out."""
    keys: dict[UUID, None] = {}
    for value in values:
        try:
            keys[UUID(value)] = None
        except ValueError:
            continue
    return list(keys)[:AT_MOST]


def texts_of(user: Any, keys: list[UUID]) -> list[Any]:
    """The pages and snippets with these keys of which `user` may edit a version.

    Of each, the version that the others come from, unless it is a draft that they may not know of.
    In the order of `keys`.
    """
    originals = {**pages_of(user, keys)}
    for model in translatable_snippets():
        originals |= snippets_of(model, user, keys)
    return [originals[key] for key in keys if key in originals]


def pages_of(user: Any, keys: list[UUID]) -> dict[UUID, Page]:
    editable = page_permission_policy.instances_user_has_permission_for(user, "change").filter(
        translation_key__in=keys
    )
    own = editable.order_by().values("translation_key")
    versions: dict[UUID, list[Page]] = defaultdict(list)
    for page in Page.objects.filter(translation_key__in=keys).filter(translation_key__in=own):
        versions[page.translation_key].append(page)
    written = set(
        Translation.objects.filter(enabled=True, source__object_id__in=keys).values_list(
            "source__object_id", "target_locale_id"
        )
    )
    originals = [
        page.pk for page in (original_of(pages, written) for pages in versions.values()) if page
    ]
    pages = Page.objects.filter(pk__in=originals).select_related("locale").specific()
    # Whoever has a translation to write has its original before them, published or not.
    begun = {
        key
        for key, locale in editable.order_by().values_list("translation_key", "locale_id")
        if (key, locale) in written
    }
    return {
        page.translation_key: page
        for page in pages
        if page.translation_key in begun or may_read(user, page)
    }


def original_of(pages: list[Page], written: Collection[tuple[UUID, int]]) -> Page | None:
    """The version that the others come from: one that no translation is written into, if any.

    `written` are the versions, by translation key and locale, that translations are written into.
    """
    originals = [page for page in pages if (page.translation_key, page.locale_id) not in written]
    return find_source(originals) or find_source(pages)


def snippets_of(model: Any, user: Any, keys: list[UUID]) -> dict[UUID, Any]:
    policy = policy_registry.get_by_type(model)
    editable = policy.instances_user_has_permission_for(user, "change")
    own = editable.order_by().values("translation_key")
    snippets = (
        model._default_manager.filter(translation_key__in=keys)
        .filter(translation_key__in=own)
        .select_related("locale")
    )
    sources = set(
        Translation.objects.filter(source__object_id__in=keys).values_list(
            "source__object_id", "source__locale_id"
        )
    )
    originals: dict[UUID, Any] = {}
    for snippet in snippets.order_by("-pk"):
        is_source = (snippet.translation_key, snippet.locale_id) in sources
        known = originals.get(snippet.translation_key)
        if known is None or is_source or (known.translation_key, known.locale_id) not in sources:
            originals[snippet.translation_key] = snippet
    return originals
