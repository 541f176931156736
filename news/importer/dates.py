"""Dates that a text mentions. They are proposals for a human, never the date of an article."""

import re

from babel.dates import get_month_names

from cms.countries import cldr_locale

DAYS = r"\d{1,2}(?:er|st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2})?"
YEAR = r"(?:19|20)\d{2}"


def dates_in(text: str, language: str) -> list[str]:
    """Dates with a month by name, as `text` words them: «22-23 May 2014», «mars 2013»."""
    months = "|".join(sorted(month_names(language), key=len, reverse=True))
    pattern = re.compile(
        rf"\b{DAYS}\s+(?:{months})\b(?:\s+{YEAR}\b)?"
        rf"|\b(?:{months})(?:\s+\d{{1,2}},)?\s+{YEAR}\b",
        re.IGNORECASE,
    )
    return list(dict.fromkeys(match.group() for match in pattern.finditer(text)))


def month_names(language: str) -> set[str]:
    """Months as they are written in a date and alone; English ones where CLDR has none."""
    return {
        re.escape(name)
        for context in ("format", "stand-alone")
        for name in get_month_names("wide", context, locale=cldr_locale(language)).values()
    }
