"""One page in the language that was asked for, found in one query."""

from copy import copy
from typing import Protocol, TypeVar

from django.conf import settings
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.http import Http404
from wagtail.models import Locale, Page, PageViewRestriction

from cms.apikit.parameters import DetailParameters
from cms.apikit.sql import rows_as_json
from cms.cache import keeps
from cms.privacy import PRIVATE_ROOTS, flatten, is_private, known_private_paths
from cms.stand_ins import PLACE


class Served(Protocol):
    """An item that says whether its text is in another language than was asked for."""

    is_fallback: bool


P = TypeVar("P", bound=Page)
Item = TypeVar("Item", bound=Served)


def find_version(pages: "QuerySet[P]", wanted: Q, locale: str | None) -> "tuple[P, set[str]]":
    """The public page that fits `wanted`, in its own language or that of the tree `locale`.

    Where the tree's own is not published, the text that the site shows in its place
    (`cms.stand_ins`), which reads like an alias. Returns the page with the private paths, which the
    same query has read unless a cache knows them. Http404 where there is none.
    """
    published = pages.filter(live=True)
    if locale is None:
        versions = published.filter(wanted)
    else:
        keys = pages.filter(wanted).order_by().values("translation_key")
        versions = shown_in_tree(published.filter(translation_key__in=keys), locale)
    versions = versions.select_related("locale", "alias_of__locale")
    known = known_private_paths() if keeps() else None
    if known is None:
        versions = versions.annotate(private_rows=private_rows())
    page = versions.first()
    if page is None:
        raise Http404
    private = flatten(page.private_rows or []) if known is None else known
    if locale is not None and page.locale.language_code != locale:
        page = standing_in(page, locale)
    if is_private(page, private):
        raise Http404
    return page, private


def shown_in_tree(pages: "QuerySet[P]", locale: str) -> "QuerySet[P]":
    """What the tree `locale` may show of `pages`, versions of one page, the best first.

    That is its own version before the texts that may stand in for it, in the order of
    `cms.stand_ins.find_text`; `tree_place` is that of the tree's unpublished version, None where
    it has none.
    """
    unpublished = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=locale, live=False
    ).values(found=JSONObject(**{name: name for name in PLACE}))
    rank = Case(
        When(locale__language_code=locale, then=Value(0)),
        When(locale__language_code=settings.LANGUAGE_CODE, then=Value(1)),
        default=Value(2),
    )
    return (
        pages.filter(Q(locale__language_code=locale) | Q(alias_of=None))
        .annotate(tree_place=Subquery(unpublished[:1]))
        .order_by(rank, "pk")
    )


def standing_in(text: P, locale: str) -> P:
    """`text`, from `shown_in_tree`, in the place of the unpublished page; Http404 without one."""
    if text.tree_place is None:
        raise Http404
    shown = copy(text)
    for name, value in {**text.tree_place, "locale": None}.items():
        setattr(shown, name, value)
    shown.locale = Locale(pk=text.tree_place["locale"], language_code=locale)
    shown.alias_of = text
    return shown


def private_rows() -> Subquery:
    """Private paths as a value in another query: rows of cms.privacy.PRIVATE_ROOTS."""
    everything = PageViewRestriction.objects.annotate(all_rows=Value(1))
    return rows_as_json(everything, "all_rows", *PRIVATE_ROOTS)


def accepted(item: Item, parameters: DetailParameters) -> Item:
    """`item`; Http404 if it is a text of another language and nobody asked for that."""
    if item.is_fallback and not parameters.fallback:
        raise Http404("This item is not translated into that language.")
    return item
