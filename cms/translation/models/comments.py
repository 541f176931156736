"""What translators, editors and reviewers say to each other about one text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SegmentComment(models.Model):
    """A remark on a text at its place, in one target language, until somebody settles it."""

    context = models.ForeignKey(
        "wagtail_localize.TranslationContext", on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(
        "wagtail_localize.String", on_delete=models.CASCADE, related_name="+"
    )
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("comment on a translation")
        verbose_name_plural = _("comments on translations")
        ordering = ("created_at", "pk")
        # The rights are those on the translation.
        default_permissions = ()
        indexes = (models.Index(fields=["context", "locale"], name="cms_segment_comment_place"),)

    def __str__(self) -> str:
        return self.text
