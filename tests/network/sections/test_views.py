"""The secretariat keeps the networks in the admin; nobody else gets there."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.site.groups import coordinator_group, provision_groups
from network.models import NetworkPage, NetworkSection
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

INDEX, ADD = "network_sections", "network_section_add"
FORM = {
    "country": "PL",
    "language": "en",
    "title": "Polish network",
    "slug": "",
    "languages": ["en", "fr"],
    "coordinators": "anna@lodz.example\njan@lodz.example",
    "mail_language": "fr",
}


@pytest.fixture
def secretariat(tree: Tree, client: Client, django_user_model: Any) -> Client:
    user = django_user_model.objects.create(username="secretary")
    user.groups.add(provision_groups()["secretariat"])
    client.force_login(user)
    return client


def errors_of(answer: Any) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(
        error.get_text(" ", strip=True) for error in soup.select(".w-field__errors, .error")
    )


def test_a_network_is_added_with_its_coordinators_in_one_form(
    secretariat: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = secretariat.post(reverse(ADD), FORM, follow=True)

    section = NetworkSection.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("network_section", args=[section.pk])
    assert section.languages == ["en", "fr"]
    assert section.group.user_set.count() == 2
    assert sorted(message.to[0] for message in mail.outbox) == FORM["coordinators"].split()
    assert all("Pologne" in message.subject for message in mail.outbox)
    listed = secretariat.get(reverse(INDEX)).content.decode()
    assert "2 coordinators" in listed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"coordinators": "anna@lodz.example\nno address"}, "“no address” is no e-mail address."),
        ({"languages": ["fr"]}, "The language of the page is missing here."),
        ({"country": "UA"}, "UA is not one of the available choices"),
        ({"slug": "taken"}, "Another network is called"),
        ({"coordinators": "gone@x.example"}, "closed"),
    ],
)
def test_a_mistake_is_told_at_its_place_and_nothing_is_lost_or_half_made(
    wrong: dict[str, Any], words: str, secretariat: Client, tree: Tree, django_user_model: Any
) -> None:
    coordinator_group(factories.network_page(tree.networks, slug="taken", country="UA"))
    django_user_model.objects.create(username="gone", email="gone@x.example", is_active=False)

    answer = secretariat.post(reverse(ADD), {**FORM, **wrong})

    assert answer.status_code == 200
    assert words in errors_of(answer)
    assert 'value="Polish network"' in answer.content.decode()
    assert not NetworkSection.objects.filter(country="PL").exists()
    assert not NetworkPage.objects.filter(country="PL").exists()
    assert mail.outbox == []


def test_drift_is_shown_and_mended_and_the_network_retired_and_begun_again(
    secretariat: Client, tree: Tree
) -> None:
    coordinator_group(factories.network_page(tree.networks, country="UA"))
    section = NetworkSection.objects.get()
    address = reverse("network_section", args=[section.pk])
    assert "To be mended" not in secretariat.get(address).content.decode()
    section.group.page_permissions.first().delete()
    assert "To be mended" in secretariat.get(address).content.decode()
    secretariat.post(address, {"put_right": "1"})
    assert "To be mended" not in secretariat.get(address).content.decode()

    retire = reverse("network_section_retire", args=[section.pk])
    for button, is_retired in [("retire", True), ("reactivate", False)]:
        secretariat.post(retire, {button: "1"})
        section.refresh_from_db()
        assert section.is_retired is is_retired
        assert section.group.page_permissions.exists() is not is_retired
        assert "To be mended" not in secretariat.get(address).content.decode()


def test_people_are_invited_once_more_and_removed(
    secretariat: Client, tree: Tree, django_capture_on_commit_callbacks: Any
) -> None:
    coordinator_group(factories.network_page(tree.networks, country="UA"))
    section = NetworkSection.objects.get()
    address = reverse("network_section", args=[section.pk])

    def send(**fields: Any) -> int:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert secretariat.post(address, fields).status_code == 302
        return len(mail.outbox)

    invitation = {"invite": "1", "coordinators": "a@x.example", "mail_language": "uk"}
    assert send(**invitation) == 1
    assert send(**invitation) == 0
    person = section.group.user_set.get()
    assert send(again=person.pk) == 1
    assert send(remove=person.pk) == 0
    assert not section.group.user_set.exists()
    assert send(remove=person.pk) == send(remove="x" * 50) == 0


def test_coordinators_and_editors_stay_outside(
    tree: Tree, client: Client, django_user_model: Any
) -> None:
    groups = provision_groups()
    own = coordinator_group(factories.network_page(tree.networks, country="UA"))
    section = NetworkSection.objects.get()
    for name, group in [("editor", groups["editors"]), ("olena", own)]:
        user = django_user_model.objects.create(username=name)
        user.groups.add(group)
        client.force_login(user)
        for address in (
            reverse(INDEX),
            reverse(ADD),
            reverse("network_section", args=[section.pk]),
            reverse("network_section_retire", args=[section.pk]),
        ):
            assert client.get(address).status_code == 302
            assert client.post(address, {**FORM, "retire": "1"}).status_code == 302
    assert NetworkSection.objects.get().retired_at is None
