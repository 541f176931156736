"""The form on a page: shown, sent, refused with everything that was typed still in its place."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise

from cms.middleware import is_demonstration
from network.applications import limits
from network.applications.forms import FORMS, ApplicationForm
from network.applications.links import new_link
from network.applications.seals import new_seal, read_seal
from network.applications.submission import (
    HONEYPOT,
    is_trapped,
    refused_before_reading,
    take_in,
)
from network.models.applications import ApplicationKind
from network.models.consent import ConsentText

SENT = "sent"


def form_context(request: HttpRequest, kind: ApplicationKind, texts: Any) -> dict[str, Any]:
    """What the page's template needs to show the form, or that it has been sent.

    No form while there is no text to agree to.
    """
    if SENT in request.GET:
        return {"form_sent": True}
    consent = ConsentText.objects.in_force()
    if consent is None:
        return {}
    form = FORMS[kind](consent=consent, texts=texts)
    return as_context(form, new_seal().value)


def as_context(form: ApplicationForm, seal: str, refusal: Promise | None = None) -> dict[str, Any]:
    if form.is_bound:
        form.keep_upload()
    return {
        "form": form,
        "form_seal": seal,
        "form_refusal": refusal,
        "has_form_errors": form.is_bound,
        "honeypot": HONEYPOT,
    }


def receive(
    request: HttpRequest, kind: ApplicationKind, texts: Any, page_url: str
) -> HttpResponse | dict[str, Any]:
    """The answer to a form that was sent: a redirect, or the context to show it once more.

    The redirect is the same whether the address and the authority are known or new.
    """
    sent = HttpResponseRedirect(f"{page_url}?{SENT}=1")
    consent = ConsentText.objects.in_force()
    if consent is None or is_trapped(request):
        return sent
    seal = read_seal(request.POST.get("seal", ""))
    if limits.FORM.is_used_up(seal.number):
        return sent  # the button was pressed twice
    refusal = refused_before_reading(request)
    files = None if refusal else request.FILES
    form = FORMS[kind](request.POST, files, consent=consent, texts=texts)
    is_valid = form.is_valid()
    refusal = refusal or seal.refusal
    if refusal or not is_valid:
        return as_context(form, seal.value, refusal)
    application, refusal = take_in(form, seal, request)
    if refusal:
        return as_context(form, seal.value, refusal)
    if application and is_demonstration():
        # No mail leaves a demonstration: the reader goes where the letter would have led.
        return HttpResponseRedirect(urlsplit(new_link(application)).path)
    return sent
