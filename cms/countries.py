"""Countries as ISO 3166-1 alpha-2 codes, named and ordered by CLDR in the reader's language."""

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.http import QueryDict
from django.utils import translation

from cms.collation import sort_key

# Two-letter codes in CLDR that are no country of ISO 3166-1: exceptional reservations,
# groupings, private use and pseudo-locales (Unicode CLDR, `supplemental/territoryInfo`).
NOT_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())

# Member states of the Council of Europe, https://www.coe.int/en/web/portal/46-members-states
COUNCIL_OF_EUROPE = frozenset(
    "AD AL AM AT AZ BA BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD "
    "ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA".split()
)


@lru_cache
def cldr_locale(language: str) -> Locale:
    """The CLDR locale of a language code; English where CLDR has none (Romani)."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def cldr_language(language: str) -> str:
    """`language` where CLDR has words in it, else that of the words it has: English."""
    locale = cldr_locale(language)
    return language if locale.language == language.partition("-")[0] else locale.language


@lru_cache
def _names(language: str) -> dict[str, str]:
    territories = cldr_locale(language).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


def country_name(code: str, language: str | None = None) -> str:
    """The name of country `code` in `language` (default: the active one); the code if unknown."""
    return _names(language or translation.get_language() or "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Choices in the active language, members of the Council of Europe first."""
    return list(_choices(translation.get_language() or "en"))


def languages_of_names(codes: Iterable[str]) -> dict[str, str]:
    """The language of each name that `country_name` gives in the active language, by country."""
    return dict.fromkeys(codes, cldr_language(translation.get_language() or "en"))


@lru_cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    by_name = sorted(_names(language).items(), key=lambda item: sort_key(item[1]))
    return tuple(sorted(by_name, key=lambda item: item[0] not in COUNCIL_OF_EUROPE))


def with_country_in_capitals(data: QueryDict) -> QueryDict:
    """The fields of an address with the code in `country` as ISO writes it: `ua` becomes `UA`."""
    code = data.get("country")
    if isinstance(code, str):
        data = data.copy()
        data["country"] = code.upper()
    return data
