from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.snippets import DraftedSnippet


class AllianceProfile(DraftedSnippet):
    """The sentences about the Alliance that stand on every page."""

    name = models.CharField(
        _("name of the Alliance"),
        max_length=255,
        blank=True,
        help_text=_("In the language of this profile; left empty, the name of the site is shown"),
    )
    mission = models.TextField(_("mission"), help_text=_("What the Alliance does, in one sentence"))
    auspices = models.TextField(
        _("auspices"), help_text=_("Under whose auspices it works, in one sentence")
    )
    invitation = models.TextField(
        _("invitation to join"), help_text=_("Stands beside the link to the page on joining")
    )
    contact_name = models.CharField(_("contact"), max_length=255, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_text = models.TextField(_("how to write to us"), blank=True)
    # What an operator states of the own site; the statement's other sentences are the software's.
    accessibility_reviewed_on = models.DateField(
        _("last assessed on"),
        null=True,
        blank=True,
        help_text=_("Left empty, the day on which the makers of the software assessed it"),
    )
    accessibility_exceptions = models.TextField(
        _("further shortcomings"),
        blank=True,
        help_text=_("What is not accessible on this site, one sentence a line"),
    )
    accessibility_contact = models.TextField(
        _("whom to tell of barriers"),
        blank=True,
        help_text=_("Left empty, the contact above is shown"),
    )
    accessibility_enforcement = models.TextField(
        _("enforcement body"),
        blank=True,
        help_text=_("To whom readers can turn who got no answer, with its web address"),
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("mission"),
        FieldPanel("auspices"),
        FieldPanel("invitation"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldPanel("contact_text"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("accessibility_reviewed_on"),
                FieldPanel("accessibility_exceptions"),
                FieldPanel("accessibility_contact"),
                FieldPanel("accessibility_enforcement"),
            ],
            heading=_("Accessibility statement"),
        ),
    ]
    preview_template = "cms/preview/profile.html"

    class Meta(DraftedSnippet.Meta):
        verbose_name = _("profile of the Alliance")
        verbose_name_plural = _("profiles of the Alliance")

    def __str__(self) -> str:
        return self.mission[:80]

    def clean(self) -> None:
        super().clean()
        day = self.accessibility_reviewed_on
        if day and day > timezone.localdate():
            message = _("This day is in the future. State the day of an assessment that was made.")
            raise ValidationError({"accessibility_reviewed_on": message})
