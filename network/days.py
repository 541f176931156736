"""Which days can be: at the ends of the calendar instants cannot be reckoned with."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def refuse_far_day(day: datetime.date) -> None:
    """A validator. Raises ValidationError for a day that is a slip of the pen."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Give a day between %(first)s and %(last)s.")
            % {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        )
