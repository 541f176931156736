from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """Where a page came from: an item of the original site, or a retelling of one.

    `source_key` is the identity of the item in one language: `legacy:289` by its number on the
    original site, else `text:<hash>` by its normalised text. `revision_id` is the revision that
    was written last, so that a page which somebody has edited since is told from an untouched one.
    """

    class Origin(models.TextChoices):
        IMPORT = "import", _("imported")
        DEMO = "demo", _("retold for the demonstration")

    source_key = models.CharField(_("source"), max_length=80)
    language = models.CharField(_("language"), max_length=10)
    legacy_id = models.PositiveIntegerField(
        _("number on the original site"), null=True, blank=True, db_index=True
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices)
    text_hash = models.CharField(_("hash of the text"), max_length=64)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="imported_items"
    )
    revision_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_key", "language"], name="news_imported_item_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_key} ({self.language})"

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has edited the page since it was written by the import or the demo."""
        return self.page.latest_revision_id == self.revision_id
