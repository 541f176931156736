"""Reading published pages, with their languages and addresses, in a constant number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from wagtail.models import Locale, Page

from cms.apikit.addresses import Addresses
from cms.apikit.neighbours import read_neighbours
from cms.apikit.page_types import page_models
from cms.apikit.schemas import PageLink, Translation
from cms.models import BasePage
from cms.page_languages import is_alias_of_other_language, text_language_code
from cms.privacy import is_private, line_above, public

P = TypeVar("P", bound=Page)


def published(
    pages: "QuerySet[P]", locale: str, fallback: bool, private: set[str], addresses: Addresses
) -> "QuerySet[P]":
    """Those of `pages` that readers of one language's tree see in this site.

    Without `fallback` only pages in the language itself. `private` as from `private_paths()`.
    """
    root_path = addresses.root_paths.get(locale)
    if root_path is None:
        return pages.none()
    # Languages by subqueries: each join more costs the database more to plan than to read.
    language = Locale.objects.filter(language_code=locale).values("pk")
    found = public(pages, private).filter(
        live=True, locale=Subquery(language), url_path__startswith=root_path
    )
    if not fallback:
        text = Page.objects.filter(pk=OuterRef("alias_of"), locale=Subquery(language))
        found = found.filter(Q(alias_of=None) | Exists(text))
    return with_source(found)


def with_source(pages: "QuerySet[P]") -> "QuerySet[P]":
    """`pages` with their languages, and what stands behind aliases."""
    return pages.select_related("locale", "alias_of__locale")


class PageDirectory:
    """The pages around some pages: their translations, their parents, and those linked to.

    All of them are read by one query, with `parents` those above as well. `private` as from
    `private_paths()`.
    """

    def __init__(
        self,
        pages: Iterable[Page],
        addresses: Addresses,
        private: set[str],
        linked: Iterable[int] = (),
        parents: bool = False,
    ) -> None:
        self.addresses = addresses
        self.private = private
        pages = list(pages)
        models = {type(page) for page in pages} - {Page}
        # Rows of the table of all pages may be of any type.
        self.models = models if len(models) == len({*map(type, pages)}) else page_models()
        self.linked = set(linked)
        self.keys = {page.translation_key for page in pages}
        self.above = {path for page in pages for path in paths_above(page)} if parents else set()

    @cached_property
    def found(self) -> list[Any]:
        """As `Neighbour`, which has what is asked of pages here."""
        return read_neighbours(self.keys, self.linked, self.above, self.models)

    @cached_property
    def live_by_path(self) -> dict[str, Any]:
        return {page.path: page for page in self.found if page.live}

    @cached_property
    def families(self) -> dict[uuid.UUID, list[Any]]:
        families = defaultdict(list)
        for page in self.found:
            families[page.translation_key].append(page)
        return families

    def translations(self, page: Page) -> list[Translation]:
        """The real, public versions of `page`."""
        return [
            Translation(
                id=version.pk,
                locale=version.locale.language_code,
                state="awaiting_review" if version.awaits else "published",
                title=version.title,
                url=url,
            )
            for version in self.families[page.translation_key]
            if version.live
            and not is_alias_of_other_language(version)
            and not is_private(version, self.private)
            and (url := self.addresses.page(version))
        ]

    def parent(self, page: Page) -> PageLink | None:
        """The page above `page`; None while that one is not published."""
        parent = self.live_by_path.get(page.path[: -page.steplen])
        return page_link(parent, self.addresses) if parent else None

    def frame(self, page: BasePage) -> dict[str, Any]:
        """The fields of PageFrame; needs `parents`."""
        above = (self.live_by_path.get(path) for path in paths_above(page))
        links = [page_link(found, self.addresses) for found in above if found]
        return {
            "breadcrumbs": [link for link in links if link.url],
            "seo_title": page.seo_title,
            "meta_description": page.meta_description,
        }

    def address_of(self, key: int, language: str) -> str | None:
        """Where a reader of `language` is led by a link to page `key`; None for a dead link."""
        target = next((page for page in self.found if page.pk == key), None)
        if target is None:
            return None
        live = [page for page in self.families[target.translation_key] if page.live]
        in_language = (page for page in live if page.locale.language_code == language)
        found = next(in_language, target)
        return self.addresses.page(found) if found.live else None

    def item(self, page: Page) -> dict[str, Any]:
        """The fields of PageItem but its type; `page` knows whether it is `awaiting_review`."""
        url = self.addresses.page(page)
        if url is None:
            raise Http404
        is_fallback = is_alias_of_other_language(page)
        source = page.alias_of if is_fallback else page
        return {
            "id": page.pk,
            "translation_key": page.translation_key,
            "locale": page.locale.language_code,
            "served_locale": text_language_code(page),
            "is_fallback": is_fallback,
            "awaiting_review": page.awaiting_review,
            "title": page.title,
            "slug": page.slug,
            "url": url,
            "canonical_url": self.addresses.page(source) or url,
            "translations": self.translations(page),
            "first_published_at": page.first_published_at,
            "last_published_at": page.last_published_at,
        }


def page_link(page: Page, addresses: Addresses) -> PageLink:
    """A link to `page` (select `alias_of__locale`)."""
    return PageLink(
        id=page.pk,
        slug=page.slug,
        title=page.title,
        url=addresses.page(page),
        served_locale=text_language_code(page),
    )


def paths_above(page: Page) -> list[str]:
    """The paths of the pages above, the uppermost first."""
    return line_above(page)[:-1]
