"""National networks, their meetings and the register over the API."""

import datetime
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from network.models import Membership, NetworkCoordinator, NetworkPage, NetworkSection
from network.models.register import AuthorityName
from tests import factories
from tests.factories import Tree, authority, meeting_page, network_page

NETWORKS = "/api/v1/networks"
MEETINGS = "/api/v1/meetings"
PARTICIPANTS = "/api/v1/participants"


@pytest.fixture
def ukraine(tree: Tree) -> NetworkPage:
    page = network_page(
        tree.networks,
        slug="ukraine",
        title="Ukrainian Alliance",
        country="UA",
        founded_on=datetime.date(2017, 11, 1),
        founded_precision="month",
        introduction="Founded by nine authorities.",
        body=json.dumps(factories.all_blocks()),
        aliases=False,
    )
    founder = NetworkPage.founders.rel.related_model
    lviv = authority(key="lviv", name="Львів")
    for order, (name, kind, row) in enumerate(
        [
            ("Zaporizhia", "state_region", None),
            ("Lviv", "city", lviv),
            ("Odessa", "state_region", None),
        ]
    ):
        page.founders.add(
            founder(name=name, kind=kind, authority=row, sort_order=order, locale=page.locale)
        )
    page.save_revision().publish()
    factories.ensure_aliases(page)
    return NetworkPage.objects.get(pk=page.pk)


def items(client: Client, address: str, **parameters: Any) -> list[dict[str, Any]]:
    response = client.get(address, parameters)
    assert response.status_code == 200, response.content
    return response.json()["items"]


def test_network_is_found_by_id_and_by_slug(client: Client, ukraine: NetworkPage) -> None:
    by_id = client.get(f"{NETWORKS}/{ukraine.pk}").json()
    by_slug = client.get(f"{NETWORKS}/ukraine").json()
    assert by_id == by_slug
    assert by_id["title"] == "Ukrainian Alliance"
    assert by_id["founded_on"] == "2017-11-01"
    assert by_id["founded_precision"] == "month"
    assert len(by_id["body"]) == 9


def test_founders_stand_by_kind_in_their_order_with_labels_in_the_language(
    client: Client, ukraine: NetworkPage
) -> None:
    english, ukrainian = (
        client.get(f"{NETWORKS}/ukraine", {"locale": code}).json() for code in ("en", "uk")
    )
    groups = english["founders_by_kind"]
    assert [(group["kind"], group["label"]) for group in groups] == [
        ("state_region", "Regional State Administrations"),
        ("city", "Cities"),
    ]
    assert [founder["name"] for founder in groups[0]["founders"]] == ["Zaporizhia", "Odessa"]
    assert groups[1]["founders"][0]["authority_key"] == "lviv"
    assert ukrainian["is_fallback"] is True
    assert ukrainian["country"] == {"code": "UA", "name": "Україна"}


def test_members_are_the_present_ones_named_in_the_language(
    client: Client, ukraine: NetworkPage
) -> None:
    lviv = authority(name="Львів", is_example=True)
    AuthorityName.objects.create(authority=lviv, language="en", name="Lviv")
    gone = authority(name="Gone")
    Membership.objects.create(authority=lviv, network=ukraine)
    Membership.objects.create(authority=gone, network=ukraine, left_on=datetime.date(2018, 1, 1))
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Membership.objects.create(authority=authority(), network=ukraine, joined_on=tomorrow)
    members = client.get(f"{NETWORKS}/ukraine").json()["members"]
    assert [(member["name"], member["official_name"]) for member in members] == [("Lviv", "Львів")]
    assert members[0]["is_example"] is True
    french = client.get(f"{NETWORKS}/ukraine", {"locale": "fr"}).json()["members"]
    assert french[0]["name"] == "Львів"


def test_a_member_entered_by_two_pages_of_a_network_is_listed_once(
    tree: Tree, client: Client, ukraine: NetworkPage
) -> None:
    lviv = authority(name="Львів")
    for page in (ukraine, tree.translation_of(ukraine, "uk")):
        Membership.objects.create(authority=lviv, network=page)
    members = client.get(f"{NETWORKS}/ukraine").json()["members"]
    assert [member["name"] for member in members] == ["Львів"]


def test_networks_are_listed_in_the_language(client: Client, ukraine: NetworkPage) -> None:
    assert [item["slug"] for item in items(client, NETWORKS)] == ["ukraine"]
    assert items(client, NETWORKS, locale="fr") == []
    fallback = items(client, NETWORKS, locale="fr", fallback="true")[0]
    assert (fallback["served_locale"], fallback["is_fallback"]) == ("en", True)


def test_meeting_has_its_time_in_the_zone_of_the_place(
    client: Client, ukraine: NetworkPage
) -> None:
    meeting = meeting_page(
        ukraine, title="Local action", ordinal=2, start_time=datetime.time(10, 0)
    )
    item = client.get(f"{MEETINGS}/{meeting.pk}").json()
    assert item["starts_at"] == "2019-02-26T10:00:00+02:00"
    assert item["ends_at"] is None
    assert item["timezone"] == "Europe/Kyiv"
    assert item["network"]["title"] == "Ukrainian Alliance"
    day_only = meeting_page(ukraine)
    assert client.get(f"{MEETINGS}/{day_only.pk}").json()["starts_at"] is None


def test_meetings_are_narrowed_by_network_and_by_time(
    tree: Tree, client: Client, ukraine: NetworkPage
) -> None:
    greece = network_page(tree.networks, slug="greece", country="GR")
    today = timezone.localdate()
    meeting_page(ukraine, title="Past")
    meeting_page(
        ukraine, title="Ends today", start_date=today - datetime.timedelta(2), end_date=today
    )
    meeting_page(greece, title="Tomorrow", start_date=today + datetime.timedelta(1))

    def titles(**parameters: str) -> list[str]:
        return [item["title"] for item in items(client, MEETINGS, **parameters)]

    assert titles() == ["Tomorrow", "Ends today", "Past"]
    assert titles(upcoming="true", order="start_date") == ["Ends today", "Tomorrow"]
    assert titles(upcoming="false") == ["Past"]
    assert titles(network="ukraine") == ["Ends today", "Past"]
    assert titles(network="nowhere") == []


def test_meetings_of_a_private_network_are_invisible(client: Client, ukraine: NetworkPage) -> None:
    meeting = meeting_page(ukraine)
    PageViewRestriction.objects.create(page=ukraine, restriction_type="login")
    assert items(client, MEETINGS, fallback="true", locale="fr") == []
    assert items(client, MEETINGS) == []
    assert items(client, NETWORKS) == []
    assert client.get(f"{MEETINGS}/{meeting.pk}").status_code == 404
    assert client.get(f"{NETWORKS}/ukraine").status_code == 404
    assert client.get(f"{NETWORKS}/ukraine", {"locale": "uk"}).status_code == 404


def test_participants_are_the_active_ones_with_the_counter(tree: Tree, client: Client) -> None:
    factories.participation(1, authority_name="Kragujevac", authority_country="RS")
    factories.participation(
        2, authority_name="Example", authority_country="GR", authority_is_example=True
    )
    factories.participation(3, left_on=datetime.date(2019, 1, 1))
    factories.participation(4, joined_on=datetime.date(2999, 1, 1))
    answer = client.get(PARTICIPANTS).json()
    assert answer["counter"] == {"participants": 2, "countries": 2}
    assert [
        (row["number"], row["authority"]["name"], row["authority"]["is_example"])
        for row in answer["items"]
    ] == [(1, "Kragujevac", False), (2, "Example", True)]
    greek = client.get(PARTICIPANTS, {"country": "GR", "locale": "fr"}).json()
    assert (greek["count"], greek["counter"]["participants"]) == (1, 2)
    assert greek["items"][0]["authority"]["country"] == {"code": "GR", "name": "Grèce"}


def test_participants_are_named_in_the_language(tree: Tree, client: Client) -> None:
    row = factories.participation(1, authority_name="Львів", authority_name_language="uk")
    AuthorityName.objects.create(authority=row.authority, language="fr", name="Lviv")
    for locale, name, language in (("fr", "Lviv", "fr"), ("en", "Львів", "uk")):
        found = items(client, PARTICIPANTS, locale=locale)[0]["authority"]
        assert (found["name"], found["name_language"]) == (name, language)
        full = client.get(f"/api/v1/authorities/{row.authority.key}", {"locale": locale}).json()
        assert (full["name"], full["name_language"]) == (name, language)


def test_network_tells_whom_to_turn_to_and_that_it_is_retired(
    tree: Tree, client: Client, ukraine: NetworkPage
) -> None:
    root = Collection.get_first_root_node()
    hidden = root.add_child(instance=Collection(name="Hidden"))
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    documents = [
        factories.document(title="Charter"),
        factories.document(title="Secret", collection=hidden),
    ]
    ukraine.documents = [
        {"type": "document", "value": {"document": document.pk, "label": ""}}
        for document in documents
    ]
    ukraine.contact_email = "office@lviv.example"
    ukraine.coordinators.add(
        NetworkCoordinator(name="Olena Koval", office="Chair", locale=ukraine.locale)
    )
    ukraine.save_revision().publish()
    answer = client.get(f"{NETWORKS}/ukraine").json()
    assert answer["contact"]["email"] == "office@lviv.example"
    assert answer["coordinators"] == [{"name": "Olena Koval", "office": "Chair"}]
    assert [item["document"]["title"] for item in answer["documents"]] == ["Charter"]
    assert client.get(answer["calendar_url"]).status_code == 200
    assert answer["is_retired"] is False
    NetworkSection.objects.create(
        country="UA",
        slug="ukraine",
        network_key=ukraine.translation_key,
        retired_at=timezone.now(),
    )
    cache.clear()
    assert client.get(f"{NETWORKS}/ukraine").json()["is_retired"] is True
    assert items(client, NETWORKS)[0]["is_retired"] is True
