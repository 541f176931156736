"""The page behind the secret link: where an application stands, and what the applicant can do."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from cms.middleware import is_demonstration
from cms.view_languages import require_site, same_address_in_other_languages
from network.applications import limits
from network.applications.deadlines import confirmation_ended
from network.applications.letters import handlers, notify
from network.applications.links import find
from network.applications.status_texts import TEXTS, steps
from network.applications.transitions import NotAllowed, move, next_states
from network.applications.uploads import check_pdf
from network.models.applications import Actor, Application, ApplicationKind, ApplicationState
from network.models.letters import LetterKind

S = ApplicationState
LONGEST_ANSWER = 4000


# Whoever knows the address may act for the applicant: a cookie would add nothing, and the check of
# one writes the address, secret and all, into the log.
@csrf_exempt
def status_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the application stands; a form on the page, sent by POST, acts on it.

    Nothing happens on GET: programs that read mail follow links.
    """
    require_site(request)
    application = find(token)
    if application is None or application.erased_at is not None:
        template = "network/applications/no_status.html"
        texts = {**context(request), "title": _("This link opens nothing any more")}
        return private(render(request, template, texts, status=404))
    error: dict[str, ValidationError] = {}
    if request.method == "POST":
        error = act(application, request)
        if not error:
            return private(HttpResponseRedirect(request.path))
        application.refresh_from_db()
    texts = {**context(request), **status_context(application), "error": error}
    if error:
        texts["answer"] = request.POST.get("answer", "")
    return private(render(request, "network/applications/status.html", texts))


def private(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and search engines, and its address out of other sites' logs."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def context(request: HttpRequest) -> dict[str, Any]:
    languages = same_address_in_other_languages(request)["languages"]
    return {"title": _("Your application"), "languages": languages}


def status_context(application: Application) -> dict[str, Any]:
    """What the page says of `application`, and which forms it shows."""
    moves = next_states(application, Actor.APPLICANT)
    ended = confirmation_ended(application)
    return {
        "application": application,
        "texts": TEXTS["ended" if ended else application.state],
        "steps": steps(application),
        "question": question(application),
        "may_confirm": S.CONFIRMED in moves and not ended,
        "may_answer": application.state == S.MORE_INFORMATION,
        "may_withdraw": S.WITHDRAWN in moves and application.confirmed_at is not None,
        "may_upload": may_upload(application),
        "is_demo": is_demonstration(),
    }


def question(application: Application) -> str:
    """What those who handle the application have asked or answered last; may be empty."""
    if application.state not in (S.MORE_INFORMATION, S.DECLINED):
        return ""
    last = application.transitions.filter(to_state=application.state).last()
    return last.reason if last else ""


def may_upload(application: Application) -> bool:
    return (
        application.kind == ApplicationKind.AUTHORITY
        and application.confirmed_at is not None
        and not application.is_closed
    )


def act(application: Application, request: HttpRequest) -> dict[str, ValidationError]:
    """Do what the form on the page asks for. Returns what is amiss, by the name of the form."""
    wanted = request.POST.get("action", "")
    action = ACTIONS.get(wanted)
    if action is None:
        return {}
    if not limits.STATUS_POSTS.use(f"{application.pk}"):
        return {wanted: ValidationError(_("This was too often. Please try again in an hour."))}
    try:
        action(application, request)
    except ValidationError as refusal:
        return {wanted: refusal}
    return {}


def confirm(application: Application, request: HttpRequest) -> None:
    if application.confirmed_at is not None:
        return  # the button was pressed twice
    if confirmation_ended(application):
        raise NotAllowed(_("This link has ended. Please send the form once more."))
    move(application.pk, S.CONFIRMED, by=None, actor=Actor.APPLICANT)


def answer(application: Application, request: HttpRequest) -> None:
    text = request.POST.get("answer", "").replace("\0", "").strip()
    if not text:
        raise ValidationError(_("Please write an answer."))
    if len(text) > LONGEST_ANSWER:
        message = _("Please write at most %(count)d characters.")
        raise ValidationError(message, params={"count": LONGEST_ANSWER})
    with transaction.atomic():
        if document := uploaded(request):
            store_document(application, document)
        move(application.pk, S.UNDER_REVIEW, by=None, actor=Actor.APPLICANT, reason=text)


def withdraw(application: Application, request: HttpRequest) -> None:
    if request.POST.get("sure") != "yes":
        raise ValidationError(_("Please tick the box if you want to withdraw the application."))
    move(application.pk, S.WITHDRAWN, by=None, actor=Actor.APPLICANT)


def upload(application: Application, request: HttpRequest) -> None:
    document = uploaded(request)
    if document is None:
        raise ValidationError(_("Please choose a file."))
    store_document(application, document)


def uploaded(request: HttpRequest) -> UploadedFile | None:
    document = request.FILES.get("document")
    return document if isinstance(document, UploadedFile) else None


def store_document(application: Application, document: UploadedFile) -> None:
    """Keep the decision in the place of one that is there, and tell who handles the application."""
    check_pdf(document)
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if not may_upload(locked) or locked.erased_at is not None:
            raise NotAllowed(_("Nothing can be added to this application any more."))
        old, storage = locked.decision_document.name, locked.decision_document.storage
        locked.decision_document.save("decision.pdf", document, save=False)
        locked.save(update_fields=["decision_document"])
        if old:
            transaction.on_commit(lambda: storage.delete(old))
        if limits.DOCUMENT_NOTICES.use(f"{locked.pk}"):
            notify(handlers(locked), locked, LetterKind.NOTICE_DOCUMENT)


ACTIONS: dict[str, Callable[[Application, HttpRequest], None]] = {
    "confirm": confirm,
    "answer": answer,
    "withdraw": withdraw,
    "upload": upload,
}
