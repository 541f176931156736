"""Maps and charts of the participants, as readers meet them."""

import datetime
import gzip
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import Authority, Participation
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

STATISTICS = "/en/authorities/statistics/"


@pytest.fixture
def register(tree: Tree) -> Tree:
    """Three participants of Ukraine, one of Malta, one of a state that is no member; some past."""
    rows: list[dict[str, Any]] = [
        {
            **{"country": "UA", "joined_on": "2013-03-20", "name_language": "uk"},
            **{"latitude": 48.62, "longitude": 22.29},
        },
        {"country": "UA", "joined_on": "2015-05-06", "latitude": 46.48, "longitude": 30.72},
        {"country": "UA", "joined_on": None, "is_example": True},
        {"country": "MT", "joined_on": "2015-06-24", "latitude": 10.0, "longitude": 10.0},
        {"country": "CA", "joined_on": "2015-06-24"},
        {"country": "UA", "joined_on": "2014-01-01", "state": "suspended"},
        {"country": "FR", "joined_on": "2014-01-01", "left_on": "2015-01-01"},
    ]
    for number, row in enumerate(rows, start=1):
        own = {name: row.pop(name) for name in ("joined_on", "left_on", "state") if name in row}
        authority = {f"authority_{name}": value for name, value in row.items()}
        factories.participation(number, **own, **authority, authority_name=f"Town {number}")
    return tree


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(table: Any) -> list[list[str]]:
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def test_the_map_names_each_country_and_leads_to_it_wherever_it_stands(
    register: Tree, client: Client
) -> None:
    for address in ("/en/", "/en/authorities/", STATISTICS):
        map_ = read(client, address).select_one("svg.map")
        links = [(words(link.title), link["href"]) for link in map_.select("a")]
        assert links == [
            ("Malta: 1 participant", "/en/authorities/country/mt/"),
            ("Ukraine: 3 participants", "/en/authorities/country/ua/"),
        ], address
        assert [words(text) for text in map_.select("text")] == ["1", "3"]
        for part in ("aria-labelledby", "aria-describedby"):
            assert words(map_.find(id=map_[part])), part
    for _name, href in links:
        assert client.get(href).status_code == 200
    assert not read(client, "/en/authorities/?q=town").select("svg.map a")


def test_a_phone_can_open_the_map_of_the_directory_before_the_rows_that_it_shows(
    register: Tree, client: Client
) -> None:
    soup = read(client, "/en/authorities/")
    opener = soup.select_one("details.map-narrow")
    assert not opener.has_attr("open")
    # The style sheet opens what comes right after it.
    assert opener.find_next_sibling()["class"] == ["map-section"]
    assert opener.find_next_sibling("section", class_="results")
    assert not read(client, "/en/").select(".map-narrow")
    assert not read(client, "/en/authorities/?q=town").select(".map-narrow")


def test_the_table_has_the_rows_of_the_map_in_the_readers_order_and_adds_up_to_the_counter(
    register: Tree, client: Client
) -> None:
    soup = read(client, STATISTICS)
    table = soup.select_one("table")
    assert rows(table) == [["Canada", "1"], ["Malta", "1"], ["Ukraine", "3 examples: 1"]]
    total, others = table.select("tfoot tr")
    assert words(total) == "All countries 5"
    assert "5 cities and regions from 3 countries" in words(soup.select_one(".lead"))
    assert "by year of joining" in soup.select_one("meta[name=description]")["content"]
    assert "Albania, Andorra" in words(others)
    assert "Ukraine" not in words(others)
    assert "fill this demonstration" in words(soup.select_one(".map-section"))
    ukrainian = rows(read(client, "/uk/authorities/statistics/").select_one("table"))
    assert [row[0] for row in ukrainian] == ["Канада", "Мальта", "Україна"]


def test_the_chart_tells_when_todays_participants_joined(register: Tree, client: Client) -> None:
    soup = read(client, STATISTICS)
    years = rows(soup.select("table")[1])
    this_year = str(datetime.date.today().year)
    assert years[:3] == [["2013", "1", "1"], ["2014", "0", "1"], ["2015", "3", "4"]]
    assert years[-2:] == [[this_year, "0", "4"], ["Year not known", "1", "5"]]
    chart = soup.select_one("svg.chart")
    assert len(chart.select(".chart-joined")) == len(years) - 1
    heights = [float(bar["height"]) for bar in chart.select(".chart-joined")]
    assert heights[2] == pytest.approx(3 * heights[0], abs=0.2)


def test_a_country_shows_its_authorities_where_they_are(register: Tree, client: Client) -> None:
    soup = read(client, "/en/authorities/country/ua/")
    points = {words(point.title): point for point in soup.select("svg.map .map-point")}
    assert list(points) == ["Town 1", "Town 2"]
    west, south = points.values()
    assert west.title["lang"] == "uk"
    assert float(west["cx"]) < float(south["cx"])
    assert float(west["cy"]) < float(south["cy"])
    # What is written beside a point says its name a second time.
    names = soup.select('svg.map .map-name[aria-hidden="true"]')
    assert [words(name) for name in names] == ["Town 1", "Town 2"]
    assert len(soup.select(".directory-name")) == 3
    assert soup.select("svg.map .map-own")
    malta = read(client, "/en/authorities/country/mt/")
    assert malta.select("svg.map .map-own")
    assert not malta.select(".map-point")
    assert not read(client, "/en/authorities/country/ca/").select("svg.map")


def test_pictures_need_no_script_and_no_style_of_their_own(register: Tree, client: Client) -> None:
    for address in ("/en/", STATISTICS, "/en/authorities/country/ua/"):
        for picture in read(client, address).select("svg"):
            assert not picture.select("[style], style, script, [onclick]"), address


def test_a_site_without_participants_says_so(tree: Tree, client: Client) -> None:
    assert not read(client, "/en/").select("svg.map")
    assert "No city or region takes part yet" in words(read(client, STATISTICS).main)


def test_what_changes_in_the_register_changes_the_map(
    register: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    read(client, STATISTICS)
    with django_capture_on_commit_callbacks(execute=True):
        factories.participation(8, authority_country="UA")
    assert "Ukraine: 4 participants" in str(read(client, STATISTICS).select_one("svg.map"))


def test_fifty_participants_cost_as_many_queries_as_five_and_none_once_they_are_counted(
    tree: Tree, client: Client
) -> None:
    def add(first: int, last: int) -> None:
        authorities = Authority.objects.bulk_create(
            Authority(key=f"town-{n}", name=f"Town {n}", kind="city", country=("UA", "FR")[n % 2])
            for n in range(first, last)
        )
        Participation.objects.bulk_create(
            Participation(authority=one, number=first + place, joined_on="2014-01-01")
            for place, one in enumerate(authorities)
        )
        cache.clear()

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            read(client, address)
        counts.append(sum("network_participation" in query["sql"] for query in captured))
        return len(captured)

    counts: list[int] = []
    add(1, 6)
    queries(STATISTICS)
    cache.clear()
    few = queries(STATISTICS), queries("/en/")
    add(6, 51)
    assert (queries(STATISTICS), queries("/en/")) == few
    queries(STATISTICS)
    assert counts[-1] == 0


def test_no_authority_can_hide_the_page_of_numbers(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="address of the site itself"):
        factories.authority(key="statistics").full_clean()


def test_the_map_adds_little_to_a_page(register: Tree, client: Client) -> None:
    for address in (STATISTICS, "/en/authorities/", "/en/"):
        section = str(read(client, address).select_one(".map-section"))
        assert len(re.sub(r"\s+", " ", section).encode()) <= 45_000, address
    # As it is sent; with some hundred authorities it has 50 rows more.
    assert len(gzip.compress(client.get("/en/authorities/").content)) <= 15_000
