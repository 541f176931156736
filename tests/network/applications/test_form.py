"""The form as applicants meet it: what is stored, what is refused, and that nothing is lost."""

import pytest
from django.core import mail
from django.test import Client

from network.models import Application
from tests.network.applications.conftest import (
    Office,
    filled,
    link_in,
)

pytestmark = pytest.mark.django_db(transaction=False)


def test_an_authority_applies_and_is_asked_to_confirm(
    office: Office, client: Client, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/join/", filled(client))
    assert answer.status_code == 302
    assert "look into your mail" in client.get(answer.url).content.decode()
    application = Application.objects.get()
    assert (application.state, application.country) == ("received", "UA")
    assert application.consent == office.consent
    (letter,) = mail.outbox
    assert letter.to == ["olena@example.org"]
    assert application.reference in letter.subject
    assert "Тестова" not in letter.body + letter.subject
    assert link_in(letter).startswith("/uk/join/status/")
