"""The forms by which authorities ask to join and organisations offer to cooperate."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.collation import sort_key
from cms.countries import country_choices, country_name, languages_of_names
from cms.hidden_characters import refuse_hidden
from cms.languages import language_choices
from cms.marked_choices import MarkedChoiceField
from network.applications.uploads import KeptFile, check_pdf, find_kept, keep, take_kept
from network.models.applications import Application, ApplicationKind, ApplicationTarget
from network.models.consent import ConsentText
from network.models.kinds import AuthorityKind
from network.models.sections import NetworkSection

FILE_ONCE_MORE = _("Please choose the file once more.")


class ApplicationForm(forms.ModelForm):
    """What both forms share. Texts are one line each but for the reason."""

    kind: ClassVar[ApplicationKind]
    # Headings, and the fields below each, in the order of the page.
    sections: ClassVar[list[tuple[Any, list[str]]]]
    # Which fields may stay empty; all others are needed.
    optional: ClassVar[frozenset[str]] = frozenset()

    country = MarkedChoiceField(label=_("Country"))
    language = MarkedChoiceField(label=_("In which language shall we write to you?"))
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        assume_scheme="https",
        # Not `url`: browsers refuse there what people write, such as www.example.org.
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    agree = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without your consent we cannot handle your application.")},
    )
    # The version of the consent text that was shown, with its language.
    consent_shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Application
        fields: ClassVar[list[str]] = [
            "authority_name",
            "country",
            "website",
            "person_name",
            "person_role",
            "email",
            "phone",
            "reason",
            "language",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {"reason": forms.Textarea(attrs={"rows": 6})}
        labels: ClassVar = {
            "person_name": _("Name"),
            "person_role": _("Position"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
        }
        help_texts: ClassVar = {
            "email": _("We send a link to this address, by which you confirm it."),
            "phone": _("With the code of the country, such as +380 44 123 45 67"),
        }

    # What a browser may fill in by itself (HTML, 4.10.18.7).
    autocomplete: ClassVar[dict[str, str]] = {
        "authority_name": "organization",
        "country": "country",
        "website": "url",
        "person_name": "name",
        "person_role": "organization-title",
        "email": "email",
        "phone": "tel",
    }

    def __init__(self, *args: Any, consent: ConsentText, texts: Any = None, **kwargs: Any) -> None:
        """`consent` is the version in force; `texts` a page with words of its own for the form."""
        self.consent = consent
        self.wording = consent.wording_in(get_language() or "")
        super().__init__(*args, **kwargs)
        countries = country_choices()
        self.choose_from(
            "country",
            [("", _("Please choose")), *countries],
            languages_of_names(code for code, _name in countries),
        )
        languages = language_choices()
        # Each is named in itself.
        self.choose_from("language", languages, {code: code for code, _name in languages})
        self.fields["language"].initial = get_language()
        self.fields["phone"].widget.input_type = "tel"
        self.fields["agree"].label = self.wording.agreement
        for name, value in self.autocomplete.items():
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = value
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                field.required = name not in self.optional
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea):
                field.validators.append(refuse_hidden)
        if texts is not None and texts.reason_help:
            self.fields["reason"].help_text = texts.reason_help

    def choose_from(
        self, name: str, choices: list[tuple[str, Any]], languages: dict[str, str] | None = None
    ) -> None:
        cast(MarkedChoiceField, self.fields[name]).offer(choices, languages)

    @property
    def consent_now(self) -> str:
        """Names what is asked to be agreed to, as the hidden field does."""
        return f"{self.consent.pk}-{self.wording.language}"

    @property
    def fieldsets(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """For the template: each heading with its fields, of those that there are."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in self.sections
        ]

    @property
    def error_links(self) -> list[dict[str, Any]]:
        """Each error with its field, in the order of the page.

        `language` is that of the label, where it is no word of the interface.
        """
        labelled = [(field, "") for _heading, fields in self.fieldsets for field in fields]
        return [
            {"field": field, "language": language, "error": error}
            for field, language in [*labelled, (self["agree"], self.wording.language)]
            for error in field.errors.as_data()
        ]

    def keep_upload(self) -> None:
        """Put a file aside that came with a form which has to be sent again."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("consent_shown") != self.consent_now:
            self.add_error(
                "agree", _("The text that you agree to has changed. Please read it once more.")
            )
        return cleaned

    def agreed_anew(self) -> bool:
        """Whether the box has to be ticked again, since it stands beside another text now."""
        return self.is_bound and self.data.get("consent_shown") != self.consent_now

    def save(self, commit: bool = True) -> Application:
        application: Application = super().save(commit=False)
        application.kind = self.kind
        application.consent = self.consent
        application.consent_language = self.wording.language
        application.consent_given_at = timezone.now()
        if commit:
            application.save()
        return application


class OrganisationForm(ApplicationForm):
    """A non-governmental organisation that wants to cooperate."""

    kind = ApplicationKind.ORGANISATION
    optional = frozenset({"website", "phone"})
    sections: ClassVar = [
        (_("Your organisation"), ["authority_name", "country", "website"]),
        (_("Whom we may write to"), ["person_name", "person_role", "email", "phone", "language"]),
        (_("What you have in mind"), ["reason"]),
    ]

    class Meta(ApplicationForm.Meta):
        labels: ClassVar = {
            **ApplicationForm.Meta.labels,
            "authority_name": _("Name of the organisation"),
            "reason": _("Why and how do you want to cooperate?"),
        }


class AuthorityApplicationForm(ApplicationForm):
    """A local or regional authority that wants to join the Alliance or a national network."""

    kind = ApplicationKind.AUTHORITY
    optional = frozenset(
        {"region", "website", "population", "phone", "office", "decision_on", "decision_document"}
    )
    sections: ClassVar = [
        (
            _("Your authority"),
            ["authority_name", "authority_kind", "country", "region", "population", "website"],
        ),
        (_("What you apply for"), ["target", "reason"]),
        (_("The decision of your council"), ["decision_on", "decision_document"]),
        (
            _("The person responsible"),
            ["office", "person_name", "person_role", "email", "phone", "language"],
        ),
    ]

    authority_kind = MarkedChoiceField(label=_("Kind of authority"))
    target = forms.ChoiceField(
        label=_("What do you want to join?"), widget=forms.RadioSelect, initial="alliance"
    )
    # The token of a file that was uploaded with an earlier attempt.
    decision_kept = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(ApplicationForm.Meta):
        fields: ClassVar[list[str]] = [
            *ApplicationForm.Meta.fields,
            "authority_kind",
            "region",
            "population",
            "target",
            "office",
            "decision_on",
            "decision_document",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **ApplicationForm.Meta.widgets,
            "decision_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "decision_document": forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        }
        labels: ClassVar = {
            **ApplicationForm.Meta.labels,
            "authority_name": _("Official name of the authority"),
            "region": _("Region that it belongs to"),
            "population": _("Number of inhabitants"),
            "office": _("Office or department"),
            "reason": _("Why do you want to join?"),
            "decision_on": _("Date of the decision"),
            "decision_document": _("The decision as a PDF file"),
        }
        help_texts: ClassVar = {
            **ApplicationForm.Meta.help_texts,
            "authority_name": _("As it is written in its own language"),
            "decision_document": _(
                "At most 10 MB. If there is no decision yet, send the form without: you can add"
                " the file later."
            ),
        }

    def __init__(self, *args: Any, texts: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, texts=texts, **kwargs)
        self.choose_from("authority_kind", [("", _("Please choose")), *AuthorityKind.choices])
        self.networks = {one.country: one for one in NetworkSection.objects.active()}
        cast(forms.ChoiceField, self.fields["target"]).choices = self.target_choices()
        # The file gets a name of ours.
        cast(forms.FileField, self.fields["decision_document"]).max_length = None
        if not self.networks:
            del self.fields["target"]
        if texts is not None and texts.decision_help:
            self.fields["decision_document"].help_text = texts.decision_help
        self.kept: KeptFile | None = find_kept(self.data.get("decision_kept") or "")

    def target_choices(self) -> list[tuple[str, Any]]:
        countries = ", ".join(sorted(map(country_name, self.networks), key=sort_key))
        choices = [(ApplicationTarget.ALLIANCE.value, _("The Alliance, as a participant"))]
        if countries:
            network = _("The national network of our country (there is one in: {countries})")
            label = format_lazy(network, countries=countries)
            choices.append((ApplicationTarget.NETWORK.value, label))
        return choices

    def clean_decision_on(self) -> Any:
        day = self.cleaned_data["decision_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_decision_document(self) -> Any:
        upload = self.cleaned_data["decision_document"]
        if isinstance(upload, UploadedFile):
            check_pdf(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wants_network = cleaned.get("target") == ApplicationTarget.NETWORK
        if wants_network and cleaned.get("country") and cleaned["country"] not in self.networks:
            self.add_error(
                "target", _("There is no national network in this country. Join the Alliance.")
            )
        self.refuse_lost_upload()
        return cleaned

    def refuse_lost_upload(self) -> None:
        """A file that was put aside with an earlier attempt must not go missing unnoticed."""
        is_lost = self.data.get("decision_kept") and self.kept is None
        no_other = not self.cleaned_data.get("decision_document")
        if is_lost and no_other and "decision_document" not in self.errors:
            self.add_error("decision_document", FILE_ONCE_MORE)

    def keep_upload(self) -> None:
        upload = self.cleaned_data.get("decision_document")
        if isinstance(upload, UploadedFile):
            self.kept = keep(upload)
            if self.kept is None:
                self.add_error("decision_document", FILE_ONCE_MORE)

    def save(self, commit: bool = True) -> Application:
        application = super().save(commit=False)
        if application.target == ApplicationTarget.NETWORK:
            application.network_key = self.networks[application.country].network_key
        if not self.cleaned_data.get("decision_document") and self.kept:
            content: ContentFile = take_kept(self.kept)
            application.decision_document.save("decision.pdf", content, save=False)
        if commit:
            application.save()
        return application


FORMS: dict[ApplicationKind, type[ApplicationForm]] = {
    form.kind: form for form in (AuthorityApplicationForm, OrganisationForm)
}
