"""Template filters for dates as CLDR writes them."""

import datetime

from django import template

from cms import dates, languages

register = template.Library()


@register.filter
def cldr_date(day: datetime.date | None) -> str:
    """A date written out in the reader's language."""
    return dates.long_date(day) if day else ""


@register.filter
def cldr_month(day: datetime.date | None) -> str:
    """Month and year in the reader's language."""
    return dates.partial_date(day, "month") if day else ""


@register.filter
def cldr_time(moment: datetime.datetime | None) -> str:
    """Date and hour, in the zone of the moment itself, in the reader's language."""
    return dates.long_time(moment) if moment else ""


@register.filter
def language_name(code: str) -> str:
    """The name of a language in itself."""
    return languages.get_language(code).name
