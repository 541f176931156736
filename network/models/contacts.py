"""Who speaks for an authority: personal data, for the coordinators and the secretariat alone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.languages import language_choices


class ContactPerson(models.Model):
    """A person to write to. Private: never in public pages, the API, search or public exports."""

    authority = ParentalKey(
        "network.Authority", on_delete=models.CASCADE, related_name="contact_persons"
    )
    name = models.CharField(_("name"), max_length=255)
    office = models.CharField(_("office or role"), max_length=255, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    language = models.CharField(
        _("language of correspondence"), max_length=10, blank=True, choices=language_choices
    )
    note = models.TextField(_("note"), blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("office")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone"), FieldPanel("language")]),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        return self.name
