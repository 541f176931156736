"""The address that a translator has chosen for a translation that is not published with it yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlannedSlug(models.Model):
    """Becomes the slug of the page when the translation is next published.

    Until then an alias keeps the slug of its source, and a live page the one it has.
    """

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="planned_slug"
    )
    slug = models.SlugField(_("slug"), max_length=255)

    class Meta:
        verbose_name = _("planned slug")
        verbose_name_plural = _("planned slugs")
        # The rights are those on the translation.
        default_permissions = ()

    def __str__(self) -> str:
        return self.slug
