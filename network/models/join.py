"""How authorities join and organisations cooperate: text, to whom to write, and a form."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from cms.models import BasePage, BodyMixin, IntroductionMixin
from cms.passage_languages import FEATURE as PASSAGE_LANGUAGE
from network.applications.public_views import form_context, receive
from network.models.applications import ApplicationKind

FORM_TEXT_FEATURES = ["bold", "italic", "link", "ul", "ol", PASSAGE_LANGUAGE]


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

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; to a form that was sent, where it leads or the page with what is amiss."""
        if request.method == "POST":
            answer = receive(request, self.application_kind, self, self.get_url(request) or "")
            if isinstance(answer, HttpResponse):
                return answer
            context = {**self.get_context(request), **answer}
        else:
            form = form_context(request, self.application_kind, self)
            context = {**self.get_context(request), **form}
        response = TemplateResponse(request, self.get_template(request), context)
        # Each form that is shown has a seal of its own.
        add_never_cache_headers(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            context.update(form_context(request, self.application_kind, self))
        return context


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
