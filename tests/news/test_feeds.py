"""The feeds of each language, read back as feed readers do."""

import datetime
import json
from typing import Any

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from news.models import NewsPage
from tests import factories
from tests.factories import Tree

RSS, ATOM, JSON = "/{}/news/feed/", "/{}/news/feed/atom/", "/{}/news/feed/json/"


def read(client: Client, address: str, language: str = "en") -> Any:
    response = client.get(address.format(language))
    assert response.status_code == 200
    headers = {"content-type": response.headers["Content-Type"]}
    feed = feedparser.parse(response.content, response_headers=headers)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def translated(page: NewsPage, language: str, **fields: Any) -> NewsPage:
    """A published translation of `page` in place of its alias."""
    alias = page.get_translation_or_none(Locale.objects.get(language_code=language))
    if alias is not None:
        alias.specific.delete()
    translation = page.copy_for_translation(Locale.objects.get(language_code=language))
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    return NewsPage.objects.get(pk=translation.pk)


@pytest.mark.parametrize("address", [RSS, ATOM])
def test_an_article_comes_with_title_summary_full_text_dates_and_topics(
    tree: Tree, client: Client, address: str
) -> None:
    page = factories.news_page(
        tree.news,
        title="Cities & regions <meet>",
        summary="They met & agreed.",
        date=datetime.date(2019, 2, 26),
        topics=[factories.topic(en="Housing", fr="Logement")],
        body=[{"type": "paragraph", "value": "<p>The <b>whole</b> text.</p>"}],
    )

    feed = read(client, address)

    (entry,) = feed.entries
    assert entry.title == page.title
    assert "They met" in entry.summary
    assert "<p>The <b>whole</b> text.</p>" in entry.content[0].value
    assert entry.link == f"http://testserver{page.url}"
    assert entry.published_parsed[:3] in {(2019, 2, 25), (2019, 2, 26)}
    assert [tag.term for tag in entry.tags] == ["Housing"]
    assert feed.feed.title == "News – The Alliance"
    assert feed.feed.language == "en"


def test_json_feed_keeps_the_rules_of_version_1_1(tree: Tree, client: Client) -> None:
    page = factories.news_page(tree.news, body=factories.all_blocks(tree.news))

    response = client.get(JSON.format("en"))

    assert response.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and isinstance(feed["title"], str)
    assert feed["feed_url"] == "http://testserver/en/news/feed/json/"
    assert feed["home_page_url"] == "http://testserver/en/"
    assert feed["language"] == "en"
    assert all(author["name"] for author in feed["authors"])
    (item,) = feed["items"]
    assert isinstance(item["id"], str) and item["id"].startswith("urn:uuid:")
    assert item["url"] == f"http://testserver{page.url}"
    assert isinstance(item["content_html"], str)
    assert isinstance(item["tags"], list)
    for name in ("date_published", "date_modified"):
        assert datetime.datetime.fromisoformat(item[name]).tzinfo is not None


@pytest.mark.parametrize(
    ("address", "content_type"),
    [(RSS, "application/rss+xml"), (ATOM, "application/atom+xml"), (JSON, "application/feed+json")],
)
def test_a_feed_names_itself_and_its_type(
    tree: Tree, client: Client, address: str, content_type: str
) -> None:
    response = client.get(address.format("fr"))

    assert response.headers["Content-Type"].startswith(content_type)
    assert f"http://testserver{address.format('fr')}" in response.content.decode()


def test_every_block_is_in_the_full_text_with_absolute_addresses(
    tree: Tree, client: Client
) -> None:
    factories.news_page(
        tree.news,
        lead_image=factories.image(),
        lead_image_alt="A town hall",
        body=factories.all_blocks(tree.networks),
    )

    html = read(client, RSS).entries[0].content[0].value

    for words in (
        "A heading",
        "A mayor",
        "Further reading",
        "No address",
        "The text",
        "Any authority can join.",
        "Andalusia",
        "What is said.",
    ):
        assert words in html
    assert 'alt="A town hall"' in html
    assert 'href="http://testserver/en/networks/"' in html
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html
    assert "<iframe" not in html
    assert 'src="/' not in html and 'href="/' not in html
    assert "class=" not in html and "data-" not in html


def test_a_feed_has_only_articles_of_its_own_language(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news, title="Only in English")
    both = factories.news_page(tree.news, title="In both")
    translated(both, "fr", title="Dans les deux")

    assert {entry.title for entry in read(client, RSS).entries} == {english.title, both.title}
    assert [entry.title for entry in read(client, RSS, "fr").entries] == ["Dans les deux"]
    assert read(client, RSS, "rom").entries == []


def test_articles_of_networks_are_in_the_feed(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks)
    factories.news_page(network, title="From Lviv")

    assert [entry.title for entry in read(client, RSS).entries] == ["From Lviv"]


def test_drafts_and_private_articles_are_in_no_feed(tree: Tree, client: Client) -> None:
    factories.news_page(tree.news, title="Public")
    factories.news_page(tree.news, title="Withdrawn").unpublish()
    private = factories.news_page(tree.news, title="Private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    section = factories.network_page(tree.networks)
    factories.news_page(section, title="In a private section")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    for address in (RSS, ATOM, JSON):
        text = client.get(address.format("en")).content.decode()
        assert "Public" in text
        assert "Withdrawn" not in text and "rivate" not in text


def test_identifiers_stay_when_an_article_moves_and_differ_between_languages(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.news_page(tree.news)
    translated(page, "fr")
    before = read(client, RSS).entries[0].id

    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "another-address"
        page.save_revision().publish()

    after = read(client, RSS).entries[0]
    assert after.id == before
    assert after.link.endswith("/another-address/")
    assert read(client, ATOM).entries[0].id == before
    assert read(client, RSS, "fr").entries[0].id != before


def test_newest_articles_come_first_and_old_ones_drop_out(tree: Tree, client: Client) -> None:
    for day in range(1, 26):
        factories.news_page(
            tree.news, aliases=False, title=f"Day {day}", date=datetime.date(2019, 1, day)
        )

    titles = [entry.title for entry in read(client, RSS).entries]

    assert titles == [f"Day {day}" for day in range(25, 5, -1)]


@pytest.mark.parametrize("address", [RSS, ATOM, JSON])
def test_a_reader_who_has_the_feed_is_not_sent_it_again(
    tree: Tree, client: Client, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.news_page(tree.news)
    url = address.format("en")
    first = client.get(url)

    same = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    since = client.get(url, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Changed"
        page.save_revision().publish()
    changed = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert since.status_code == 304
    assert changed.status_code == 200
    assert "Changed" in changed.content.decode()


@pytest.mark.parametrize("address", [RSS, ATOM, JSON])
def test_a_reader_who_asks_by_date_learns_of_an_article_withdrawn(
    tree: Tree, client: Client, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.news_page(tree.news, title="Withdrawn")
    factories.news_page(tree.news, title="The newest")
    url = address.format("en")
    first = client.get(url)
    assert "Withdrawn" in first.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    after = client.get(url, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert after.status_code == 200
    assert "Withdrawn" not in after.content.decode()


def test_words_of_the_feed_itself_are_in_its_language(tree: Tree, client: Client) -> None:
    titles = {language: read(client, RSS, language).feed.title for language in ("fr", "uk")}

    assert all("The Alliance" in title for title in titles.values())
    assert read(client, RSS, "uk").feed.language == "uk"


def test_an_organisation_is_named_in_the_language_of_the_feed(tree: Tree, client: Client) -> None:
    english = factories.organisation()
    factories.organisation(
        "fr", name="La Commission", acronym="ECRI", translation_key=english.translation_key
    )
    page = factories.news_page(tree.news, organisation=english)
    translated(page, "fr")

    assert "La Commission" in read(client, RSS, "fr").entries[0].content[0].value
    assert "La Commission" not in read(client, RSS).entries[0].content[0].value


def test_characters_that_xml_forbids_do_not_break_the_feed(tree: Tree, client: Client) -> None:
    topic = factories.topic("housing", en="Hou\x0bsing")
    factories.news_page(
        tree.news,
        title="Vertical\x0btab",
        body=[{"type": "paragraph", "value": "<p>A\x0cbreak</p>"}],
        topics=[topic],
    )

    for address in (RSS, ATOM):
        feed = read(client, f"{address}?topic=housing")
        assert "Housing" in feed.feed.title
        assert feed.entries[0].title == "Verticaltab"
        assert feed.entries[0].tags[0].term == "Housing"


def queries(client: Client, url: str) -> int:
    cache.clear()
    client.get(url)  # sizes of pictures are made once
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_number_of_articles(tree: Tree, client: Client) -> None:
    topic = factories.topic(en="Housing")
    target = factories.news_page(tree.news)
    image = factories.image()
    link = f'<p><a linktype="page" id="{target.pk}">a page</a></p>'
    body = [*factories.all_blocks(target), {"type": "paragraph", "value": link}]

    articles = [
        factories.news_page(
            tree.news,
            aliases=False,
            topics=[topic],
            organisation=factories.organisation(),
            lead_image=image,
            lead_image_alt="A town",
            body=body,
        )
        for _ in range(4)
    ]
    few = queries(client, RSS.format("en"))
    for article in articles[:3]:
        factories.more_like(article, 5)
    many = queries(client, RSS.format("en"))

    assert few == many
