"""Who gave out or erased personal data, when and how much of it: never whose."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalDataLog(models.Model):
    """An export or erasure. `found` has how many rows of each place it touched."""

    class Action(models.TextChoices):
        EXPORT = "export", _("given out")
        ERASE = "erase", _("erased on request")
        EXPIRE = "expire", _("erased when its time was over")

    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty for a command"),
    )
    found = models.JSONField(_("rows by place"), default=dict)

    class Meta:
        verbose_name = _("entry on personal data")
        verbose_name_plural = _("entries on personal data")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.Action(self.action).label}: {self.at:%Y-%m-%d %H:%M}"
