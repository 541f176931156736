"""The pages of single authorities and of countries, the API beside them, and the sitemap."""

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from network.directory.entries import tag_name
from network.models import (
    Authority,
    AuthorityArticle,
    AuthorityName,
    ContactPerson,
    MeetingParticipant,
    Membership,
    RelationChange,
)
from network.relations import change_state
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

SECRET = "secret-remark"


@pytest.fixture
def lviv(tree: Tree) -> Authority:
    """A city with everything that the register knows of one, private things too."""
    network = factories.network_page(
        tree.networks,
        slug="ukraine",
        title="Ukrainian network",
        country="UA",
        founded_on=datetime.date(2017, 11, 1),
        founded_precision="month",
    )
    region = factories.authority(key="region", name="Lviv region", kind="region")
    lviv = factories.participation(
        7,
        joined_on=datetime.date(2013, 3, 20),
        authority_key="lviv",
        authority_name="Львів",
        authority_name_language="uk",
        authority_region=region,
        authority_population=717_273,
        authority_population_year=2022,
        authority_website="https://city-adm.example/",
        authority_is_example=True,
    ).authority
    for kind, language, name in (
        ("translation", "en", "Lviv"),
        ("translation", "fr", "Lviv"),
        ("translation", "pl", "Lwów"),
        ("transliteration", "uk-Latn", "L'viv"),
        ("former", "de", "Lemberg"),
    ):
        AuthorityName.objects.create(authority=lviv, kind=kind, language=language, name=name)
    Membership.objects.create(
        authority=lviv, network=network, role="founder", joined_on=datetime.date(2017, 11, 1)
    )
    ContactPerson.objects.create(authority=lviv, name=SECRET, email=f"{SECRET}@example.org")
    change_state(
        lviv.participations.get(),
        "suspended",
        on=datetime.date(2020, 5, 3),
        by=None,
        reason=SECRET,
    )
    article = factories.news_page(tree.news, title="Lviv in the news")
    AuthorityArticle.objects.create(authority=lviv, article=article)
    draft = factories.news_page(tree.news, title="A draft")
    draft.unpublish()
    AuthorityArticle.objects.create(authority=lviv, article=draft)
    meeting = factories.meeting_page(network, title="Meeting in Lviv")
    MeetingParticipant.objects.create(page=meeting, authority=lviv)
    cache.clear()
    return lviv


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_a_profile_says_all_that_is_public_and_nothing_else(
    lviv: Authority, client: Client
) -> None:
    soup = read(client, "/en/authorities/lviv/")
    text = " ".join(soup.main.get_text(" ").split())
    for words in (
        "This entry is an example",
        "Participant no. 7 of the Alliance suspended since 20 March 2013",
        "In this state since 3 May 2020",
        "November 2017",
        "717,273 (2022)",
        "Lviv region",
        "city-adm.example",
        "Lemberg German",
        "L'viv Ukrainian (Latin)",
        "Lviv in the news",
        "Meeting in Lviv",
    ):
        assert words in text, words
    assert "1 November 2017" not in text
    assert "A draft" not in text
    assert soup.h1.get_text(strip=True) == "Lviv"
    assert soup.find(string="Lemberg").parent["lang"] == "de"
    assert soup.find(string="Львів").parent["lang"] == "uk"
    assert soup.select_one('link[rel="canonical"]')["href"].endswith("/en/authorities/lviv/")
    assert soup.select_one('link[hreflang="uk"]')["href"].endswith("/uk/authorities/lviv/")
    ukrainian = read(client, "/uk/authorities/lviv/")
    assert ukrainian.h1.get_text(strip=True) == "Львів"
    assert ukrainian.h1.get("lang", "uk") == "uk"
    assert "Львів" not in ukrainian.select_one(".other-names").get_text()


def test_a_country_says_who_takes_part_and_how_many(lviv: Authority, client: Client) -> None:
    Membership.objects.create(authority=lviv, network=lviv.memberships.get().network)
    soup = read(client, "/en/authorities/country/ua/")
    facts = {
        row.dt.get_text(strip=True): row.dd.get_text(strip=True)
        for row in soup.select(".facts div")
    }
    assert facts["Participants of the Alliance"] == "0"
    assert facts["Founders of a national network"] == "1"
    assert facts["Members of a national network"] == "1"
    assert soup.select_one('.facts a[href="/en/networks/ukraine/"]')
    assert "(example)" in soup.select_one(".directory-name").get_text()
    assert soup.h1.get_text(strip=True) == "Ukraine"
    response = client.get("/en/authorities/country/UA/")
    assert (response.status_code, response["Location"]) == (301, "/en/authorities/country/ua/")


@pytest.mark.parametrize(
    "path", ["region/", "nobody/", "country/xx/", "country/fr/", "country/ua/?page=2"]
)
def test_what_is_not_there_is_not_found(lviv: Authority, client: Client, path: str) -> None:
    assert client.get(f"/en/authorities/{path}").status_code == 404


def test_the_api_has_the_same_authorities_and_filters(lviv: Authority, client: Client) -> None:
    def found(query: str) -> list[str]:
        items = client.get(f"/api/v1/authorities?{query}").json()["items"]
        return [item["key"] for item in items]

    odesa = factories.participation(8, authority_key="odesa", authority_name="Odesa").authority
    for query, wanted in (
        ("", ["lviv", "odesa"]),
        ("order=name&state=any", ["lviv", "odesa"]),
        ("q=lemberg", ["lviv"]),
        ("relation=participant", ["odesa"]),
        ("relation=participant&state=suspended", ["lviv"]),
        ("network=ukraine", ["lviv"]),
        ("network=nowhere", []),
        ("year=2017&country=UA&kind=city", ["lviv"]),
    ):
        assert found(query) == wanted, query
    item = client.get("/api/v1/authorities/lviv?locale=uk").json()
    assert item["name"] == "Львів"
    assert item["is_example"] is True
    assert item["url"] == "http://testserver/uk/authorities/lviv/"
    assert item["region"] == {"key": "region", "name": "Lviv region", "url": None}
    assert {"kind": "former", "language": "de", "name": "Lemberg"} in item["names"]
    relations = {row["kind"]: row for row in item["relations"]}
    assert relations["participant"]["state"] == "suspended"
    assert relations["founder"]["network"]["slug"] == "ukraine"
    titles = [link["title"] for link in client.get("/api/v1/authorities/lviv").json()["news"]]
    assert titles == ["Lviv in the news"]
    for fallback, wanted in (("false", []), ("true", [("Lviv in the news", "en")])):
        query = {"locale": "fr", "fallback": fallback}
        news = client.get("/api/v1/authorities/lviv", query).json()["news"]
        assert [(link["title"], link["served_locale"]) for link in news] == wanted
    assert client.get("/api/v1/authorities/region").status_code == 404
    for query in ("kind=village", "year=1", "page=0", "q=%00", "q=a&q=b", "q=" + "a" * 101):
        assert client.get(f"/api/v1/authorities?{query}").status_code == 422, query
    assert client.get("/api/v1/authorities?page=9").status_code == 404
    assert odesa.pk


def test_private_data_of_an_authority_is_nowhere_public(lviv: Authority, client: Client) -> None:
    assert RelationChange.objects.get().reason == SECRET
    for address in (
        *("/en/authorities/?state=any", "/en/authorities/lviv/", "/en/authorities/country/ua/"),
        *("/en/authorities/authorities.csv", "/en/authorities/authorities.json"),
        *("/en/authorities/participants.csv", "/api/v1/authorities", "/api/v1/authorities/lviv"),
        "/api/v1/participants",
    ):
        assert SECRET not in client.get(address).content.decode(), address
    assert client.get(f"/en/authorities/authorities.json?q={SECRET}").json()["count"] == 0


def test_the_sitemap_has_profiles_and_countries_but_no_examples(
    lviv: Authority, client: Client
) -> None:
    factories.participation(8, authority_key="tivat", authority_country="ME")
    text = client.get("/sitemap-uk-1.xml").content.decode()
    host = "http://testserver/uk/authorities"
    for path in ("/", "/tivat/", "/country/me/"):
        assert f"<loc>{host}{path}</loc>" in text, path
    for path in ("/lviv/", "/region/", "/country/ua/"):
        assert f"{host}{path}" not in text, path
    # Search engines that come by a link are told the same.
    for path in ("tivat/", "country/me/", "lviv/", "country/ua/"):
        robots = read(client, f"/en/authorities/{path}").select("meta[name=robots]")
        assert bool(robots) == (path in ("lviv/", "country/ua/")), path


def test_the_sitemap_tells_when_a_profile_and_the_lists_that_show_it_changed(
    lviv: Authority, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    def changes() -> list[str]:
        text = client.get("/sitemap-en-1.xml").content.decode()
        found = dict(re.findall(r"<loc>[^<]*/en/([^<]*)</loc>\n<lastmod>([^<]*)</lastmod>", text))
        places = ("", "statistics/", "country/me/", "tivat/", "country/mt/", "valletta/")
        return [found[f"authorities/{place}"] for place in places]

    participation = factories.participation(8, authority_key="tivat", authority_country="ME")
    factories.participation(9, authority_key="valletta", authority_country="MT")
    before = changes()
    with django_capture_on_commit_callbacks(execute=True):
        change_state(participation, "suspended", on=datetime.date(2024, 5, 3), by=None)

    assert [new > old for old, new in zip(before, changes(), strict=True)] == [
        *[True] * 4,
        *[False] * 2,
    ]


def test_romani_is_named_in_ukrainian_by_the_word_for_roma() -> None:
    with override("uk"):
        assert [tag_name("rom"), tag_name("rom-Cyrl")] == ["ромська", "ромська (кирилиця)"]
    with override("en"):
        assert tag_name("rom") == "Romani"
