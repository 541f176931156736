"""How authorities join and organisations cooperate: text that says how and to whom to write."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models import BasePage, BodyMixin, IntroductionMixin


class RecipientMixin(models.Model):
    """To whom to write."""

    recipient_name = models.CharField(_("recipient"), max_length=255, blank=True)
    recipient_email = models.EmailField(_("e-mail"), blank=True)

    recipient_panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("recipient_name"), FieldPanel("recipient_email")],
            heading=_("To whom to write"),
        )
    ]

    class Meta:
        abstract = True


class InvitationPage(IntroductionMixin, RecipientMixin, BodyMixin, BasePage):
    """Abstract page that invites somebody to write."""

    max_count_per_parent = 1
    subpage_types: ClassVar = []

    content_panels: ClassVar = [
        *BasePage.content_panels,
        *IntroductionMixin.introduction_panels,
        *BodyMixin.body_panels,
        *RecipientMixin.recipient_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *IntroductionMixin.introduction_search_fields,
        *BodyMixin.body_search_fields,
    ]

    class Meta:
        abstract = True


class JoinPage(InvitationPage):
    """How a local or regional authority becomes a participant."""

    template = "network/join_page.html"
    page_description = _("How a local or regional authority joins")

    class Meta:
        verbose_name = _("page on joining")
        verbose_name_plural = _("pages on joining")


class CooperatePage(InvitationPage):
    """How a non-governmental organisation cooperates."""

    template = "network/cooperate_page.html"
    page_description = _("How a non-governmental organisation cooperates")

    class Meta:
        verbose_name = _("page on cooperation")
        verbose_name_plural = _("pages on cooperation")
