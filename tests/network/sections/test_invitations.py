"""Coordinators are invited by a mail with a link that works once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.users.models import UserProfile

from network.models import NetworkSection
from network.sections.invitations import Outcome, invite, remove
from network.sections.provisioning import coordinator_group
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(tree: factories.Tree) -> NetworkSection:
    coordinator_group(factories.network_page(tree.networks, country="UA"))
    return NetworkSection.objects.get()


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any) -> Any:
    """Invites, and returns what came of it with the mails that went out."""

    def send(*args: Any, **kwargs: Any) -> tuple[Outcome, list[Any]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            outcome = invite(*args, **kwargs)
        return outcome, list(mail.outbox)

    return send


def link_in(message: Any) -> str:
    return re.search(r"https?://[^/]+(/admin/password_reset/confirm/\S+)", message.body)[1]


def choose_password(client: Client, link: str) -> bool:
    """Follow the link of a mail and choose a password. Returns whether the link was good."""
    answer = client.get(link, follow=True)
    if not answer.context["validlink"]:
        return False
    new = "a long one for the town"
    client.post(
        answer.request["PATH_INFO"], {"new_password1": new, "new_password2": new}, follow=True
    )
    return True


def test_a_new_coordinator_chooses_a_password_once_and_works_in_the_section(
    section: NetworkSection, sent: Any, client: Client, django_user_model: Any
) -> None:
    outcome, (message,) = sent(section, "Olena@lviv.example", language="uk")

    assert outcome is Outcome.INVITED
    assert message.to == ["Olena@lviv.example"]
    assert "Україна" in message.subject
    user = django_user_model.objects.get()
    assert not user.has_usable_password()
    assert UserProfile.get_for_user(user).preferred_language == "uk"
    assert choose_password(client, link_in(message))
    assert not choose_password(Client(), link_in(message))
    assert client.login(username=user.username, password="a long one for the town")
    page = section.group.page_permissions.first().page
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_who_is_invited_twice_gets_one_mail_and_a_new_link_only_when_asked(
    section: NetworkSection, sent: Any, client: Client
) -> None:
    _outcome, (first,) = sent(section, "olena@lviv.example")
    assert sent(section, "OLENA@lviv.example") == (Outcome.PRESENT, [])
    outcome, (second,) = sent(section, "olena@lviv.example", again=True)
    assert outcome is Outcome.SENT_AGAIN
    assert not choose_password(Client(), link_in(first))
    assert choose_password(client, link_in(second))


def test_a_link_is_of_one_account_whoever_is_signed_in_and_however_it_is_changed(
    section: NetworkSection, sent: Any, client: Client, django_user_model: Any
) -> None:
    other = django_user_model.objects.create_user("other", "other@x.example", "own words")
    _outcome, (message,) = sent(section, "olena@lviv.example")
    link = link_in(message)
    start, uid, token = link.rstrip("/").rsplit("/", 2)
    of_other = urlsafe_base64_encode(force_bytes(other.pk))
    for changed in (f"{start}/{of_other}/{token}/", f"{start}/{uid}/{token[:-1]}/"):
        assert not choose_password(Client(), changed), changed

    client.force_login(other)
    assert choose_password(client, link)
    other.refresh_from_db()
    assert other.check_password("own words")
    assert section.group not in other.groups.all()
    assert Client().login(username="olena@lviv.example", password="a long one for the town")


def test_the_link_ends_after_the_time_that_the_mail_tells(
    section: NetworkSection, sent: Any, client: Client, settings: Any
) -> None:
    _outcome, (message,) = sent(section, "olena@lviv.example")
    assert "for 3 days" in " ".join(message.body.split())
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert not choose_password(client, link_in(message))


def test_an_account_that_is_there_joins_the_group_and_keeps_all_that_it_has(
    section: NetworkSection, sent: Any, django_user_model: Any
) -> None:
    user = django_user_model.objects.create_user("olena", "olena@lviv.example", "secret words")
    before = django_user_model.objects.values().get()

    outcome, (message,) = sent(section, "olena@lviv.example", language="fr")

    assert outcome is Outcome.ADDED
    assert section.group in user.groups.all()
    assert django_user_model.objects.values().get() == before
    assert "password_reset" not in message.body


def test_nobody_is_invited_who_cannot_be(
    section: NetworkSection, sent: Any, django_user_model: Any
) -> None:
    django_user_model.objects.create(username="gone", email="gone@x.example", is_active=False)
    for name in "ab":
        django_user_model.objects.create(username=name, email="two@x.example")
    wrong = ["", "olena", "a@b.example\r\nBcc: c@d.example", "gone@x.example", "two@x.example"]
    for email in wrong:
        with pytest.raises(ValidationError):
            sent(section, email)
    section.retired_at = timezone.now()
    section.save()
    with pytest.raises(ValidationError):
        sent(section, "olena@lviv.example")
    assert not section.group.user_set.exists()
    assert mail.outbox == []


def test_who_is_removed_keeps_the_account_and_loses_the_section(
    section: NetworkSection, sent: Any, client: Client, django_user_model: Any
) -> None:
    sent(section, "olena@lviv.example")
    user = django_user_model.objects.get()
    client.force_login(user)
    page = section.group.page_permissions.first().page
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert remove(section, user)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 302
    assert not remove(section, user)
