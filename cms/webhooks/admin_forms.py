"""The form of an endpoint in the admin."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel

from cms.languages import language_choices
from cms.webhooks.models import SUBSCRIBABLE, Endpoint


class EndpointForm(WagtailAdminModelForm):
    """Events and languages are ticked; what is kept of them are lists of codes."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Where events are sent to: an https address that anybody on the internet has"),
    )
    event_types = forms.MultipleChoiceField(
        label=_("Events"), choices=SUBSCRIBABLE, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )

    class Meta:
        model = Endpoint
        fields: ClassVar = ["name", "url", "event_types", "languages", "is_active"]


ENDPOINT_PANELS: list[Any] = [
    FieldPanel("name"),
    FieldPanel("url"),
    FieldPanel("event_types"),
    FieldPanel("languages"),
    InlinePanel(
        "sections",
        heading=_("Sections of interest"),
        label=_("Section"),
        help_text=_("None chosen means the whole site."),
    ),
    FieldPanel("is_active"),
]
