"""What an article leads on to."""

import datetime

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests import factories
from tests.cms.test_page_languages import translate_page
from tests.factories import Tree


def related(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [link.get_text() for link in page.select("main .related .card-title a")]


def test_the_articles_that_share_most_come_first(tree: Tree, client: Client) -> None:
    housing, youth = factories.topic(en="Housing"), factories.topic(en="Youth")
    network = factories.network_page(tree.networks)

    def article(title: str, day: int, place: object = tree.news, **fields: object) -> str:
        page = factories.news_page(
            place, title=title, date=datetime.date(2019, 1, day), aliases=False, **fields
        )
        return str(page.url)

    address = article("This", 9, network, topics=[housing, youth], countries=["UA"])
    article("Same topics", 1, topics=[housing, youth])
    article("Same topic, later", 3, topics=[youth])
    article("Same topic", 2, topics=[housing], countries=["GR"])
    article("Same country", 8, countries=["UA", "GR"])
    article("Nothing shared", 9, countries=["GR"])

    assert related(client, address) == ["Same topics", "Same topic, later", "Same topic"]
    plain = article("Of the network", 4, network)
    assert related(client, plain) == ["This"]
    assert related(client, article("Alone", 5)) == []


def test_only_published_texts_in_the_language_of_the_page_are_offered(
    tree: Tree, client: Client
) -> None:
    topic = factories.topic(en="Housing")
    here, other, withdrawn, private = (
        factories.news_page(tree.news, title=title, topics=[topic])
        for title in ("Here", "Other", "Withdrawn", "Private")
    )
    translate_page(other, tree, "fr", title="Autre", slug="autre")
    withdrawn.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()

    assert related(client, here.url) == ["Other"]
    # The page itself is a stand-in here: it leads on to what readers have in their language.
    assert related(client, here.url.replace("/en/", "/fr/")) == ["Autre"]
    assert related(client, here.url.replace("/en/", "/uk/")) == []


def test_topics_and_countries_of_an_article_lead_to_the_list(tree: Tree, client: Client) -> None:
    page = factories.news_page(
        tree.news, topics=[factories.topic("housing", en="Housing")], countries=["UA"]
    )

    facts = BeautifulSoup(client.get(page.url).content, "html.parser").select(".facts a")

    addresses = [link["href"] for link in facts]
    assert addresses == ["/en/news/?country=UA", "/en/news/?topic=housing"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_related_articles_cost_the_same_however_many_there_are(tree: Tree, client: Client) -> None:
    topics = [factories.topic(en=f"Topic {position}") for position in range(3)]
    first = factories.news_page(tree.news, aliases=False, topics=topics, countries=["UA", "GR"])

    def queries() -> int:
        client.get(first.url)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(first.url)
        return len(captured)

    factories.more_like(first, 4)
    few = queries()
    factories.more_like(first, 45)

    assert queries() == few
    with CaptureQueriesContext(connection) as captured:
        client.get(first.url)
    assert not [one for one in captured if "likeness" in one["sql"]]
