"""The notes of a language with the time in which each was, or is, in force."""

import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Lead
from django.utils import timezone

from cms.terminology.models import TerminologyNote


def note_history(language: str, day: datetime.date | None = None) -> QuerySet[TerminologyNote]:
    """The published notes of `language` up to `day` (default: today), the one in force first.

    Each says in `superseded_from` from which day another one took its place; None of the first. A
    note that was replaced before its first day has never been in force and is left out.
    """
    following = Window(Lead("in_force_from"), order_by=["in_force_from", "pk"])
    return (
        TerminologyNote.objects.filter(
            live=True,
            locale__language_code=language,
            in_force_from__lte=day or timezone.localdate(),
        )
        .annotate(superseded_from=following)
        .filter(Q(superseded_from=None) | Q(superseded_from__gt=F("in_force_from")))
        .select_related("locale")
        .order_by("-in_force_from", "-pk")
    )


def fallback_history(language: str, day: datetime.date | None = None) -> QuerySet[TerminologyNote]:
    """The history of `language`; where it has none, that of the site's first language."""
    own = note_history(language, day)
    return own if own.exists() else note_history(settings.LANGUAGE_CODE, day)


def in_force_to(note: TerminologyNote) -> datetime.date | None:
    """The last day on which a note of a history was in force; None of the one that still is."""
    superseded: datetime.date | None = note.superseded_from
    return superseded - datetime.timedelta(days=1) if superseded else None
