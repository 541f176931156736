"""What those who handle an application note down: the checklist and remarks among themselves."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckItem(models.TextChoices):
    """What somebody has to look at; the rest of the checklist follows from the application."""

    DECISION = "decision", _("The decision of the council has been read")
    LETTER = "letter", _("The mayor's letter to the President of the Congress has been received")
    CONTACT = "contact", _("The contact person could be reached")
    COMPETENCE = "competence", _("It is a local or regional authority of this country")


class ApplicationCheck(models.Model):
    """An item of the checklist that somebody has ticked off, with the day it became true."""

    application = models.ForeignKey(
        "network.Application", on_delete=models.CASCADE, related_name="checks"
    )
    item = models.CharField(_("item"), max_length=20, choices=CheckItem.choices)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("noted at"), auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("item of the checklist")
        verbose_name_plural = _("items of the checklist")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "item"], name="network_application_check_unique"
            )
        ]

    def __str__(self) -> str:
        return self.get_item_display()


class ApplicationNote(models.Model):
    """A remark among those who decide. Applicants get it on asking what is kept about them."""

    application = models.ForeignKey(
        "network.Application", on_delete=models.CASCADE, related_name="notes"
    )
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("written at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
