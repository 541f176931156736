"""Makes the pages that stand in for missing translations, so that every address exists everywhere.

An alias shows the text of its source until its translation is first published (DESIGN: honest
fallback). Whatever creates a page calls `ensure_aliases`: the admin, imports, the demo, the API.
"""

from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Count
from wagtail.models import Locale, Page


@transaction.atomic
def ensure_aliases(page: Page) -> list[Page]:
    """Make the aliases that `page` and the pages above it lack, in every language of the site.

    `page` may stand in any language's tree. Returns the aliases that were made, parents first;
    none on a second call. A copy that Wagtail keeps as alias of a page of its own language has
    no translations of its own and is left alone.
    """
    source, missing = find_missing(page)
    if source is None:
        return []
    made = []
    parent = source.get_parent()
    if not parent.is_root():
        made += ensure_aliases(parent)
    lock(parent)
    # Read once more: somebody may have made them while the lock was waited for.
    source, missing = find_missing(page)
    if source is None:
        return made
    specific = source.specific
    return made + [specific.copy_for_translation(locale, alias=True) for locale in missing]


def find_missing(page: Page) -> tuple[Page | None, list[Locale]]:
    """The page that aliases of `page` follow, None for none to make; and where they are missing."""
    versions = list(page.get_translations(inclusive=True))
    taken = {version.locale_id for version in versions}
    missing = [locale for locale in Locale.objects.all() if locale.pk not in taken]
    return (find_source(versions) if missing else None), missing


def lock(parent: Page) -> None:
    """Let nobody else add a page below `parent` in any language until the transaction ends.

    Two that add at once would get one place in the tree. SQLite has one writer anyway.
    """
    versions = parent.get_translations(inclusive=True) if not parent.is_root() else [parent]
    keys = sorted(version.pk for version in versions)
    list(Page.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def ensure_all_aliases() -> int:
    """Make all aliases that the site lacks, in the order of the pages. Returns how many."""
    incomplete = (
        Page.objects.filter(depth__gt=1)
        .order_by()
        .values("translation_key")
        .annotate(languages=Count("locale", distinct=True))
        .filter(languages__lt=Locale.objects.count())
        .values("translation_key")
    )
    versions: dict[Any, list[Page]] = {}
    for page in Page.objects.filter(translation_key__in=incomplete):
        versions.setdefault(page.translation_key, []).append(page)
    sources = [source for source in map(find_source, versions.values()) if source]
    return sum(len(ensure_aliases(source)) for source in sorted(sources, key=attrgetter("path")))


def find_source(versions: list[Page]) -> Page | None:
    """The version that an alias in a further language follows: a text of its own, not an alias.

    Published before draft, then the site's first language, then the oldest.
    """
    default_locale_id = Locale.get_default().pk
    originals = [version for version in versions if version.alias_of_id is None]
    return max(
        originals,
        key=lambda page: (page.live, page.locale_id == default_locale_id, -page.pk),
        default=None,
    )
