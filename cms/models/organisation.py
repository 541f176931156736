from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.models.snippets import DraftedSnippet
from cms.passage_languages import FEATURE as PASSAGE_LANGUAGE


class Organisation(index.Indexed, DraftedSnippet):
    """An organisation that texts speak of, such as the Congress or ECRI."""

    name = models.CharField(_("name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=50, blank=True)
    description = RichTextField(
        _("description"),
        features=["bold", "italic", "link", PASSAGE_LANGUAGE],
        help_text=_("What it is"),
    )
    website = models.URLField(_("website"), blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("acronym"),
        FieldPanel("description"),
        FieldPanel("website"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("acronym"),
        index.FilterField("locale_id"),
        # By these the admin's lists leave out the drafts of others.
        index.FilterField("id"),
        index.FilterField("live"),
    ]
    preview_template = "cms/preview/organisation.html"

    class Meta(DraftedSnippet.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name
