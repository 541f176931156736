"""Whom readers can turn to: what a network has chosen to make public."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

is_phone = RegexValidator(
    r"^\+?[0-9][0-9 ()./-]{4,}$", _("Enter a telephone number, such as +380 44 123 45 67.")
)


class ContactMixin(models.Model):
    """The office of a network. All of it is public; people's own data belongs elsewhere."""

    CONTACT_FACTS: ClassVar = ("contact_email", "contact_phone", "contact_website")

    contact_office = models.CharField(
        _("office"), max_length=200, blank=True, help_text=_("Who answers, and where: an office")
    )
    contact_email = models.EmailField(_("e-mail of the office"), blank=True)
    contact_phone = models.CharField(
        _("telephone of the office"), max_length=40, blank=True, validators=[is_phone]
    )
    contact_website = models.URLField(
        _("website"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )

    contact_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("contact_office"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("contact_website"),
            ],
            heading=_("Contact"),
            help_text=_("Everybody can read this"),
        ),
        InlinePanel(
            "coordinators",
            heading=_("Coordinators"),
            help_text=_("Everybody can read this: name only those who have agreed to it"),
        ),
    ]
    contact_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("contact_phone", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def has_contact(self) -> bool:
        return any(
            [self.contact_office, self.contact_email, self.contact_phone, self.contact_website]
        )

    @property
    def contact_phone_url(self) -> str:
        """The telephone number as an address (RFC 3966), without what only helps to read it."""
        kept = "".join(sign for sign in self.contact_phone if sign in "+0123456789")
        return f"tel:{kept}" if kept else ""


class NetworkCoordinator(TranslatableMixin, Orderable):
    """A coordinator who has agreed to be named to readers; has nothing to do with an account."""

    page = ParentalKey("network.NetworkPage", on_delete=models.CASCADE, related_name="coordinators")
    name = models.CharField(_("name"), max_length=200)
    office = models.CharField(_("office"), max_length=200, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("name"), FieldPanel("office")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        # Rows made by a program have no place of their own: they stand as they came.
        ordering: ClassVar = ["sort_order", "pk"]
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")

    def __str__(self) -> str:
        return self.name
