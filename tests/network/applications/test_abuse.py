"""Programs that send forms: what they bring in, and what they make the site send."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from network.applications import limits, seals
from network.applications.submission import HONEYPOT
from network.models import Application, UseCount
from tests.network.applications.conftest import Office, filled


@pytest.fixture
def post(client: Client, django_capture_on_commit_callbacks: Any) -> Any:
    def post(address: str = "", **values: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answers = filled(**values)
            return client.post("/en/join/", answers, REMOTE_ADDR=address or "192.0.2.1")

    return post


def test_what_nobody_sees_stays_empty(office: Office, post: Any) -> None:
    assert post(**{HONEYPOT: "1"}).status_code == 302
    assert not Application.objects.exists() and mail.outbox == []


def test_a_form_is_taken_once(office: Office, client: Client) -> None:
    answers = filled()
    responses = [client.post("/en/join/", answers) for _time in range(3)]
    assert {response.url for response in responses} == {"/en/join/?sent=1"}
    assert Application.objects.count() == 1


def test_an_address_gets_few_letters_and_hears_nothing_of_it(office: Office, post: Any) -> None:
    urls = {post(f"192.0.2.{n}", email="Victim@example.org").url for n in range(5)}
    assert urls == {"/en/join/?sent=1"}
    assert len(mail.outbox) == limits.LETTERS_TO_ADDRESS.uses == Application.objects.count()


def test_a_visitor_and_all_together_send_so_many(
    office: Office, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit("few", 1, limits.HOUR)
    monkeypatch.setattr(limits, "APPLICATIONS_OF_CLIENT", few)
    assert post("192.0.2.1", email="a@example.org").status_code == 302
    refused = post("192.0.2.1", email="b@example.org")
    assert "Too many forms" in refused.content.decode()
    assert 'value="b@example.org"' in refused.content.decode()
    # The same network of IPv6 is the same visitor.
    assert post("2001:db8::1", email="c@example.org").status_code == 302
    assert post("2001:db8::2", email="d@example.org").status_code == 200
    monkeypatch.setattr(limits, "APPLICATIONS_OF_CLIENT", limits.Limit("many", 9, limits.HOUR))
    monkeypatch.setattr(limits, "APPLICATIONS_OF_NETWORK", few)
    assert post("192.0.2.9", email="e@example.org").status_code == 302
    assert post("192.0.2.10", email="f@example.org").status_code == 200
    assert Application.objects.count() == 3


def test_when_very_many_forms_arrive_people_wait_and_nobody_is_shut_out(
    office: Office, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "APPLICATIONS_OF_ALL", limits.Limit("all", 1, limits.HOUR))
    monkeypatch.setattr(limits, "POSTS_OF_ALL", limits.Limit("all-posts", 1, limits.HOUR))
    monkeypatch.setattr(seals, "PATIENT", datetime.timedelta(minutes=1))
    for number in range(3):
        hasty = post(f"198.51.{number}.1", email=f"{number}@example.org")
    assert "wait a minute" in hasty.content.decode()
    assert 'value="2@example.org"' in hasty.content.decode()
    assert Application.objects.count() == 1

    monkeypatch.setattr(seals, "PATIENT", datetime.timedelta(seconds=-1))
    share = limits.APPLICATIONS_OF_NETWORK_THEN.uses
    answers = [post(f"203.0.113.{n}", email=f"p{n}@example.org") for n in range(share + 1)]
    assert [answer.status_code for answer in answers] == [302] * share + [200]
    assert post("198.51.7.1", email="mayor@example.org").status_code == 302


def test_posts_are_counted_before_an_upload_is_read(
    office: Office, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "POSTS_OF_CLIENT", limits.Limit("none", 0, limits.HOUR))
    monkeypatch.setattr(
        "network.applications.uploads.verdict_on", lambda content: pytest.fail("it was read")
    )
    from tests.network.applications.test_uploads import pdf

    assert "Too many forms" in post(decision_document=pdf()).content.decode()


def test_counts_tell_nobody_who_was_counted(office: Office, post: Any) -> None:
    post("192.0.2.77")
    kept = " ".join(UseCount.objects.values_list("key", flat=True))
    assert "192.0.2" not in kept and "olena" not in kept
