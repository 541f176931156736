"""What the calendars of subscribers were told about meetings."""

import datetime
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a meeting that is no longer published is told to be cancelled, so that calendars which
# are seldom opened drop it too.
TOLD_AS_WITHDRAWN = datetime.timedelta(days=180)


class CalendarEntry(models.Model):
    """A meeting that was public once, in whichever languages; it outlives the pages.

    It has the day but no words of the meeting: what was withdrawn must not be read any longer.
    """

    # Translation keys of the pages.
    meeting_key = models.UUIDField(_("meeting"), default=uuid.uuid4)
    network_key = models.UUIDField(_("network"), default=uuid.uuid4)
    start_date = models.DateField(_("first day"))
    # SEQUENCE of RFC 5545, section 3.8.7.4: higher with every change that was published.
    sequence = models.PositiveIntegerField(_("number of changes"), default=0)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting_key", "network_key"], name="network_calendar_entry_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_key}: {self.sequence}"
