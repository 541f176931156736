"""Translations in whose place somebody has put another."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReplacedText(models.Model):
    """What stood as the translation of a text at its place before it was replaced or taken away."""

    context = models.ForeignKey(
        "wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(
        "wagtail_localize.String", on_delete=models.CASCADE, related_name="+"
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    # HTML with inline tags, as wagtail-localize keeps translations.
    data = models.TextField(_("text"))
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("replaced translation")
        verbose_name_plural = _("replaced translations")
        ordering = ("-pk",)
        # The rights are those on the translation.
        default_permissions = ()
        indexes = (models.Index(fields=["context", "locale"], name="cms_replaced_text_place"),)

    def __str__(self) -> str:
        return self.data
