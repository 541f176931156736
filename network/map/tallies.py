"""How many participants there are, by country and by year of joining, in the reader's language.

The same participants as the counter's: `Participation.objects.active()`, each authority once.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.cache import cached
from cms.collation import sort_key
from cms.countries import COUNCIL_OF_EUROPE, cldr_locale, country_name
from network.models import Participation

# The least number of participants of each shade on the map; fixed, so that maps can be compared.
SHADES = (1, 3, 6, 11)


@dataclass(frozen=True)
class CountryTally:
    """The participants of a country.

    `number` and `examples` are written for the reader, `examples` empty where there are none, and
    `example_count` is their number; `shade` is one of SHADES, counted from 1; `share` is of the
    largest country, in percent.
    """

    code: str
    name: str
    url: str
    participants: int
    number: str
    label: str
    examples: str
    example_count: int
    shade: int
    share: float


@dataclass(frozen=True)
class YearTally:
    """How many of today's participants joined in a year, and had joined by its end."""

    year: int
    joined: int
    total: int


@dataclass(frozen=True)
class Tallies:
    """All that maps and charts show. `undated` have joined on a day that is not known."""

    participants: int
    number: str
    countries: tuple[CountryTally, ...]
    others: tuple[str, ...]
    other_codes: tuple[str, ...]
    years: tuple[YearTally, ...]
    undated: int
    examples: int


def get_tallies(language: str) -> Tallies:
    """The tallies in `language`, which must be active; kept until content changes."""
    return cached(f"participants-tallies:{language}", lambda: read_tallies(language))


def read_tallies(language: str) -> Tallies:
    """As `get_tallies`; one query."""
    rows = list(
        Participation.objects.active()
        .order_by()
        .values("authority", "authority__country", "authority__is_example")
        .annotate(joined=Min("joined_on"))
        .values_list("authority__country", "authority__is_example", "joined")
    )
    participants = Counter(country for country, _is_example, _joined in rows)
    examples = Counter(country for country, is_example, _joined in rows if is_example)
    years = Counter(joined.year for _country, _is_example, joined in rows if joined)
    most = max(participants.values(), default=1)
    others = by_name(COUNCIL_OF_EUROPE - participants.keys(), language)
    return Tallies(
        participants=len(rows),
        number=written(len(rows), language),
        countries=tuple(
            tally_country(code, participants[code], examples[code], most, language)
            for code in by_name(participants, language)
        ),
        others=tuple(country_name(code, language) for code in others),
        other_codes=tuple(others),
        years=tuple(tally_years(years)),
        undated=len(rows) - years.total(),
        examples=examples.total(),
    )


def by_name(codes: "Counter[str] | frozenset[str]", language: str) -> list[str]:
    """Codes of countries in the order of their names."""
    return sorted(codes, key=lambda code: sort_key(country_name(code, language)))


def tally_country(
    code: str, participants: int, examples: int, most: int, language: str
) -> CountryTally:
    name, number = country_name(code, language), written(participants, language)
    # Translators: for example “Ukraine: 12 participants”
    label = ngettext(
        "%(country)s: %(number)s participant", "%(country)s: %(number)s participants", participants
    )
    return CountryTally(
        code=code,
        name=name,
        url=reverse("authority_country", args=[code.lower()]),
        participants=participants,
        number=number,
        label=label % {"country": name, "number": number},
        examples=written(examples, language) if examples else "",
        example_count=examples,
        shade=bisect_right(SHADES, participants),
        share=round(100 * participants / most, 1),
    )


def tally_years(joined: "Counter[int]") -> list[YearTally]:
    """Every year from the first to this one, those in which nobody joined too."""
    if not joined:
        return []
    total, tallies = 0, []
    for year in range(min(joined), max(*joined, timezone.localdate().year) + 1):
        total += joined[year]
        tallies.append(YearTally(year, joined[year], total))
    return tallies


def shade_names(language: str) -> list[tuple[int, str]]:
    """The legend: each shade and the numbers that it stands for, in the active language."""
    names = []
    for shade, least in enumerate(SHADES, start=1):
        if shade == len(SHADES):
            name = _("%(number)s or more") % {"number": written(least, language)}
        else:
            name = f"{written(least, language)}–{written(SHADES[shade] - 1, language)}"
        names.append((shade, name))
    return names


def written(number: int, language: str) -> str:
    """A number as readers of `language` write it."""
    return format_decimal(number, locale=cldr_locale(language))
