"""The page behind the secret link, and the letters that lead to it."""

import datetime
import logging
import smtplib
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from network.applications import limits
from network.applications.deadlines import ANSWER_WITHIN, CONFIRM_WITHIN, expire_applications
from network.applications.links import new_link
from network.applications.log_filter import HideStatusLinks
from network.applications.transitions import move
from network.models import Actor, Application, ApplicationState, Letter, StatusLink
from tests.network.applications.conftest import (
    Office,
    application,
    filled,
    letters_to,
    link_in,
    section,
    user,
)
from tests.network.applications.pdfs import FILES, plain
from tests.network.applications.test_uploads import pdf

S = ApplicationState


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def status_of(one: Application) -> str:
    one.refresh_from_db()
    return one.state


def in_english(path: str) -> str:
    return path.replace("/uk/", "/en/", 1)


def path_of(one: Application) -> str:
    return in_english(new_link(one).removeprefix("http://localhost"))


def test_from_the_form_to_the_decision(office: Office, client: Client, committed: Any) -> None:
    with committed():
        client.post("/en/join/", filled())
    one = Application.objects.get()
    page = in_english(link_in(mail.outbox[0]))
    # A program that reads mail follows the link; that confirms nothing.
    for _time in range(2):
        assert client.get(page).status_code == 200
    assert status_of(one) == "received"
    # No cookie is needed, for the page is opened in whatever shows the mail.
    with committed():
        bare = Client(enforce_csrf_checks=True)
        assert bare.post(page, {"action": "confirm"}).status_code == 302
        bare.post(page, {"action": "confirm"})
    assert status_of(one) == "confirmed" and one.confirmed_at
    assert len(letters_to("olena@example.org")) == 2
    (notice,) = letters_to("coordinator@example.org")
    assert f"/admin/applications/{one.pk}/" in notice.body
    assert letters_to("secretariat@example.org") == []

    by_coordinator = {"by": office.coordinator, "actor": Actor.COORDINATOR}
    with committed():
        move(one.pk, S.UNDER_REVIEW, **by_coordinator)
        move(one.pk, S.MORE_INFORMATION, reason="How many people?", **by_coordinator)
    question = letters_to("olena@example.org")[-1]
    assert "How many people?" in question.body
    page = in_english(link_in(question))
    assert "How many people?" in client.get(page).content.decode()
    empty = client.post(page, {"action": "answer", "answer": " "}).content.decode()
    assert 'role="alert"' in empty and "<title>Error:" in empty
    with committed():
        client.post(page, {"action": "answer", "answer": "12,000", "document": pdf()})
    assert status_of(one) == "under_review" and one.decision_document.read() == plain()
    assert one.transitions.last().reason == "12,000"
    assert "12,000" not in "".join(letter.body for letter in mail.outbox)
    with committed():
        move(one.pk, S.RECOMMENDED, **by_coordinator)
    assert len(letters_to("secretariat@example.org")) == 1
    with committed():
        reason = {"reason": "Not an authority."}
        move(one.pk, S.DECLINED, by=office.secretariat, actor=Actor.SECRETARIAT, **reason)
    assert "Not an authority." in letters_to("olena@example.org")[-1].body
    html = client.get(page).content.decode()
    assert "Not an authority." in html and "<form method" not in html
    assert one.reference in html


def test_the_page_is_for_the_applicant_alone(office: Office, client: Client) -> None:
    one = application(office.consent)
    page = path_of(one)
    token = page.split("/")[-2]
    assert len(token) >= 22
    assert not StatusLink.objects.filter(digest__contains=token).exists()
    answer = client.get(page)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    html = answer.content.decode()
    assert 'rel="canonical"' not in html and 'rel="alternate" hreflang' not in html
    for secret in ("Olena", "olena@", "coordinator"):
        assert secret not in html
    for wrong in (token[:-1], token + "A", token.swapcase(), "x" * 500, one.reference):
        assert client.get(f"/en/join/status/{wrong}/").status_code == 404
    record = logging.LogRecord("django", 30, "", 1, "Not Found: %s", (page,), None)
    HideStatusLinks().filter(record)
    assert token not in record.getMessage()
    one.status_links.all().delete()
    gone = client.get(page)
    assert gone.status_code == 404
    assert "<title>This link opens nothing any more" in gone.content.decode()


def test_an_applicant_can_upload_and_withdraw_while_it_is_open(
    office: Office, client: Client, committed: Any
) -> None:
    one = application(office.consent)
    page = path_of(one)
    hostile = pdf(FILES["starts a program"][0]())
    refused = client.post(page, {"action": "upload", "document": hostile}).content.decode()
    assert "contains programs or forms" in refused
    with committed():
        for _time in range(4):
            assert client.post(page, {"action": "upload", "document": pdf()}).status_code == 302
    one.refresh_from_db()
    assert one.decision_document.read() == plain()
    storage = one.decision_document.storage
    assert len([n for n in storage.listdir("decisions")[1] if n in one.decision_document.name]) == 1
    # Those who handle it are told, but not as often as somebody likes.
    assert len(letters_to("coordinator@example.org")) == limits.DOCUMENT_NOTICES.uses
    assert "tick the box" in client.post(page, {"action": "withdraw"}).content.decode()
    with committed():
        client.post(page, {"action": "withdraw", "sure": "yes"})
    assert status_of(one) == "withdrawn"
    name = one.decision_document.name
    for action in ("upload", "answer", "withdraw", "confirm"):
        values = {"action": action, "answer": "x", "sure": "yes", "document": pdf()}
        assert client.post(page, values).status_code in (200, 302)
    one.refresh_from_db()
    assert (one.state, one.decision_document.name) == ("withdrawn", name)


def test_links_and_questions_end(office: Office, client: Client, committed: Any) -> None:
    late = timezone.now() - max(CONFIRM_WITHIN, ANSWER_WITHIN) - datetime.timedelta(days=1)
    waiting = application(office.consent, state=S.RECEIVED, confirmed_at=None)
    Application.objects.filter(pk=waiting.pk).update(received_at=late)
    assert "Confirm my address" not in client.get(path_of(waiting)).content.decode()
    client.post(path_of(waiting), {"action": "confirm"})
    assert status_of(waiting) == "received"
    asked = application(office.consent)
    decision = {"by": office.coordinator, "actor": Actor.COORDINATOR, "reason": "Why?"}
    move(asked.pk, S.MORE_INFORMATION, **decision)
    fresh = application(office.consent, state=S.RECEIVED, confirmed_at=None)
    with committed():
        assert expire_applications() == 1
    asked.transitions.update(at=late)
    with committed():
        assert expire_applications() == 1
    assert [status_of(one) for one in (waiting, asked, fresh)] == ["expired", "expired", "received"]
    # Whoever never confirmed the address gets no further letter.
    assert len(mail.outbox) == 1


def test_the_same_answer_whoever_is_known(office: Office, client: Client, committed: Any) -> None:
    application(office.consent, state=S.ACCEPTED)
    answers = []
    for typed in ({}, {"authority_name": "Nobody", "email": "new@example.org"}):
        with committed():
            response = client.post("/en/join/", filled(**typed))
        answers.append((response.status_code, response.url, client.get(response.url).content))
    assert answers[0] == answers[1]
    known, new = mail.outbox
    strip = [
        letter.body.replace(link_in(letter), "").replace(reference, "")
        for letter, reference in (
            (letter, letter.subject.rpartition(" ")[2]) for letter in (known, new)
        )
    ]
    assert strip[0] == strip[1]


def test_a_mail_server_that_fails_loses_nothing(
    office: Office, client: Client, committed: Any, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = smtplib.SMTPRecipientsRefused({"olena@example.org": (550, b"no")})
    with patch.object(EmailMessage, "send", side_effect=refusal), committed():
        assert client.post("/en/join/", filled()).status_code == 302
    one = Application.objects.get()
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.attempts) == (None, 1)
    assert letter.error == "SMTPRecipientsRefused"
    assert "olena" not in caplog.text
    fails = patch.object(EmailMessage, "send", side_effect=ConnectionRefusedError)
    with fails, pytest.raises(CommandError):
        call_command("send_letters")
    call_command("send_letters")
    call_command("send_letters")
    (sent,) = mail.outbox
    client.post(link_in(sent), {"action": "confirm"})
    assert status_of(one) == "confirmed"


def test_each_is_written_to_in_the_own_language(
    office: Office, client: Client, committed: Any
) -> None:
    UserProfile.objects.create(user=office.coordinator, preferred_language="fr")
    one = application(office.consent, state=S.RECEIVED, confirmed_at=None)
    seen = []

    def remember(letter: str, context: dict[str, Any]) -> str:
        from django.utils.translation import get_language

        seen.append((letter.rpartition("/")[2], get_language()))
        return "text"

    with patch("network.applications.letter_texts.render_to_string", remember), committed():
        move(one.pk, S.CONFIRMED, by=None, actor=Actor.APPLICANT)
    assert sorted(seen) == [("confirmed.txt", "uk"), ("notice_new.txt", "fr")]


def test_without_a_coordinator_the_secretariat_is_told(office: Office, committed: Any) -> None:
    greece = section("GR")
    retired = user("retired", group=greece.group)
    greece.retired_at = timezone.now()
    greece.save()
    one = application(office.consent, state=S.RECEIVED, confirmed_at=None, country="GR")
    with committed():
        move(one.pk, S.CONFIRMED, by=None, actor=Actor.APPLICANT)
    assert letters_to(retired.email) == letters_to(office.coordinator.email) == []
    assert len(letters_to(office.secretariat.email)) == 1
