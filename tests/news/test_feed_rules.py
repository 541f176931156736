"""The feeds by the rules of their specifications, and narrowed as the list of news is."""

import datetime
import json
import re
from pathlib import Path

import feedparser
import jsonschema
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from lxml import etree
from wagtail.contrib.redirects.models import Redirect

from cms.picture_sizes import make_missing
from network.models import NetworkPage
from news.models import NewsPage
from tests import factories
from tests.factories import Tree

SCHEMAS = Path(settings.BASE_DIR) / "tests" / "data" / "schemas"
FORMATS = {"": "rss.rng", "atom/": "atom.rng", "json/": "jsonfeed.json"}
QUERIES = ("", "?topic=housing", "?network=ukraine", "?country=UA&topic=housing", "?year=1999")


def check(name: str, content: bytes) -> None:
    """Fail with what is wrong by the schema called `name`."""
    schema = (SCHEMAS / name).read_bytes()
    if name.endswith(".json"):
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(json.loads(schema), format_checker=checker).validate(
            json.loads(content)
        )
    else:
        etree.RelaxNG(etree.fromstring(schema)).assertValid(etree.fromstring(content))


@pytest.fixture
def news(tree: Tree) -> Tree:
    housing = factories.topic("housing", en="Housing & <homes>", fr="Logement")
    network = factories.network_page(tree.networks, title="In Ukraine", slug="ukraine")
    target = factories.news_page(tree.news, title="Homes", topics=[housing], countries=["GR"])
    factories.news_page(
        network,
        title="Lviv & <others> ]]>",
        summary="They <met> & agreed.",
        topics=[housing],
        countries=["UA"],
        lead_image=factories.image(),
        lead_image_alt='A "town" & hall',
        body=factories.all_blocks(target),
    )
    return tree


@pytest.mark.parametrize("suffix", FORMATS)
def test_feeds_keep_the_rules_of_their_format(news: Tree, client: Client, suffix: str) -> None:
    identifiers = set()
    for language in ("en", "rom"):
        for query in QUERIES:
            content = client.get(f"/{language}/news/feed/{suffix}{query}").content
            check(FORMATS[suffix], content)
            assert b'src=\\"/' not in content and b'href=\\"/' not in content
            if suffix == "atom/":
                identifiers.add(feedparser.parse(content).feed.id)
    if suffix == "atom/":
        assert len(identifiers) == 2 * len(QUERIES)


def test_a_feed_is_narrowed_as_the_list_is_and_says_so(news: Tree, client: Client) -> None:
    for query, found in {
        "?topic=housing": {"Homes", "Lviv & <others> ]]>"},
        "?network=ukraine": {"Lviv & <others> ]]>"},
        "?country=GR&utm_source=x&topic=": {"Homes"},
        "?year=1999": set(),
    }.items():
        feed = json.loads(client.get(f"/en/news/feed/json/{query}").content)
        assert {item["title"] for item in feed["items"]} == found, query

    feed = json.loads(client.get("/en/news/feed/json/?network=ukraine&utm_source=x").content)
    assert feed["title"] == "News – In Ukraine – The Alliance"
    assert feed["feed_url"] == "http://testserver/en/news/feed/json/?network=ukraine"
    assert feed["home_page_url"] == "http://testserver/en/news/?network=ukraine"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_feed_of_something_that_does_not_exist_says_what(
    news: Tree, client: Client, suffix: str
) -> None:
    for query in ("topic=none", "country=xx", "network=news", "year=x", "topic=%00"):
        response = client.get(f"/en/news/feed/{suffix}?{query}")
        assert response.status_code == 400
        assert response.headers["Content-Type"].startswith("text/plain")
        assert query.split("=")[0] in response.content.decode()


def test_an_entry_keeps_its_identity_and_tells_when_it_changed(news: Tree, client: Client) -> None:
    page = NewsPage.objects.get(alias_of=None, title="Homes")
    address = "/en/news/feed/?country=GR"
    before = feedparser.parse(client.get(address).content).entries[0]

    page.slug = "another-address"
    page.title = "Other homes"
    page.save_revision().publish()
    NewsPage.objects.filter(pk=page.pk).update(
        last_published_at=datetime.datetime(2031, 5, 1, 12, tzinfo=datetime.UTC)
    )
    client.cookies.clear()
    after = feedparser.parse(client.get(f"{address}&year=2019").content).entries[0]

    assert (after.id, after.published) == (before.id, before.published)
    assert after.link != before.link
    assert after.updated_parsed[:4] == (2031, 5, 1, 12)


def test_whoever_follows_a_network_goes_on_once_it_is_renamed(news: Tree, client: Client) -> None:
    addresses = ("news/feed/atom/", "news/", "authorities/")
    before = feedparser.parse(client.get("/en/news/feed/atom/?network=ukraine").content)
    for page in NetworkPage.objects.all():
        old_path = f"/{page.locale.language_code}/networks/ukraine"
        Redirect.objects.create(old_path=old_path, redirect_page=page)
        page.slug = "ua"
        page.save()
    cache.clear()

    for address in addresses:
        assert client.get(f"/en/{address}?network=ukraine").status_code == 200, address
    after = feedparser.parse(client.get("/en/news/feed/atom/?network=ukraine").content)
    assert [one.id for one in after.entries] == [one.id for one in before.entries]
    assert after.feed.id == before.feed.id
    assert "network=ua" in next(one.href for one in after.feed.links if one.rel == "self")
    calendar = client.get("/en/networks/ukraine/calendar.ics")
    assert calendar.headers["Location"] == "/en/networks/ua/calendar.ics"
    for address in addresses:
        assert client.get(f"/en/{address}?network=romania").status_code == 400, address


def test_a_day_of_long_ago_is_written_as_feeds_can(tree: Tree, client: Client) -> None:
    factories.news_page(tree.news, date=datetime.date(1905, 2, 3))

    (item,) = client.get("/en/news/feed/json/").json()["items"]

    assert re.fullmatch(r"1905-02-03T00:00:00[+-]\d\d:\d\d", item["date_published"])


def test_an_entry_shows_its_picture_in_each_format(news: Tree, client: Client) -> None:
    picture = NewsPage.objects.get(alias_of=None, title__startswith="Lviv").lead_image
    make_missing(picture, slow=False)
    picture = picture.renditions.get(filter_spec="format-jpeg|width-800")
    url = f"http://testserver{picture.url}"
    for suffix in ("", "atom/"):
        feed = feedparser.parse(client.get(f"/en/news/feed/{suffix}").content)
        shown = {entry.title: entry.enclosures for entry in feed.entries}
        assert not shown["Homes"]
        (enclosure,) = shown["Lviv & <others> ]]>"]
        assert (enclosure.href, enclosure.type) == (url, "image/jpeg")
        assert int(enclosure.length) == picture.file.size
    feed = json.loads(client.get("/en/news/feed/json/").content)
    assert {item.get("image") for item in feed["items"]} == {url, None}


def test_a_network_and_a_country_tell_of_their_own_feeds(news: Tree, client: Client) -> None:
    for address, query in {
        "/en/networks/ukraine/": "network=ukraine",
        "/en/authorities/country/ua/": "country=UA",
    }.items():
        page = client.get(address).content.decode()
        for suffix in FORMATS:
            assert f'href="/en/news/feed/{suffix}?{query}"' in page, address
