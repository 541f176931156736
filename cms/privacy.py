"""Which pages are private, whoever asks.

A page is private when it, or a page above it, has a view restriction of any kind, or stands in (as
an alias) for a page of which that is true. Wagtail's `public()` does not look behind aliases.
"""

from collections.abc import Iterable
from itertools import chain, product

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.cache import cached, keeps

# A restricted page, each alias of it, and aliases of these: what lies beneath any is private.
PRIVATE_ROOTS = ("page__path", "page__aliases__path", "page__aliases__aliases__path")
# Where a page stands, and where the texts stand that it shows.
PLACES = ("path", "alias_of__path", "alias_of__alias_of__path")


def private_paths() -> set[str]:
    """Tree paths beneath which everything is private; one query."""
    return flatten(PageViewRestriction.objects.values_list(*PRIVATE_ROOTS))


def known_private_paths() -> set[str]:
    """As `private_paths()`, without a query while a cache that all processes share knows them."""
    return cached("private-paths", private_paths) if keeps() else private_paths()


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


def restrictions_over(page: Page) -> QuerySet:
    """The view restrictions that a reader of `page` has to satisfy; one query (select `alias_of`).

    As in Wagtail an alias cannot have one of its own: it has those of the page that it stands for.
    """
    lines: set[str] = set()
    source: Page | None = page
    while source is not None:
        lines.update(line_above(source))
        source = source.alias_of
    above = Q()
    for root in PRIVATE_ROOTS:
        above |= Q(**{f"{root}__in": lines})
    # Several aliases may lead to one restriction, which counts once.
    found = PageViewRestriction.objects.filter(above, page__alias_of=None).values("pk")
    return PageViewRestriction.objects.filter(pk__in=found)


def line_above(page: Page) -> list[str]:
    """The tree paths of `page` and of all pages above it."""
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]


def has_restrictions() -> Exists:
    """Whether `restrictions_over` finds anything, as a value in a query of pages."""
    places = {
        f"place_{number}": ExpressionWrapper(OuterRef(place), output_field=CharField())
        for number, place in enumerate(PLACES)
    }
    above = Q()
    for name, root in product(places, PRIVATE_ROOTS):
        above |= Q(**{f"{name}__startswith": F(root)})
    return Exists(
        PageViewRestriction.objects.filter(page__alias_of=None).annotate(**places).filter(above)
    )


def private_collections() -> frozenset[int]:
    """The ids of the collections that a view restriction hides, on them or above them.

    No query while the cache knows.
    """
    return cached("private-collections", find_private_collections)


def find_private_collections() -> frozenset[int]:
    paths = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    return frozenset(
        collection.pk
        for collection in Collection.objects.all()
        if any(collection.path.startswith(path) for path in paths)
    )
