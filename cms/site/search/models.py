"""The table that readers search: a row for each object and language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string


class Kind(models.TextChoices):
    """What readers can narrow the list to, in the order in which they are offered."""

    PAGE = "page", _("Pages")
    NEWS = "news", _("News")
    MEETING = "meeting", _("Meetings")
    AUTHORITY = "authority", _("Cities and regions")
    DOCUMENT = "document", _("Documents")
    TERM = "term", _("Terms")


class SearchEntry(models.Model):
    """Something that can be found in `language`: a page, a document on a page, a concept or a note.

    Whether readers may see it is asked of the page itself, each time. The database keeps the index
    of the words by triggers (migration 0001), so that rows may be written in any way.
    """

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=20)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(), null=True, on_delete=models.CASCADE, related_name="+"
    )
    concept = models.ForeignKey(
        "cms_terminology.Concept", null=True, on_delete=models.CASCADE, related_name="+"
    )
    note = models.ForeignKey(
        "cms_terminology.TerminologyNote", null=True, on_delete=models.CASCADE, related_name="+"
    )
    date = models.DateField(null=True)
    title = models.TextField()
    text = models.TextField(help_text="Plain text, of which a passage is shown")
    boost = models.FloatField(default=0)
    # The name of PostgreSQL's text search configuration; `simple` where it has none.
    config = models.CharField(max_length=40)
    title_words = models.TextField()
    lead_words = models.TextField()
    body_words = models.TextField()
    title_stems = models.TextField()
    body_stems = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return self.title
