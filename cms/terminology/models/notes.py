"""The note on terms: dated versions in each language, of which one is in force."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import LockableMixin, WorkflowMixin

from cms.models.snippets import DraftedSnippet
from cms.passage_languages import FEATURE as PASSAGE_LANGUAGE


class TerminologyNoteQuerySet(models.QuerySet["TerminologyNote"]):
    """Notes by the day from which they are in force."""

    def in_force(self, language: str, day: datetime.date | None = None) -> "TerminologyNote | None":
        """The live note of `language` with the latest date not after `day` (default: today).

        Where the language has none, the note of the site's first language.
        """
        candidates = (
            self.filter(live=True, in_force_from__lte=day or timezone.localdate())
            .select_related("locale")
            .order_by("-in_force_from", "-pk")
        )
        for code in (language, settings.LANGUAGE_CODE):
            if note := candidates.filter(locale__language_code=code).first():
                return note
        return None


class TerminologyNote(WorkflowMixin, LockableMixin, DraftedSnippet):
    """The note on terms that stands on every page as “Please note”.

    Each language may have a text of its own rather than a translation.
    """

    head_term = models.CharField(
        _("head term"), max_length=200, help_text=_("The term that the note explains")
    )
    text = RichTextField(_("text"), features=["bold", "italic", "link", PASSAGE_LANGUAGE])
    source_document = models.CharField(
        _("source document"),
        max_length=255,
        blank=True,
        help_text=_("The text that lays the usage down, with its date"),
    )
    in_force_from = models.DateField(
        _("in force from"),
        default=timezone.localdate,
        help_text=_("Of several notes, readers see the latest one in force"),
    )

    objects = TerminologyNoteQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("head_term"),
        FieldPanel("text"),
        FieldPanel("source_document"),
        FieldPanel("in_force_from"),
    ]
    preview_template = "cms/preview/terminology_note.html"

    class Meta(DraftedSnippet.Meta):
        verbose_name = _("terminology note")
        verbose_name_plural = _("terminology notes")
        ordering: ClassVar = ["-in_force_from"]

    def __str__(self) -> str:
        return self.head_term
