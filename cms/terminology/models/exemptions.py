"""Why a discouraged term may stand where it stands."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Exemption(models.Model):
    """Words that pass in one sentence at one place of one page or snippet.

    Nothing has to end it: where the sentence has changed, its digest is no longer found.
    """

    class Kind(models.TextChoices):
        QUOTATION = "quotation", _("quotation")
        SELF_DESIGNATION = "self_designation", _("self-designation")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    path = models.CharField(_("place"), max_length=1000)
    words = models.CharField(_("words"), max_length=255)
    sentence = models.TextField(_("sentence"))
    sentence_digest = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    reason = models.TextField(
        _("reason"), help_text=_("Whose words these are, or who calls themselves so")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty where the exemption came with an import"),
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The latest one when the exemption was granted"),
    )

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["content_type", "object_id"], name="terminology_exemption_of")
        ]

    def __str__(self) -> str:
        return self.words
