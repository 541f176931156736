"""The forms in which the secretariat adds a network and invites its coordinators."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_available_admin_languages

from cms.countries import country_choices
from cms.languages import language_choices
from network.models import NetworkSection
from network.sections.adding import Network, add_network
from network.sections.invitations import Outcome, invite

MOST_AT_ONCE = 20


class LanguagesField(forms.MultipleChoiceField):
    """Languages of the site; none ticked stands for all."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            choices=language_choices,
            required=False,
            label=gettext_lazy("Languages of the coordinators"),
            help_text=gettext_lazy(
                "They write in the section in these languages. None ticked: in all."
            ),
        )


class InvitationForm(forms.Form):
    """Takes the e-mail addresses of coordinators, and the language to write to them in."""

    coordinators = forms.CharField(
        label=gettext_lazy("E-mail addresses of coordinators"),
        help_text=gettext_lazy(
            "One a line. Each gets a mail with a link to choose a password, which works once."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "inputmode": "email"}),
        required=False,
    )
    mail_language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"),
        choices=get_available_admin_languages,
        help_text=gettext_lazy("The admin speaks it to them, too. They can change it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mail_language"].initial = get_language() or settings.LANGUAGE_CODE

    def clean_coordinators(self) -> list[str]:
        """The addresses, each once. Refuses all if one is wrong, and says which."""
        lines = self.cleaned_data["coordinators"].splitlines()
        addresses = list(dict.fromkeys(filter(None, map(str.strip, lines))))
        if len(addresses) > MOST_AT_ONCE:
            message = ngettext(
                "At most %(count)d person at once.",
                "At most %(count)d people at once.",
                MOST_AT_ONCE,
            )
            raise ValidationError(message % {"count": MOST_AT_ONCE})
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(address)s” is no e-mail address.") % {"address": address}
                ) from error
        return addresses

    def invite_all(self, section: NetworkSection, by: Any) -> list[str]:
        """Invite them; what came of each. Raises ValidationError, and invites nobody then."""
        language = self.cleaned_data["mail_language"]
        told = []
        for email in self.cleaned_data["coordinators"]:
            try:
                outcome: Outcome = invite(section, email, language=language, by=by)
            except ValidationError as error:
                message = f"{email}: {' '.join(error.messages)}"
                raise ValidationError({"coordinators": message}) from error
            told.append(str(outcome.value) % {"email": email})
        return told


class NetworkForm(InvitationForm):
    """A new national network, or a page of one that has no section yet."""

    country = forms.ChoiceField(label=gettext_lazy("Country"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the page"),
        choices=language_choices,
        help_text=gettext_lazy("It is written in this language first; the others follow."),
    )
    title = forms.CharField(
        label=gettext_lazy("Name of the network"),
        max_length=255,
        help_text=gettext_lazy("The title of its page, in the language of the page"),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Last part of the page's address in all languages. Left empty: the name of the country."
        ),
    )
    languages = LanguagesField()

    field_order = ("country", "language", "title", "slug", "languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(NetworkSection.objects.values_list("country", flat=True))
        free = [choice for choice in country_choices() if choice[0] not in taken]
        self.fields["country"].choices = [("", "—"), *free]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        language, languages = cleaned.get("language"), cleaned.get("languages")
        if language and languages and language not in languages:
            self.add_error("languages", _("The language of the page is missing here."))
        return cleaned

    @transaction.atomic
    def save(self, by: Any) -> tuple[NetworkSection, list[str]]:
        """Add the network and invite its coordinators, or do neither and raise ValidationError."""
        data = self.cleaned_data
        network = Network(
            country=data["country"],
            languages=tuple(data["languages"]),
            language=data["language"],
            title=data["title"],
            slug=data["slug"],
        )
        section, changes = add_network(network, by)
        return section, changes + self.invite_all(section, by)


class LanguagesForm(forms.Form):
    languages = LanguagesField()
