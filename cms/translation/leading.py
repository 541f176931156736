"""Which version of a page the others follow: in their place, their order, a section's address."""

from collections.abc import Collection

from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.translation.aliases import find_source


def choose_leader(versions: list[Page], source_locales: Collection[int]) -> Page | None:
    """Of the versions of a page the one that is translated, else what an alias would follow.

    `source_locales` are the languages that the page is translated from. None where every version
    is an alias.
    """
    sources = [version for version in versions if version.locale_id in source_locales]
    return find_source(sources) or find_source(versions)


def leader_of(page: Page) -> Page | None:
    """The version that all versions of `page` follow. Two queries."""
    sources = TranslationSource.objects.filter(object_id=page.translation_key)
    return choose_leader(
        list(page.get_translations(inclusive=True)), set(sources.values_list("locale", flat=True))
    )
