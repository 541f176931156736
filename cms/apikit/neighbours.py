"""Pages as plain rows: what answers say of the pages around another, and no more.

A list of twenty has its hundred neighbours; as models they would be most of its cost.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page

from cms.apikit.prepared import Prepared, slots
from cms.models import BasePage


@dataclass(frozen=True, slots=True)
class PlainLocale:
    language_code: str


@dataclass(frozen=True, slots=True)
class PlainSource:
    """The page that an alias stands for."""

    path: str
    locale_id: int
    locale: PlainLocale


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page, with the attributes that `wagtail.models.Page` has them in.

    `awaits` is whether it is an unofficial translation.
    """

    pk: int
    title: str
    slug: str
    path: str
    url_path: str
    translation_key: uuid.UUID
    live: bool
    awaits: bool
    locale_id: int
    locale: PlainLocale
    alias_of_id: int | None
    alias_of: PlainSource | None


COLUMNS = (
    "pk",
    "title",
    "slug",
    "path",
    "url_path",
    "translation_key",
    "live",
    "awaits",
    "locale_id",
    "locale__language_code",
    "alias_of_id",
    "alias_of__path",
    "alias_of__locale_id",
    "alias_of__locale__language_code",
)
KEY = Page._meta.get_field("translation_key")


def read_neighbours(
    keys: Collection[uuid.UUID],
    linked: Collection[int],
    paths: Collection[str],
    models: Iterable[type[BasePage]],
) -> list[Neighbour]:
    """The published pages with these translation keys or paths, and those that links lead to.

    Of those `linked` also what is not published, for its translation may be. `models` are the
    types of pages among which some await review. In the order of their languages; one query.
    """
    if not (keys or linked or paths):
        return []
    question = around(frozenset(models), len(keys), len(linked), len(paths))
    found = []
    for row in question.rows(
        keys=[KEY.get_db_prep_value(key, connection) for key in keys],
        linked=list(linked),
        paths=list(paths),
    ):
        *own, key, live, awaits, locale_id, language, alias, path, locale, alias_language = row
        source = PlainSource(path, locale, PlainLocale(alias_language)) if alias else None
        state = KEY.to_python(key), bool(live), bool(awaits)
        values = [*own, *state, locale_id, PlainLocale(language), alias, source]
        found.append(Neighbour(*values))
    return found


@lru_cache(maxsize=256)
def around(models: frozenset[type[BasePage]], keys: int, linked: int, paths: int) -> Prepared:
    """The question for the neighbours by so many keys, links and paths."""
    wanted = [Q(translation_key__in=slots("keys", keys))]
    readable = Q(live=True)
    if linked:
        targets = Q(pk__in=slots("linked", linked))
        families = Page.objects.filter(targets).values("translation_key")
        wanted.append(Q(translation_key__in=families))
        readable |= targets
    if paths:
        wanted.append(Q(path__in=slots("paths", paths)))
    # A union, for with one condition "this or that" the database would look at every page.
    each = [Page.objects.filter(condition).order_by().values("pk") for condition in wanted]
    found = each[0].union(*each[1:]) if len(each) > 1 else each[0]
    pages = Page.objects.filter(readable, pk__in=found)
    return Prepared(
        pages.annotate(awaits=awaiting_review(models))
        .order_by("locale__language_code", "pk")
        .values_list(*COLUMNS)
    )


def awaiting_review(models: Iterable[type[BasePage]]) -> Q:
    """For a query of pages: whether one of these `models` holds an unofficial translation."""
    found = Q(pk__in=[])
    for model in models:
        found |= Q(Exists(model.objects.filter(pk=OuterRef("pk"), awaiting_review=True)))
    return found
