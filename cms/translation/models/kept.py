"""Translations of a language that the site no longer has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptTranslation(models.Model):
    """A text, or a value that replaces one of the source, until its language comes back."""

    language_code = models.CharField(max_length=100)
    context = models.ForeignKey(
        "wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+"
    )
    # None for a value (an address, a picture), which belongs to a place and not to a text.
    string = models.ForeignKey(
        "wagtail_localize.String", on_delete=models.CASCADE, null=True, related_name="+"
    )
    # HTML with inline tags, of a value JSON: as wagtail-localize keeps them.
    data = models.TextField(_("text"))
    translation_type = models.CharField(max_length=20)
    tool_name = models.CharField(max_length=255)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kept translation")
        verbose_name_plural = _("kept translations")
        # Nobody sees them: they come back by themselves.
        default_permissions = ()
        indexes = (models.Index(fields=["language_code"], name="cms_kept_translation_language"),)

    def __str__(self) -> str:
        return self.data
