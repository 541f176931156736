"""How authorities join and organisations cooperate: text, to whom to write, and a form."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from cms.models import BasePage, BodyMixin, IntroductionMixin
from network.models.applications import ApplicationKind

FORM_TEXT_FEATURES = ["bold", "italic", "link", "ul", "ol"]


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


class FormTextsMixin(models.Model):
    """The words around the form; where one is empty, the interface's own stand there."""

    form_title = models.CharField(_("heading of the form"), max_length=255, blank=True)
    form_introduction = RichTextField(_("before the form"), features=FORM_TEXT_FEATURES, blank=True)
    reason_help = models.TextField(_("help for “why”"), blank=True)
    decision_help = models.TextField(_("help for the council's decision"), blank=True)
    sent_title = models.CharField(_("heading after sending"), max_length=255, blank=True)
    sent_text = RichTextField(_("text after sending"), features=FORM_TEXT_FEATURES, blank=True)

    form_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("form_title"),
                FieldPanel("form_introduction"),
                FieldPanel("reason_help"),
                FieldPanel("decision_help"),
                FieldPanel("sent_title"),
                FieldPanel("sent_text"),
            ],
            heading=_("The form"),
            help_text=_("Where you leave a field empty, a text of the site's own stands there."),
        )
    ]

    class Meta:
        abstract = True


class InvitationPage(IntroductionMixin, RecipientMixin, FormTextsMixin, BodyMixin, BasePage):
    """Abstract page that invites somebody to write, with a form to do so."""

    # Who applies by the form of this page.
    application_kind: ClassVar[ApplicationKind]

    max_count_per_parent = 1
    subpage_types: ClassVar = []

    content_panels: ClassVar = [
        *BasePage.content_panels,
        *IntroductionMixin.introduction_panels,
        *BodyMixin.body_panels,
        *RecipientMixin.recipient_panels,
        *FormTextsMixin.form_panels,
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

    application_kind = ApplicationKind.AUTHORITY
    template = "network/join_page.html"
    page_description = _("How a local or regional authority joins")

    class Meta:
        verbose_name = _("page on joining")
        verbose_name_plural = _("pages on joining")


class CooperatePage(InvitationPage):
    """How a non-governmental organisation cooperates."""

    application_kind = ApplicationKind.ORGANISATION
    template = "network/cooperate_page.html"
    page_description = _("How a non-governmental organisation cooperates")

    class Meta:
        verbose_name = _("page on cooperation")
        verbose_name_plural = _("pages on cooperation")
