"""What to export, and which file to import."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from cms.translation.exchange.collect import begun
from cms.translation.exchange.files import FORMATS


class KeysField(forms.Field):
    """Translation keys of pages and snippets: the selection of a list, or of a menu."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        try:
            return [UUID(key) for key in value or []]
        except ValueError as error:
            raise forms.ValidationError(_("This selection is no longer valid.")) from error


class ExportForm(forms.Form):
    """Which translations, into which language, in which format."""

    locale = forms.ModelChoiceField(
        Locale.objects.all(),
        label=_("Into the language"),
        to_field_name="language_code",
        empty_label=None,
    )
    format = forms.ChoiceField(
        choices=[(key, format.label) for key, format in FORMATS.items()], label=_("Format")
    )
    keys = KeysField(required=False)
    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=_("Page"),
        widget=AdminPageChooser,
        required=False,
    )
    include_subpages = forms.BooleanField(label=_("With all pages below it"), required=False)
    all_snippets = forms.BooleanField(
        label=_("Texts that belong to no page"),
        help_text=_("Profile, terminology notes, organisations"),
        required=False,
    )
    unfinished_only = forms.BooleanField(label=_("Only what is not translated yet"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_valid = not self.errors
        if is_valid and not any(cleaned[name] for name in ("keys", "page", "all_snippets")):
            raise forms.ValidationError(_("Choose a page, or other texts."))
        return cleaned

    def translations(self) -> list[Translation]:
        """The translations that are asked for and were begun, whoever may see them."""
        return list(begun(self.chosen_keys(), self.cleaned_data["locale"]))

    def chosen_keys(self) -> set[UUID]:
        chosen = self.cleaned_data
        keys = set(chosen["keys"])
        if chosen["page"]:
            pages = Page.objects.filter(pk=chosen["page"].pk)
            if chosen["include_subpages"]:
                pages = chosen["page"].get_descendants(inclusive=True)
            keys.update(pages.values_list("translation_key", flat=True))
        if chosen["all_snippets"]:
            keys.update(snippet_keys())
        return keys


def snippet_keys() -> set[UUID]:
    """The translation keys of everything that is translated but no page."""
    return {
        key
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
        for key in model._default_manager.values_list("translation_key", flat=True)
    }


class UploadForm(forms.Form):
    """A file that came back."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLIFF 2.0 (.xlf, .xliff) or PO (.po), as it was exported here."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po"}),
    )
