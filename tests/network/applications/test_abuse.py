"""Programs that send forms: what they bring in, and what they make the site send."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from network.applications import limits
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
    assert post(fax_number="1").status_code == 302
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
    monkeypatch.setattr(limits, "APPLICATIONS_OF_ALL", limits.Limit("all", 1, limits.HOUR))
    assert post("192.0.2.8", email="e@example.org").status_code == 302
    assert post("192.0.2.9", email="f@example.org").status_code == 200
    assert Application.objects.count() == 3


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
