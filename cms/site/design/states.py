"""What searches that find nothing, applications and statements are filled with, not stored."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.site.accessibility import REVIEWED_ON, OwnFacts, Stated
from cms.site.design.components import DAY
from cms.site.design.samples import LONG_WORDS, Sample
from cms.site.search.forms import Wish
from cms.site.search.models import Kind
from cms.site.search.service import LONGEST_TEXT
from network.models import ApplicationState


def shown_states(sample: Sample) -> dict[str, Any]:
    """By the names under which the templates of the design page want them."""
    return {
        "noted": noted(sample),
        "stated_facts": stated_facts(sample),
        "wish": Wish(sample.first, Kind.NEWS, page=2, fallback=False),
        "longest_text": LONGEST_TEXT,
        "filters": [
            {"label": kind.label, "count": 9**number, "url": "#", "is_current": kind == Kind.NEWS}
            for number, kind in enumerate(Kind)
        ],
        "consent_form": consent_form(sample),
        "kept_form": SimpleNamespace(kept={"name": LONG_WORDS[-1], "size": 1_234_567}),
        "kept_field": DecisionForm(auto_id="sample-kept-%s")["decision_document"],
        "sent_page": SimpleNamespace(sent_title=sample.declaration, sent_text=_html(sample)),
        "refusal": ValidationError(forms.FileField.default_error_messages["empty"]),
        "steps": [
            {"day": DAY, "label": state.label}
            for state in (ApplicationState.RECEIVED, ApplicationState.MORE_INFORMATION)
        ],
    }


def _html(sample: Sample) -> str:
    return f"<p>{sample.text}</p>"


def noted(sample: Sample) -> SimpleNamespace:
    """Furniture with a note on terms, as it stands below every page."""
    return SimpleNamespace(
        note=SimpleNamespace(
            text=_html(sample),
            source_document=sample.declaration,
            locale=SimpleNamespace(language_code=sample.language),
        )
    )


def stated_facts(sample: Sample) -> OwnFacts:
    """What an operator states of the accessibility of the own site."""
    return OwnFacts(
        reviewed_on=REVIEWED_ON,
        exceptions=Stated(sample.text, sample.language),
        contact=Stated(f"{sample.declaration}\n{LONG_WORDS[-1]}", sample.language),
        enforcement=Stated(sample.first, sample.language),
    )


class ConsentForm(forms.Form):
    """The box that applicants have to tick."""

    agree = forms.BooleanField()


class DecisionForm(forms.Form):
    """The file that applicants may add."""

    decision_document = forms.FileField(label=_("The decision as a PDF file"), required=False)


def consent_form(sample: Sample) -> SimpleNamespace:
    """What is asked to be agreed to, sent back without a tick."""
    return SimpleNamespace(
        wording=SimpleNamespace(
            language=sample.language, text=_html(sample), agreement=sample.first
        ),
        consent=SimpleNamespace(label=DAY.isoformat()),
        agree=ConsentForm({})["agree"],
        agreed_anew=False,
    )
