"""The form of a concept with its terms: what it refuses, and who may block publishing."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.terminology.collisions import Spellings, first_collision
from cms.terminology.models import Term, TermForm
from cms.terminology.paradigm import Paradigm, check_form, expand

BLOCK_PERMISSION = "cms_terminology.block_term"
ONLY_THE_SECRETARIAT = gettext_lazy("Only the secretariat decides which terms block publishing.")


class LinesField(forms.CharField):
    """Text in lines, which browsers send with other ends of line than the stored ones."""

    def to_python(self, value: Any) -> str:
        return "\n".join((super().to_python(value) or "").splitlines())


class TermAdminForm(WagtailAdminModelForm):
    """A term with its further forms, which are entered as lines of text."""

    further_forms = LinesField(
        label=gettext_lazy("Further forms"),
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy(
            "Inflections and spellings by which the term is recognised too, one a line. Short for "
            "several: the stem, a bar and the endings, as in “ром|а, у, ові, ом, ами”. An empty "
            "place between the bar and the first comma stands for the bare stem."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paradigm = Paradigm((), is_compact=False)
        self.initial["further_forms"] = "\n".join(form.text for form in self.instance.forms.all())
        if not self.may_block and not self.blocks_already and "severity" in self.fields:
            self.fields["severity"].choices = [
                choice for choice in Term.Severity.choices if choice[0] != Term.Severity.BLOCK
            ]

    @property
    def may_block(self) -> bool:
        """Whether the user may let a term block publishing."""
        return self.for_user is not None and self.for_user.has_perm(BLOCK_PERMISSION)

    @property
    def blocks_already(self) -> bool:
        return self.initial.get("severity") == Term.Severity.BLOCK

    def clean_text(self) -> str:
        text = unicodedata.normalize("NFC", self.cleaned_data["text"])
        check_form(text)
        return text

    def clean_further_forms(self) -> str:
        lines = self.cleaned_data["further_forms"]
        self.paradigm = expand(lines, self.cleaned_data.get("text", ""))
        return lines

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_dates(cleaned)
        blocks = self.blocks_already or cleaned.get("severity") == Term.Severity.BLOCK
        if blocks and self.has_changed() and not self.may_block:
            self.add_error("severity", ValidationError(ONLY_THE_SECRETARIAT))
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("This is before the term became valid."))
        discouraged = cleaned.get("administrative_status") not in Term.APPROVED
        if discouraged and first and not last and "valid_to" not in self.errors:
            self.add_error(
                "valid_to",
                _("A deprecated or superseded term that has a first day needs a last day too."),
            )

    def spellings(self) -> Spellings | None:
        """The term with its forms as entered; None where one of them is refused already."""
        if self.errors:
            return None
        cleaned = self.cleaned_data
        return Spellings(
            term=cleaned["text"],
            language=cleaned["language"],
            case_rule=cleaned["case_rule"],
            valid_from=cleaned["valid_from"],
            valid_to=cleaned["valid_to"],
            forms=self.paradigm.forms,
        )

    def save(self, commit: bool = True) -> Term:
        """Put the forms on the term; those that stay keep their rows."""
        kept = {form.text: form for form in self.instance.forms.all()}
        self.instance.forms = [
            kept.get(text) or TermForm(text=text) for text in self.paradigm.forms
        ]
        return super().save(commit)


class TermFormSet(BaseChildFormSet):
    """The terms of a concept: none may be taken for another of the same language and time."""

    def clean(self) -> None:
        super().clean()
        if any(form.blocks_already and not form.may_block for form in self.deleted_forms):
            raise ValidationError(ONLY_THE_SECRETARIAT)
        remaining = [form for form in self.forms if form not in self.deleted_forms]
        entered = [
            (form, spellings)
            for form in remaining
            if form.has_changed() and (spellings := form.spellings()) is not None
        ]
        languages = {spellings.language for _form, spellings in entered}
        taken = self._terms_elsewhere(languages) + [
            Spellings.of(form.instance) for form in remaining if not form.has_changed()
        ]
        for form, spellings in entered:
            if collision := first_collision(spellings, taken):
                spelled, other = collision
                field = "text" if spelled == spellings.term else "further_forms"
                form.add_error(field, already_taken(spelled, other))
            taken.append(spellings)

    def _terms_elsewhere(self, languages: set[str]) -> list[Spellings]:
        """The terms of all other concepts in these languages."""
        terms = Term.objects.filter(language__in=languages).prefetch_related("forms")
        return [Spellings.of(term) for term in terms.exclude(concept_id=self.instance.pk)]


def already_taken(form: str, other: str) -> str:
    """Say that `form` belongs to the term `other` already."""
    return _("“%(form)s” already stands for the term “%(term)s” in this language and period.") % {
        "form": form,
        "term": other,
    }
