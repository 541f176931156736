"""The list of news, narrowed by an address that can be shared."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests import factories
from tests.factories import Tree


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("main ul.rows .card-title a")]


def head(page: BeautifulSoup, selector: str, attribute: str) -> list[str]:
    return [str(tag[attribute]) for tag in page.head.select(selector)]


@pytest.fixture
def news(tree: Tree) -> Tree:
    """Four articles; of the network one is private, which nobody may count."""
    housing, youth = (
        factories.topic("housing", en="Housing", fr="Logement"),
        factories.topic("youth", en="Youth"),
    )
    factories.topic("unused", en="Unused")
    network = factories.network_page(tree.networks, title="In Ukraine", slug="ukraine")
    factories.network_page(tree.networks, title="In Greece", slug="greece", country="GR")
    for title, place, topics, countries, year in (
        ("Homes", tree.news, [housing], ["UA", "GR"], 2019),
        ("Both", tree.news, [housing, youth], ["GR"], 2018),
        ("Lviv", network, [youth], ["UA"], 2019),
        ("Private", network, [youth], ["UA"], 2019),
    ):
        page = factories.news_page(
            place,
            title=title,
            date=datetime.date(year, 3, 1),
            topics=topics,
            countries=countries,
            aliases=title == "Homes",
        )
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return tree


def test_each_filter_and_any_of_them_together_narrow_the_list(news: Tree, client: Client) -> None:
    for query, found in {
        "": ["Lviv", "Homes", "Both"],
        "topic=housing": ["Homes", "Both"],
        "topic=youth": ["Lviv", "Both"],
        "country=UA": ["Lviv", "Homes"],
        "country=ua": ["Lviv", "Homes"],
        "network=ukraine": ["Lviv"],
        "year=2018": ["Both"],
        "topic=housing&country=GR&year=2019": ["Homes"],
        "topic=&country=&network=&year=": ["Lviv", "Homes", "Both"],
        "topic=unused": [],
        "network=greece": [],
        "country=DE&year=1990": [],
        "utm_source=elsewhere": ["Lviv", "Homes", "Both"],
    }.items():
        assert titles(read(client, f"/en/news/?{query}")) == found, query


def test_choices_say_how_many_articles_they_lead_to(news: Tree, client: Client) -> None:
    def offered(query: str) -> dict[str, list[str]]:
        page = read(client, f"/en/news/?{query}")
        return {
            str(field["name"]): [option.get_text() for option in field.select("option")]
            for field in page.select("main form select")
        }

    assert offered("") == {
        "topic": ["all", "Housing (2)", "Youth (2)"],
        "country": ["all", "Greece (2)", "Ukraine (2)"],
        "network": ["all", "In Ukraine (1)"],
        "year": ["all", "2019 (2)", "2018 (1)"],
    }
    narrowed = offered("topic=housing")
    assert narrowed["topic"] == ["all", "Housing (2)", "Youth (2)"]
    assert narrowed["country"] == ["all", "Greece (2)", "Ukraine (1)"]
    assert narrowed["network"] == ["all"]
    assert offered("country=DE")["country"][1] == "Germany (0)"


def test_chosen_filters_are_shown_and_each_can_be_taken_away(news: Tree, client: Client) -> None:
    page = read(client, "/en/news/?topic=housing&country=UA&year=2019")

    chosen = {
        " ".join(link.get_text().split()): link["href"] for link in page.select(".chosen-filters a")
    }
    assert chosen == {
        "Remove the filter: Topic: Housing ×": "/en/news/?country=UA&year=2019",
        "Remove the filter: Country: Ukraine ×": "/en/news/?topic=housing&year=2019",
        "Remove the filter: Year: 2019 ×": "/en/news/?topic=housing&country=UA",
        "Remove all filters": "/en/news/",
    }
    assert "1 article" in page.main.get_text()
    assert page.title.get_text().startswith("News: Housing, Ukraine, 2019")
    assert [option["value"] for option in page.select("option[selected]")] == [
        "housing",
        "UA",
        "",
        "2019",
    ]
    empty = read(client, "/en/news/?topic=unused&year=2019").select_one(".empty")
    assert {"/en/news/?topic=unused", "/en/news/?year=2019", "/en/news/"} == {
        link["href"] for link in empty.select("a")
    }


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("topic=none", "There is no topic “none”."),
        ("country=XX", "There is no country with the code “XX”."),
        ("network=news", "There is no network “news”."),
        ("year=soon", "“soon” is not a year of news."),
        ("year=99999999999999999999", "is not a year of news."),
        ("topic=%00", "There is no topic"),
        ("topic=<b>&country=GR", "There is no topic “<b>”."),
    ],
)
def test_a_value_that_means_nothing_is_named_at_its_field(
    news: Tree, client: Client, query: str, message: str
) -> None:
    page = read(client, f"/en/news/?{query}", status=400)

    field = page.select_one("select[aria-invalid]")
    assert message in page.find(id=str(field["aria-describedby"])).get_text()
    assert titles(page) == []


def test_lists_that_search_engines_need_not_know_say_so(news: Tree, client: Client) -> None:
    for query, robots in {
        "": [],
        "topic=housing": [],
        "topic=unused": ["noindex, follow"],
        "topic=housing&year=2019": ["noindex, follow"],
    }.items():
        page = read(client, f"/en/news/?year=&utm_source=x&{query}")
        assert head(page, 'meta[name="robots"]', "content") == robots, query
        assert head(page, "link[rel=canonical]", "href") == [
            f"http://testserver/en/news/{'?' if query else ''}{query}"
        ]


def test_a_narrowed_list_has_feeds_and_languages_of_its_own(news: Tree, client: Client) -> None:
    page = read(client, "/en/news/?country=UA&topic=housing")

    query = "?topic=housing&country=UA"
    assert head(page, "link[rel=alternate][type]", "href") == [
        f"/en/news/feed/{query}",
        f"/en/news/feed/atom/{query}",
        f"/en/news/feed/json/{query}",
    ]
    assert page.select_one("header a[hreflang=fr]")["href"] == f"/fr/news/{query}"
    assert titles(read(client, f"/fr/news/{query}")) == ["Homes"]
    assert "Logement (1)" in read(client, f"/fr/news/{query}").main.get_text()


def test_pages_of_the_list_keep_the_filters_and_end_where_it_ends(
    tree: Tree, client: Client
) -> None:
    first = factories.news_page(
        tree.news, aliases=False, topics=[factories.topic("housing", en="Housing")]
    )
    factories.more_like(first, 24)

    second = read(client, "/en/news/?topic=housing&page=2")
    assert [link["href"] for link in second.select(".pagination a")] == [
        "?topic=housing",
        "?topic=housing&page=3",
    ]
    assert head(second, "link[rel=canonical]", "href") == [
        "http://testserver/en/news/?topic=housing&page=2"
    ]
    assert second.title.get_text().startswith("News: Housing, page 2")
    described = second.select_one("meta[name=description]")["content"]
    assert described == "News: Housing, page 2."
    assert len(titles(read(client, "/en/news/?page=3"))) == 1
    for page in ("4", "0", "-1", "x", "9" * 30, "1.0"):
        read(client, f"/en/news/?page={page}", status=404)


def test_a_narrowed_list_costs_the_same_for_any_number_of_articles(
    tree: Tree, client: Client
) -> None:
    topics = [factories.topic(f"topic-{number}", en=f"Topic {number}") for number in range(3)]

    def queries() -> int:
        address = "/en/news/?topic=topic-0&country=UA&year=2019"
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    first = factories.news_page(tree.news, aliases=False, topics=topics, countries=["UA", "GR"])
    factories.more_like(first, 4)
    few = queries()
    factories.more_like(first, 45)

    assert queries() == few
