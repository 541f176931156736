"""Gives the numbers of participants: one after the other, each once and never again."""

from django.db.models import Max

from network.models import Participation
from network.models.numbers import ONLY_ROW, ParticipantNumbers


def lock_numbers() -> ParticipantNumbers:
    """Let nobody else give a number until the transaction that this is called in ends."""
    ParticipantNumbers.objects.get_or_create(pk=ONLY_ROW)
    return ParticipantNumbers.objects.select_for_update().get(pk=ONLY_ROW)


def next_number() -> int:
    """The number after the highest ever given. Call it in the transaction that uses the number:
    if that fails, the number is free again.
    """
    row = lock_numbers()
    in_register = Participation.objects.aggregate(highest=Max("number"))["highest"] or 0
    row.highest = max(row.highest, in_register) + 1
    row.save(update_fields=["highest"])
    return row.highest
