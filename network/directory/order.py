"""In which order the directory shows authorities: as readers of a language look them up."""

import datetime
from collections.abc import Callable
from functools import cache

from django.db.models import DateField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cms.cache import cached
from cms.collation import sort_key
from cms.countries import country_name
from network.directory.filters import Filters, joined_on, matching
from network.models import Authority, AuthorityName

BY_COUNTRY = "country"
BY_JOINING = "joined"
SORTS = {
    BY_COUNTRY: _("country"),
    "name": _("name"),
    BY_JOINING: _("day of joining, the latest first"),
    "population": _("population, the largest first"),
}

# Key, country, population and day of joining.
Row = tuple[int, str, int | None, datetime.date | None]


def name_in_language(language: str, authority: str = "") -> Coalesce:
    """For a query: the name in `language`, else the official one.

    `authority` is the path to it, such as "region__"; empty where it is the row itself.
    """
    names = AuthorityName.objects.filter(
        authority=OuterRef(f"{authority}pk"),
        language=language,
        kind=AuthorityName.Kind.TRANSLATION,
    )
    return Coalesce(Subquery(names.values("name")), F(f"{authority}name"))


def positions(language: str) -> dict[int, int]:
    """The place of each authority of the register by its name in `language`; kept for a while."""
    return cached(f"directory-positions:{language}", lambda: read_positions(language))


def read_positions(language: str) -> dict[int, int]:
    """As `positions`; one query."""
    names = Authority.objects.annotate(local_name=name_in_language(language))
    rows = sorted(
        names.order_by("pk").values_list("pk", "local_name"), key=lambda row: sort_key(row[1])
    )
    return {pk: place for place, (pk, _name) in enumerate(rows)}


def ordered_keys(filters: Filters, sort: str, language: str) -> list[int]:
    """Primary keys of the authorities asked for, sorted by one of SORTS; one query.

    Where the sort leaves a choice, the name decides; what is not known comes last.
    """
    places = positions(language)
    joined = joined_on(filters) if sort == BY_JOINING else Value(None, DateField())
    rows: list[Row] = list(
        matching(filters)
        .annotate(joined=joined)
        .order_by()
        .values_list("pk", "country", "population", "joined")
    )
    # An authority that another process has just added has no place yet.
    rows.sort(key=lambda row: places.get(row[0], len(places)))
    if sort in KEYS:
        rows.sort(key=KEYS[sort](language))
    return [row[0] for row in rows]


def by_country(language: str) -> Callable[[Row], tuple]:
    """The order of the countries' names in `language`."""
    key = cache(lambda code: sort_key(country_name(code, language)))
    return lambda row: key(row[1])


def by_population(language: str) -> Callable[[Row], tuple]:
    """The most populous first."""
    return lambda row: (row[2] is None, -(row[2] or 0))


def by_joining(language: str) -> Callable[[Row], tuple]:
    """The newest first."""
    return lambda row: (row[3] is None, -row[3].toordinal() if row[3] else 0)


KEYS = {BY_COUNTRY: by_country, "population": by_population, BY_JOINING: by_joining}
