"""Dates as CLDR writes them in the reader's language."""

import datetime
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.countries import cldr_locale


class DatePrecision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    YEAR = "year", gettext_lazy("year")


# CLDR skeletons of dates that are not known to the day.
PRECISION_SKELETONS = {DatePrecision.MONTH: "yMMMM", DatePrecision.YEAR: "y"}

# How many characters of an ISO date say as much as is known.
ISO_LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}


def long_date(day: datetime.date, language: str | None = None) -> str:
    """`day` written out, such as «26 February 2019», in `language` (default: the active one)."""
    return partial_date(day, "day", language)


def iso_date(day: datetime.date, precision: str) -> str:
    """`day` by ISO 8601, such as «2019-02»; `precision` is a DatePrecision."""
    return day.isoformat()[: ISO_LENGTHS[DatePrecision(precision)]]


def partial_date(day: datetime.date, precision: str, language: str | None = None) -> str:
    """`day` as far as it is known; `precision` is a DatePrecision."""
    locale = british_for_english(language or translation.get_language() or "en")
    if precision == DatePrecision.DAY:
        return format_date(day, "long", locale=locale)
    moment = datetime.datetime(day.year, day.month, day.day)
    return format_skeleton(PRECISION_SKELETONS[DatePrecision(precision)], moment, locale=locale)


class DatedMixin:
    """What a list shows the date of: `date`, which may be None, is known to `date_precision`."""

    date: Any
    date_precision: Any

    @property
    def date_display(self) -> str:
        """The date as far as it is known, in the active language; empty without one."""
        return partial_date(self.date, self.date_precision) if self.date else ""

    @property
    def date_iso(self) -> str:
        """The same for programs, such as “2019-02”."""
        return iso_date(self.date, self.date_precision) if self.date else ""


def interval(start: datetime.date | None, end: datetime.date | None) -> str:
    """The time from `start` to `end`, of which one may be open, in the active language.

    Days that are the first and the last of a year stand for the year.
    """
    locale = british_for_english(translation.get_language() or "en")
    by_years = (start is None or (start.month, start.day) == (1, 1)) and (
        end is None or (end.month, end.day) == (12, 31)
    )
    if start and end:
        return format_interval(start, end, "y" if by_years else "yMMMd", locale=locale)
    precision = DatePrecision.YEAR if by_years else DatePrecision.DAY
    if start:
        return _("since %(day)s") % {"day": partial_date(start, precision)}
    return _("until %(day)s") % {"day": partial_date(end, precision)} if end else ""


def long_time(moment: datetime.datetime, language: str | None = None) -> str:
    """Date and time of an aware datetime in its own zone, such as «26 February 2019, 10:00»."""
    locale = british_for_english(language or translation.get_language() or "en")
    return format_datetime(moment, "d MMMM y, HH:mm", locale=locale, tzinfo=moment.tzinfo)


def british_for_english(language: str) -> Locale:
    """The CLDR locale for dates: English as the Council of Europe writes it, day before month."""
    locale = cldr_locale(language)
    return cldr_locale("en-GB") if locale.language == "en" else locale
