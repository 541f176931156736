"""Words that stay although a term says otherwise: the page that lists them, keep and revoke.

All of it is about the saved draft, so that what is recorded is what can be read again.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.terminology.editor import wording
from cms.terminology.editor.checking import kept_addresses
from cms.terminology.editor.edited import saved_draft
from cms.terminology.exemptions import exemptions_of, grant, may_exempt, revoke
from cms.terminology.findings import PlacedFinding, findings_in
from cms.terminology.models import Exemption
from cms.terminology.places import places_of


class KeepForm(forms.Form):
    """One occurrence (`path`, digest of the `sentence`, `match`), and why it stays."""

    path = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    sentence = forms.CharField(max_length=64, widget=forms.HiddenInput)
    match = forms.CharField(max_length=255, widget=forms.HiddenInput, strip=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kept as"), choices=Exemption.Kind.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=Exemption._meta.get_field("reason").help_text,
        error_messages={"required": gettext_lazy("Say why these words stay.")},
    )


class KeptWords(TemplateView):
    """What is found in the saved draft of a page or snippet, and what of it is kept and why."""

    template_name = "cms/admin/terminology/kept.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        draft = saved_draft(kwargs["app_label"], kwargs["model_name"], kwargs["pk"], user)
        found = findings_in(draft)
        in_force = {one.exemption.pk for one in found if one.exemption}
        labels = {place.path: place.label for place in places_of(draft)}
        exemptions = exemptions_of(draft).select_related("granted_by")
        return super().get_context_data(**kwargs) | {
            "page_title": _("Terms in this text"),
            "header_title": _("Terms in this text"),
            "page_subtitle": str(draft),
            "header_icon": "openquote",
            "edit_url": AdminURLFinder(user).get_edit_url(draft),
            "addresses": kept_addresses(draft),
            "may_keep": may_exempt(user, draft),
            "summary": wording.summary_of([one.finding for one in found if not one.exemption]),
            # Words that a sentence repeats are kept together.
            "found": [
                row_of(one)
                for one in {one.occurrence: one for one in found if not one.exemption}.values()
            ],
            "kept": [
                {
                    "exemption": exemption,
                    "words": wording.quoted(exemption.words),
                    "line": wording.exemption_line(exemption),
                    "label": labels.get(exemption.path, ""),
                    "is_in_force": exemption.pk in in_force,
                }
                for exemption in exemptions
            ],
        }


def row_of(one: PlacedFinding) -> dict[str, Any]:
    """A finding of the saved draft as the page shows it, with the form that keeps its words."""
    path, sentence, match = one.occurrence
    return {
        "finding": one.finding,
        "words": wording.quoted(one.finding.match),
        "label": one.place.label,
        "sentence": one.sentence,
        "severity": wording.severity_label(one.finding),
        "why": wording.reason_for(one.finding),
        "instead": wording.instead_of(one.finding),
        "form": KeepForm(
            initial={"path": path, "sentence": sentence, "match": match},
            auto_id=f"keep-%s-{sentence[:8]}-{one.finding.start}",
        ),
    }


@require_POST
def keep_words(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Record why one occurrence in the saved draft stays as it is."""
    draft = saved_draft(app_label, model_name, pk, request.user)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return refused(request, draft, form.errors.as_data())
    occurrence = (form.cleaned_data[name] for name in ("path", "sentence", "match"))
    found = find_occurrence(draft, *occurrence)
    if found is None:
        unsaved = _("This sentence is not saved as it stands: save the draft first.")
        return refused(request, draft, {"path": [ValidationError(unsaved)]})
    try:
        grant(
            draft,
            found.place.path,
            found.finding,
            form.cleaned_data["kind"],
            form.cleaned_data["reason"],
            request.user,
        )
    except ValidationError as error:
        return refused(request, draft, error.error_dict)
    return done(request, draft, _("“%(words)s” is kept.") % {"words": found.finding.match})


@require_POST
def revoke_exemption(
    request: HttpRequest, app_label: str, model_name: str, pk: str, exemption_pk: int
) -> HttpResponse:
    """Take back what was recorded: the words are found again."""
    draft = saved_draft(app_label, model_name, pk, request.user)
    exemption = get_object_or_404(exemptions_of(draft), pk=exemption_pk)
    revoke(draft, exemption, request.user)
    return done(request, draft, _("“%(words)s” is no longer kept.") % {"words": exemption.words})


def find_occurrence(draft: Any, path: str, sentence: str, match: str) -> PlacedFinding | None:
    """The finding in the saved draft at `path`, in the sentence with that digest."""
    for one in findings_in(draft):
        if one.occurrence == (path, sentence, match):
            return one
    return None


def done(request: HttpRequest, draft: Any, message: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": message})
    messages.success(request, message)
    return redirect(kept_addresses(draft)["kept"])


def refused(request: HttpRequest, draft: Any, errors: dict[str, list[Any]]) -> HttpResponse:
    """Say what is missing: to the editor's script, or on the page that lists the words."""
    message = " ".join(text for error in errors.values() for one in error for text in one.messages)
    if wants_json(request):
        return JsonResponse({"error": message}, status=400)
    messages.error(request, message)
    return redirect(kept_addresses(draft)["kept"])


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
