"""The date of an article, as far as it is known."""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.dates import DatePrecision

WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A calendar day; with a coarser precision, the first day of its month or year."""

    day: datetime.date
    precision: DatePrecision


def read_partial_date(text: str) -> PartialDate | None:
    """A date written YYYY-MM-DD, YYYY-MM or YYYY; None for an empty text. Raises ValueError."""
    if not text:
        return None
    written = WRITTEN.fullmatch(text)
    try:
        if written is None:
            raise ValueError
        year, month, day = written.group("year", "month", "day")
        first = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(
            _("“%(text)s” is no date like 2019-02-26, 2019-02 or 2019") % {"text": text}
        ) from error
    if day:
        return PartialDate(first, DatePrecision.DAY)
    return PartialDate(first, DatePrecision.MONTH if month else DatePrecision.YEAR)
