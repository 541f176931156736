"""The section of a network as its readers see it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.models import Membership, NetworkFounder, NetworkPage
from network.models.register import AuthorityName
from tests import factories
from tests.factories import Tree

FOUNDERS = [
    ("Lviv", "city"),
    ("Volyn", "state_region"),
    ("Uzhhorod", "city"),
    ("Luhansk", "state_region"),
    ("Yavoriv", "state_district"),
]


@pytest.fixture
def ukraine(tree: Tree) -> NetworkPage:
    """A network with founders of several kinds, published with its aliases."""
    network = factories.network_page(
        tree.networks,
        slug="ukraine",
        country="UA",
        founded_on=datetime.date(2018, 9, 1),
        founded_precision="month",
    )
    for name, kind in FOUNDERS:
        network.founders.add(NetworkFounder(name=name, kind=kind, locale=network.locale))
    network.save_revision().publish()
    return NetworkPage.objects.get(pk=network.pk)


def section(client: Client, url: str, name: str) -> list[str]:
    """The texts of a section's entries, without those that hold further ones."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    entries = page.select(f'section[aria-labelledby="{name}"] li')
    return [" ".join(entry.get_text(" ").split()) for entry in entries if not entry.find("li")]


def kinds(client: Client, url: str) -> list[str]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [title.get_text() for title in page.select('section[aria-labelledby="founders"] h3')]


def test_founders_stand_by_kind_in_the_order_of_the_founding(
    ukraine: NetworkPage, client: Client
) -> None:
    names = section(client, ukraine.url, "founders")

    assert names == ["Lviv", "Uzhhorod", "Volyn", "Luhansk", "Yavoriv"]
    assert kinds(client, ukraine.url) == [
        "Cities",
        "Regional State Administrations",
        "District State Administrations",
    ]


def test_kinds_are_named_in_the_readers_language_and_founders_as_they_were(
    ukraine: NetworkPage, client: Client
) -> None:
    url = "/uk/networks/ukraine/"

    assert kinds(client, url)[0] == "Міста"
    assert section(client, url, "founders")[0] == "Lviv"


def test_the_founding_is_told_as_far_as_it_is_known(ukraine: NetworkPage, client: Client) -> None:
    assert "September 2018" in client.get(ukraine.url).content.decode()
    assert "1 September 2018" not in client.get(ukraine.url).content.decode()
    assert "вересень 2018" in client.get("/uk/networks/ukraine/").content.decode()


def test_members_are_the_present_ones_named_in_the_readers_language(
    ukraine: NetworkPage, client: Client
) -> None:
    today = timezone.localdate()
    dates = {
        "Zhytomyr": {},
        "Kyiv": {"joined_on": today},
        "Odesa": {"left_on": today},
        "Poltava": {"joined_on": today + datetime.timedelta(days=1)},
    }
    for name, fields in dates.items():
        authority = factories.authority(name=name, is_example=name == "Kyiv")
        AuthorityName.objects.create(authority=authority, language="fr", name=f"{name} (fr)")
        Membership.objects.create(authority=authority, network=ukraine, **fields)
    founder = factories.authority(name="Only a founder")
    Membership.objects.create(authority=founder, network=ukraine, role=Membership.Role.FOUNDER)

    assert section(client, ukraine.url, "members") == ["Kyiv (example)", "Zhytomyr"]
    french = section(client, "/fr/networks/ukraine/", "members")
    assert [name.split()[0] for name in french] == ["Kyiv", "Zhytomyr"]
    assert "Zhytomyr (fr)" in french


def test_meetings_to_come_stand_in_order_and_past_ones_newest_first(
    ukraine: NetworkPage, client: Client
) -> None:
    today = timezone.localdate()
    for days in (-30, -3, 0, 5, 90):
        day = today + datetime.timedelta(days=days)
        factories.meeting_page(ukraine, title=f"In {days} days", start_date=day)
    hidden = factories.meeting_page(ukraine, title="Secret", start_date=today)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    for url in (ukraine.url, "/fr/networks/ukraine/"):
        coming = section(client, url, "upcoming-meetings")
        past = section(client, url, "past-meetings")
        assert [text.split(" days")[0] for text in coming] == ["In 0", "In 5", "In 90"]
        assert [text.split(" days")[0] for text in past] == ["In -3", "In -30"]


def test_news_are_those_of_the_section_and_those_about_the_country(
    ukraine: NetworkPage, tree: Tree, client: Client
) -> None:
    factories.news_page(ukraine, title="From the section", date=datetime.date(2019, 1, 1))
    factories.news_page(
        tree.news, title="About it", countries=["GR", "UA"], date=datetime.date(2019, 1, 2)
    )
    factories.news_page(tree.news, title="About Greece", countries=["GR"])

    page = BeautifulSoup(client.get(ukraine.url).content, "html.parser")
    titles = page.select('section[aria-labelledby="network-news"] h3')
    assert [title.get_text(strip=True) for title in titles] == ["About it", "From the section"]


def test_a_meeting_tells_its_hours_in_the_time_of_the_place_and_leads_to_its_network(
    ukraine: NetworkPage, client: Client
) -> None:
    meeting = factories.meeting_page(
        ukraine,
        start_date=datetime.date(2019, 2, 26),
        start_time=datetime.time(10),
        end_time=datetime.time(16, 30),
        place="Lviv, City Hall",
    )

    page = BeautifulSoup(client.get(meeting.url).content, "html.parser")

    moments = [time["datetime"] for time in page.select("main time")]
    assert "2019-02-26T10:00:00+02:00" in moments
    assert "2019-02-26T16:30:00+02:00" in moments
    assert "Lviv, City Hall" in page.main.get_text()
    assert ukraine.url in [link["href"] for link in page.select("main dd a")]
