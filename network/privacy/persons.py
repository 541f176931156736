"""Giving out and erasing all that is kept about a person: noted by whom, not about whom."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from network.models import PersonalDataLog
from network.models.uploads import RegisterUpload
from network.privacy.places import PLACES
from network.privacy.traces import Texts, erase_sessions, erase_traces, optimise_search, remaining


@dataclass(frozen=True)
class Erasure:
    """What was erased, rows by place, and what is left in columns that only people may edit."""

    erased: dict[str, int]
    left: dict[str, int]


def count(email: str) -> dict[str, int]:
    """How many rows are about the person, by place; places without any are left out."""
    counts = {place.key: place.find(email).count() for place in PLACES}
    return {key: number for key, number in counts.items() if number}


def texts_about(email: str) -> Texts:
    """The texts by which the person is known in those rows."""
    rows = [(place, row) for place in PLACES for row in place.find(email)]
    return Texts.of(
        email, {getattr(row, name) for place, row in rows for name in place.identifying}
    )


def give_out(email: str, *, by: Any) -> dict[str, Any]:
    """All that is kept about the person, for JSON; noted as given out by `by`."""
    found = {place.key: [place.describe(row) for row in place.find(email)] for place in PLACES}
    mentions = remaining(texts_about(email))
    PersonalDataLog.objects.create(action=PersonalDataLog.Action.EXPORT, by=by, found=count(email))
    return {**found, "mentioned_in": mentions}


@transaction.atomic
def erase(email: str, *, by: Any) -> Erasure:
    """Erase the person from the rows about her or him, then the traces; all of it or nothing."""
    texts = texts_about(email)
    erased = count(email)
    for place in PLACES:
        for row in place.find(email):
            place.erase(row)
    erased |= erase_traces(texts)
    # Tables wait for a day at most and cannot be looked through: whoever needs one sends it again.
    tables, _by_model = RegisterUpload.objects.all().delete()
    optimise_search()
    ended = {"sessions.Session": erase_sessions(texts), RegisterUpload._meta.label: tables}
    erased |= {key: number for key, number in ended.items() if number}
    PersonalDataLog.objects.create(action=PersonalDataLog.Action.ERASE, by=by, found=erased)
    return Erasure(erased, remaining(texts))
