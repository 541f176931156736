"""The forms of the pages on joining and on cooperating, as far as another front end shows them."""

from typing import Any, Literal

from django import forms
from pydantic import BaseModel, Field

from cms.apikit.block_schemas import Html
from cms.apikit.content import Content
from cms.cache import cached
from network.applications.forms import FORMS, ApplicationForm
from network.models.consent import ConsentText
from network.models.join import InvitationPage

FieldType = Literal[
    "text", "textarea", "email", "tel", "url", "number", "date", "select", "radio", "file"
]
# By the class of the form's field, else of its widget; what is neither is a line of text.
TYPES: list[tuple[type, FieldType]] = [
    (forms.EmailField, "email"),
    (forms.URLField, "url"),
    (forms.IntegerField, "number"),
    (forms.DateField, "date"),
    (forms.FileField, "file"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
]


class FormChoice(BaseModel):
    """A value that can be chosen."""

    value: str
    label: str


class FormField(BaseModel):
    """A field that people fill in, in words of the language of the page."""

    name: str
    type: FieldType
    label: str
    help: str = Field(description="Plain text; may be empty")
    is_required: bool
    max_length: int | None = Field(description="In characters; none but for texts")
    choices: list[FormChoice] = Field(description="Empty but for `select` and `radio`")
    autocomplete: str = Field(description="As in HTML; may be empty")


class FormSection(BaseModel):
    """Fields under a heading."""

    heading: str
    fields: list[FormField]


class FormConsent(BaseModel):
    """What has to be agreed to."""

    version: str
    served_locale: str = Field(description="Language of the words")
    html: Html
    agreement: str = Field(description="Beside the box to tick")


class InvitationForm(BaseModel):
    """What the form asks. People send it from the page of the site, which seals it."""

    url: str = Field(description="Where the form is filled in and sent: lead people there")
    sections: list[FormSection]
    consent: FormConsent


def consent_in_force() -> ConsentText | None:
    """The version that is asked for today, with its wordings; no query while nothing changes."""
    return cached("consent-in-force", ConsentText.objects.in_force)


def html_of_form(page: InvitationPage) -> list[str]:
    """The rich texts around the form of `page`, for what they refer to."""
    consent = consent_in_force()
    wording = [consent.wording_in(page.locale.language_code).text] if consent else []
    return [page.form_introduction, *wording]


def invitation_form(page: InvitationPage, content: Content) -> InvitationForm | None:
    """The form of `page`, whose language is active; None while there is nothing to agree to."""
    consent = consent_in_force()
    if consent is None:
        return None
    form = FORMS[page.application_kind](consent=consent, texts=page)
    return InvitationForm(
        url=content.addresses.page(page) or "",
        sections=[
            FormSection(heading=str(heading), fields=[field(form, bound) for bound in fields])
            for heading, fields in form.fieldsets
        ],
        consent=FormConsent(
            version=consent.label,
            served_locale=form.wording.language,
            html=content.html(form.wording.text),
            agreement=form.wording.agreement,
        ),
    )


def field(form: ApplicationForm, bound: forms.BoundField) -> FormField:
    """A field of `form`."""
    found: Any = bound.field
    return FormField(
        name=bound.name,
        type=type_of_field(found),
        label=str(found.label),
        help=str(found.help_text),
        is_required=found.required,
        max_length=getattr(found, "max_length", None),
        choices=[
            FormChoice(value=str(value), label=str(label))
            for value, label in getattr(found, "choices", [])
            if value
        ],
        autocomplete=form.autocomplete.get(bound.name, ""),
    )


def type_of_field(found: forms.Field) -> FieldType:
    """What is asked for, told by the class of the field or of its widget."""
    if getattr(found.widget, "input_type", "") == "tel":
        return "tel"
    classes = {*type(found).__mro__, *type(found.widget).__mro__}
    return next((name for kind, name in TYPES if kind in classes), "text")
