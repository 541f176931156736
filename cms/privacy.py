"""Which pages are private, whoever asks.

A page is private when it, or a page above it, has a view restriction of any kind, or stands in (as
an alias) for a page of which that is true. Wagtail's `public()` does not look behind aliases.
"""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

# A restricted page, each alias of it, and aliases of these: what lies beneath any is private.
PRIVATE_ROOTS = ("page__path", "page__aliases__path", "page__aliases__aliases__path")


def private_paths() -> set[str]:
    """Tree paths beneath which everything is private; one query."""
    return flatten(PageViewRestriction.objects.values_list(*PRIVATE_ROOTS))


def flatten(rows: Iterable[Iterable[str | None]]) -> set[str]:
    """The paths of rows that were read with PRIVATE_ROOTS."""
    return {path for path in chain.from_iterable(rows) if path}


def public(pages: PageQuerySet, private: set[str]) -> PageQuerySet:
    """Those of `pages` that are not private; `private` as from `private_paths()`."""
    for path in private:
        pages = pages.exclude(Q(path__startswith=path)).exclude(
            Q(alias_of__isnull=False) & Q(alias_of__path__startswith=path)
        )
    return pages


def is_private(page: Page, private: set[str]) -> bool:
    """Whether `page` is private (select `alias_of`); `private` as from `private_paths()`."""
    places = [page.path, page.alias_of.path] if page.alias_of_id else [page.path]
    return any(place.startswith(path) for place in places for path in private)
