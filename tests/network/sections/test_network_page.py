"""What readers find on the page of a network beside its texts."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from network.models import (
    AuthorityName,
    Membership,
    NetworkCoordinator,
    NetworkFounder,
    NetworkPage,
)
from network.sections.provisioning import coordinator_group
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db


def read(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def document_block(number: int, document: Any, label: str = "") -> dict[str, Any]:
    return {
        "type": "document",
        "value": {"document": document.pk, "label": label},
        "id": f"00000000-0000-4000-8000-0000000000{number:02}",
    }


def test_members_stand_in_the_order_of_the_readers_alphabet_and_lead_to_their_profiles(
    tree: Tree, client: Client
) -> None:
    network = factories.network_page(tree.networks)
    for key, name in [("yalta", "Ялта"), ("irpin", "Ірпінь"), ("lviv", "Львів")]:
        authority = factories.authority(key=key, name=key.title(), is_example=key == "lviv")
        AuthorityName.objects.create(authority=authority, language="uk", name=name)
        Membership.objects.create(authority=authority, network=network)

    links = read(client, tree.translation_of(network, "uk").url).select(
        'section[aria-labelledby="members"] li a'
    )

    assert [link.get_text() for link in links] == ["Ірпінь", "Львів", "Ялта"]
    assert links[1]["href"] == "/uk/authorities/lviv/"
    assert "приклад" in links[1].parent.get_text()


def test_a_founder_stands_under_the_name_of_then_and_leads_to_the_register(
    tree: Tree, client: Client
) -> None:
    lviv = factories.authority(key="lviv", name="Львів")
    network = factories.network_page(tree.networks)
    for name, authority in [("Lvov", lviv), ("A county that is gone", None)]:
        network.founders.add(
            NetworkFounder(name=name, kind="city", authority=authority, locale=network.locale)
        )
    network.save_revision().publish()

    founders = read(client, network.url).select('section[aria-labelledby="founders"] li li')

    assert [" ".join(founder.get_text().split()) for founder in founders] == [
        "Lvov",
        "A county that is gone",
    ]
    assert founders[0].a["href"] == "/en/authorities/lviv/"
    assert founders[1].a is None


def test_only_documents_that_everybody_may_read_are_offered(tree: Tree, client: Client) -> None:
    root = Collection.get_first_root_node()
    hidden = root.add_child(instance=Collection(name="Hidden"))
    below = hidden.add_child(instance=Collection(name="Below"))
    CollectionViewRestriction.objects.create(
        collection=hidden, restriction_type=CollectionViewRestriction.LOGIN
    )
    documents = [
        factories.document(title="Public"),
        factories.document(title="Private", collection=below),
        factories.document(title="Gone"),
    ]
    network = factories.network_page(
        tree.networks,
        documents=[document_block(n, document) for n, document in enumerate(documents)],
    )
    documents[2].delete()

    links = read(client, network.url).select('section[aria-labelledby="documents"] a')

    assert [link.get_text() for link in links] == ["Public"]


def test_the_office_and_those_who_agreed_are_named_and_accounts_never(
    tree: Tree, client: Client, django_user_model: Any
) -> None:
    network = factories.network_page(
        tree.networks,
        contact_office="City Hall, Lviv",
        contact_email="office@lviv.example",
        contact_phone="+380 (32) 123-45",
    )
    network.coordinators.add(
        NetworkCoordinator(name="Olena Koval", office="Secretary", locale=network.locale)
    )
    network.save_revision().publish()
    account = django_user_model.objects.create(
        username="taras", email="taras@lviv.example", first_name="Taras", last_name="Melnyk"
    )
    account.groups.add(coordinator_group(network))

    aside = read(client, network.url).aside

    assert aside.select_one('a[href="mailto:office@lviv.example"]')
    assert aside.select_one('a[href="tel:+3803212345"]')
    assert "City Hall, Lviv" in aside.get_text()
    assert "Olena Koval" in aside.get_text()
    for hidden in ("taras", "Taras", "Melnyk"):
        assert hidden not in str(aside)


def test_a_page_with_everything_stays_within_its_budget(tree: Tree, client: Client) -> None:
    network = factories.network_page(
        tree.networks,
        documents=[document_block(n, factories.document()) for n in range(3)],
        contact_email="office@lviv.example",
    )
    for number in range(3):
        network.coordinators.add(NetworkCoordinator(name=f"P {number}", locale=network.locale))
        network.founders.add(NetworkFounder(name="Town", kind="city", locale=network.locale))
        Membership.objects.create(authority=factories.authority(), network=network)
    network.save_revision().publish()
    factories.meeting_page(network, aliases=False)
    factories.news_page(network, aliases=False, topics=[factories.topic(en="Housing")])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client, network.url)
        return len(captured)

    cache.clear()
    queries()
    assert queries() <= 12


def test_a_section_stays_that_of_its_country(tree: Tree) -> None:
    network = factories.network_page(tree.networks, country="UA")
    network.country = "GR"
    network.full_clean()
    coordinator_group(factories.network_page(tree.networks, country="UA"))
    section = NetworkPage.objects.get(slug="network-2", alias_of=None)
    section.country = "GR"
    with pytest.raises(ValidationError) as refusal:
        section.full_clean()
    assert "country" in refusal.value.message_dict


def test_the_draft_of_a_network_can_be_previewed(tree: Tree, admin_client: Client) -> None:
    network = factories.network_page(tree.networks)
    network.founders.add(NetworkFounder(name="Lvov", kind="city", locale=network.locale))
    network.save_revision()
    draft = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[network.pk]))
    assert "Lvov" in draft.content.decode()
