"""The numbers of participants: the highest ever given, which no deletion or withdrawal lowers."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import pre_delete, pre_save
from django.utils.translation import gettext_lazy as _

from network.models.relations import Participation

ONLY_ROW = 1


class ParticipantNumbers(models.Model):
    """One row, which whoever gives a number locks (`network.applications.numbers`)."""

    highest = models.PositiveIntegerField(_("highest number ever given"), default=0)

    class Meta:
        verbose_name = _("numbers of participants")
        verbose_name_plural = _("numbers of participants")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pk=ONLY_ROW), name="network_participant_numbers_one_row"
            )
        ]

    def __str__(self) -> str:
        return str(self.highest)


def remember_number(instance: Participation, raw: bool = False, **kwargs: Any) -> None:
    """Before a participation is saved or deleted: its number has been given, whoever gave it."""
    if raw or instance.number is None:
        return
    row, _created = ParticipantNumbers.objects.get_or_create(pk=ONLY_ROW)
    if row.highest < instance.number:
        ParticipantNumbers.objects.filter(pk=ONLY_ROW, highest__lt=instance.number).update(
            highest=instance.number
        )


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    for signal in (pre_save, pre_delete):
        signal.connect(
            remember_number, sender=Participation, dispatch_uid="network_remember_number"
        )
