"""The directory as readers meet it: a list to narrow, and the same rows as files."""

import csv
import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Authority, AuthorityName, Membership, Signature
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

PAGE_BUDGET = 10
API_BUDGET = 6


@pytest.fixture
def register(tree: Tree) -> Tree:
    """Authorities of two countries in all four relations, and one in none."""
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    uzhhorod = factories.participation(
        1,
        joined_on="2013-03-20",
        authority_key="uzhhorod",
        authority_name="Ужгород",
        authority_name_language="uk",
        authority_population=115_000,
    ).authority
    for kind, language, name in (
        ("translation", "en", "Uzhhorod"),
        ("transliteration", "en", "Uzhgorod"),
        ("former", "de", "Ungwar"),
    ):
        AuthorityName.objects.create(authority=uzhhorod, kind=kind, language=language, name=name)
    Membership.objects.create(authority=uzhhorod, network=network, joined_on="2017-11-01")
    odesa = factories.authority(key="odesa", name="Odesa", kind="region", population=990_000)
    Membership.objects.create(
        authority=odesa, network=network, role="founder", joined_on="2017-11-01"
    )
    korce = factories.authority(key="korce", name="Korçë", country="AL", kind="municipality")
    Signature.objects.create(authority=korce, signed_on="2018-10-11")
    factories.participation(
        2, authority_key="tivat", authority_name="Tivat", authority_country="ME", state="suspended"
    )
    factories.participation(
        3,
        left_on="2015-01-01",
        authority_key="gone",
        authority_name="Gone",
        authority_country="ME",
        authority_is_example=True,
    )
    factories.authority(key="silent", name="In no relation")
    return tree


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def keys(client: Client, query: str, language: str = "en") -> list[str]:
    """Keys of the authorities on the page, in its order."""
    soup = read(client, f"/{language}/authorities/?{query}")
    return [link["href"].split("/")[-2] for link in soup.select(".directory-name a")]


FOUND = [
    ("", ["korce", "odesa", "uzhhorod"]),
    ("sort=name", ["korce", "odesa", "uzhhorod"]),
    ("sort=population", ["odesa", "uzhhorod", "korce"]),
    ("sort=joined", ["korce", "odesa", "uzhhorod"]),
    ("q=ужгород", ["uzhhorod"]),
    ("q=UZHGOROD", ["uzhhorod"]),
    ("q=uzhhorod", ["uzhhorod"]),
    ("q=ungwar", ["uzhhorod"]),
    ("q=korce", ["korce"]),
    ("q=ko’r-ce", ["korce"]),
    ("q=...", []),
    ("country=AL", ["korce"]),
    ("country=al", ["korce"]),
    ("country=FR", []),
    ("kind=region", ["odesa"]),
    ("relation=participant", ["uzhhorod"]),
    ("relation=participant&state=suspended", ["tivat"]),
    ("relation=participant&state=withdrawn", ["gone"]),
    ("relation=participant&state=any&sort=name", ["gone", "tivat", "uzhhorod"]),
    ("relation=founder", ["odesa"]),
    ("relation=member", ["uzhhorod"]),
    ("relation=signatory", ["korce"]),
    ("network=ukraine", ["odesa", "uzhhorod"]),
    ("network=ukraine&relation=participant", ["uzhhorod"]),
    ("network=ukraine&relation=signatory", []),
    ("year=2013", ["uzhhorod"]),
    ("year=2017", ["odesa", "uzhhorod"]),
    ("year=2017&relation=participant", []),
    ("country=UA&kind=city&q=uzh&year=2013", ["uzhhorod"]),
    ("utm_source=mail", ["korce", "odesa", "uzhhorod"]),
    ("country=UA&country=AL", ["korce"]),
]


def test_each_filter_finds_what_it_says_on_the_page_in_csv_and_in_json(
    register: Tree, client: Client
) -> None:
    for query, wanted in FOUND:
        assert keys(client, query) == wanted, query
        table = client.get(f"/en/authorities/authorities.csv?{query}").content.decode()
        assert [row["key"] for row in csv.DictReader(io.StringIO(table))] == wanted, query
        items = client.get(f"/en/authorities/authorities.json?{query}").json()["items"]
        assert [item["key"] for item in items] == wanted, query


REFUSED = [
    ("country=XX", 400),
    ("kind=village", 400),
    ("relation=friend", 400),
    ("state=asleep", 400),
    ("network=nowhere", 400),
    ("sort=colour", 400),
    ("year=abc", 400),
    ("year=99999999999999999999", 400),
    ("q=%00", 400),
    ("q=" + "a" * 10_000, 400),
    ("page=99999", 404),
    ("page=abc", 404),
    ("page=0", 404),
    ("page=-1", 404),
    ("page=%00", 404),
    ("page=1&page=٣", 404),
]


def test_what_makes_no_sense_gets_a_clear_answer(register: Tree, client: Client) -> None:
    for query, status in REFUSED:
        page = client.get(f"/en/authorities/?{query}")
        assert page.status_code == status, query
        if status == 400:
            for ending in ("csv", "json"):
                file = client.get(f"/en/authorities/authorities.{ending}?{query}")
                assert file.status_code == 400, query
    soup = BeautifulSoup(client.get("/en/authorities/?country=XX").content, "html.parser")
    field = soup.select_one("#directory-country")
    assert field["aria-invalid"] == "true"
    assert soup.find(id=field["aria-describedby"]).get_text(strip=True)


def test_the_list_is_in_the_readers_language_and_order(register: Tree, client: Client) -> None:
    soup = read(client, "/uk/authorities/")
    assert [head.get_text(strip=True) for head in soup.select(".directory-country")] == [
        "Албанія",
        "Україна",
    ]
    assert soup.find("a", string="Ужгород").get("lang") is None
    assert read(client, "/fr/authorities/").find("a", string="Ужгород")["lang"] == "uk"
    assert len(soup.find_all("h1")) == 1


def test_a_narrowed_list_has_an_address_of_its_own_in_every_language(
    register: Tree, client: Client
) -> None:
    soup = read(client, "/en/authorities/?state=active&q=uzh&country=&utm_source=x")
    assert soup.select_one("link[rel=canonical]")["href"].endswith("/en/authorities/?q=uzh")
    assert soup.title.get_text().startswith("Cities and regions: uzh – ")
    assert soup.select_one('nav a[hreflang="uk"]')["href"] == "/uk/authorities/?q=uzh"
    assert soup.select_one('meta[content^="noindex"]')
    files = [link["href"] for link in soup.select(".downloads a")]
    assert files == [f"/en/authorities/authorities.{kind}?q=uzh" for kind in ("csv", "json")]
    assert read(client, "/en/").select_one('.counter a[href^="/en/authorities/?relation="]')


def test_a_long_list_is_paged_and_keeps_its_filters(register: Tree, client: Client) -> None:
    rows = Authority.objects.bulk_create(
        Authority(key=f"town-{n}", name=f"Town {n:02}", kind="city", country="FR")
        for n in range(60)
    )
    Signature.objects.bulk_create(Signature(authority=row) for row in rows)
    first = read(client, "/en/authorities/?country=FR")
    assert first.select_one("a[rel=next]")["href"] == "?country=FR&page=2"
    assert len(keys(client, "country=FR&page=2")) == 10
    assert_told_apart(client, "/en/authorities/", "/en/authorities/?page=2")
    assert_told_apart(client, "/en/authorities/country/fr/", "/en/authorities/country/fr/?page=2")
    assert client.get("/en/authorities/?country=FR&page=3").status_code == 404


def assert_told_apart(client: Client, first: str, second: str) -> None:
    """That search engines take the second page of a list for no other text of the first."""
    start, rest = read(client, first), read(client, second)
    assert rest.title.string == start.title.string.replace(" – ", ": page 2 – ", 1)
    assert rest.select_one("link[rel=canonical]")["href"].endswith(second)
    assert rest.select_one("meta[name=description]") != start.select_one("meta[name=description]")
    # In another language the rows come in another order.
    assert start.select("link[hreflang]") and not rest.select("link[hreflang]")


def test_examples_say_so_everywhere_and_files_hold_no_formula(
    register: Tree, client: Client
) -> None:
    Authority.objects.filter(key="gone").update(name='=HYPERLINK("x")')
    cache.clear()
    query = "state=withdrawn"
    soup = read(client, f"/en/authorities/?{query}")
    assert "(example)" in soup.select_one(".directory-name").get_text()
    assert "fill this demonstration" in soup.select_one(".notice").get_text()
    table = client.get(f"/en/authorities/authorities.csv?{query}").content.decode()
    row = next(csv.DictReader(io.StringIO(table)))
    assert (row["name"], row["is_example"]) == ('\'=HYPERLINK("x")', "True")
    item = json.loads(client.get(f"/en/authorities/authorities.json?{query}").content)["items"][0]
    assert item["is_example"] is True
    table = client.get("/en/authorities/participants.csv").content.decode()
    assert [row["number"] for row in csv.DictReader(io.StringIO(table))] == ["1"]


def test_a_language_without_a_home_has_no_directory(client: Client) -> None:
    factories.site_tree(languages=("en", "fr"))
    for path in ("", "authorities.csv", "authorities.json", "participants.csv", "country/ua/"):
        assert client.get(f"/rom/authorities/{path}").status_code == 404


def test_a_directory_without_entries_blames_no_filter(tree: Tree, client: Client) -> None:
    for query, said in (("", "No city or region takes part yet."), ("?q=lviv", "Ask for less")):
        page = BeautifulSoup(client.get(f"/en/authorities/{query}").content, "html.parser")
        assert said in page.select_one("main .empty").get_text()


def queries(client: Client, address: str) -> int:
    """Queries of a request in a warmed process whose caches of the content are empty."""
    client.get(address)
    cache.clear()
    client.get("/en/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_fifty_authorities_cost_as_many_queries_as_five(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")

    def add(number: int, **more: Any) -> None:
        authority = factories.participation(number + 1, **more).authority
        AuthorityName.objects.create(authority=authority, language="fr", name=f"Ville {number}")
        Membership.objects.create(authority=authority, network=network)
        Signature.objects.create(authority=authority)

    def measure() -> dict[str, int]:
        return {address: queries(client, address) for address in addresses}

    addresses = [
        *("/en/authorities/", "/en/authorities/?q=town&network=ukraine&sort=joined"),
        *("/en/authorities/authorities.csv", "/en/authorities/authorities.json"),
        *("/en/authorities/country/ua/", "/en/authorities/first/"),
        *("/api/v1/authorities", "/api/v1/authorities/first"),
    ]
    add(0, authority_key="first")
    for number in range(1, 5):
        add(number)
    few = measure()
    for number in range(5, 50):
        add(number)
    assert measure() == few
    assert max(few.values()) <= PAGE_BUDGET, few
    assert few["/api/v1/authorities"] <= API_BUDGET, few
