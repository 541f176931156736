"""Queries of the public pages: as many for fifty of anything as for five, and few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from network.models import Membership, NetworkFounder, NetworkPage
from tests import factories
from tests.factories import Tree

FEW, MANY = 5, 50
Count = Callable[[str], tuple[int, int]]


@pytest.fixture
def count(client: Client, record_property: Callable[[str, object], None]) -> Count:
    """Queries of an address, with the furniture to be built and with it at hand."""

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    def cold_and_warm(url: str) -> tuple[int, int]:
        queries(url)  # sizes of pictures are made once
        cache.clear()
        cold, warm = queries(url), queries(url)
        record_property(f"queries of {url}", f"{cold} cold, {warm} warm")
        return cold, warm

    return cold_and_warm


def add_articles(parent: Page, number: int) -> None:
    """Articles with all that a list shows; pictures are few, since making them is slow."""
    image = factories.image()
    topic = factories.topic(en="Housing", fr="Logement")
    organisation = factories.organisation()
    first = factories.news_page(
        parent,
        aliases=False,
        lead_image=image,
        lead_image_alt="A town",
        topics=[topic],
        countries=["UA"],
        organisation=organisation,
    )
    factories.more_like(first, number - 1)


def test_home_and_list_cost_the_same_for_any_number_of_articles(tree: Tree, count: Count) -> None:
    factories.profile()
    factories.note()
    add_articles(tree.news, FEW)
    home, listing = count("/en/"), count("/en/news/")
    add_articles(tree.news, MANY - FEW)

    assert (count("/en/"), count("/en/news/")) == (home, listing)
    assert home[1] <= 10
    assert listing[1] <= 10


def test_an_article_costs_the_same_for_any_number_of_links_pictures_and_translations(
    tree: Tree, count: Count
) -> None:
    factories.profile()
    factories.note()
    topics = [factories.topic(en=f"Topic {number}") for number in range(FEW)]
    target = factories.news_page(tree.news, aliases=False)
    blocks = factories.all_blocks(target)
    link = f'<p><a linktype="page" id="{target.pk}">a page</a></p>'

    def article(number: int, aliases: bool) -> Page:
        return factories.news_page(
            tree.news,
            aliases=aliases,
            lead_image=factories.image(),
            lead_image_alt="A town",
            organisation=factories.organisation(),
            topics=topics[: number // 10 + 1],
            countries=["UA", "GR", "AL", "RS", "FR"][: number // 10 + 1],
            body=[*blocks * (number // 5 + 1), *[{"type": "paragraph", "value": link}] * number],
            links=[{"type": "link", "value": {"label": "x", "url": "", "page": target.pk}}]
            * number,
        )

    few = article(1, aliases=False)
    many = article(MANY, aliases=True)

    assert count(many.url) == count(few.url)
    assert count(many.url.replace("/en/", "/uk/"))[1] <= count(few.url)[1] + 1


def test_a_usual_article_stays_within_its_budget(tree: Tree, count: Count) -> None:
    factories.profile()
    factories.note()
    page = factories.news_page(
        tree.news,
        lead_image=factories.image(),
        lead_image_alt="A town",
        organisation=factories.organisation(),
        topics=[factories.topic(en="Housing")],
        countries=["UA"],
        body=[
            {"type": "paragraph", "value": "<p>Text</p>"},
            {"type": "image", "value": {"image": factories.image().pk, "alt_text": "A town"}},
            {"type": "paragraph", "value": "<p>More text</p>"},
        ],
    )

    for language in ("en", "uk"):
        assert count(page.url.replace("/en/", f"/{language}/"))[1] <= 8


def fill_network(network: NetworkPage, number: int) -> None:
    for _ in range(number):
        Membership.objects.create(authority=factories.authority(), network=network)
    factories.more_like(factories.meeting_page(network, aliases=False), number - 1)
    network = NetworkPage.objects.get(pk=network.pk)
    for position in range(number):
        network.founders.add(
            NetworkFounder(name=f"Town {position}", kind="city", locale=network.locale)
        )
    network.save_revision().publish()
    add_articles(network, number)


def test_a_network_costs_the_same_for_any_number_of_founders_members_meetings_and_news(
    tree: Tree, count: Count
) -> None:
    factories.profile()
    factories.note()
    network = factories.network_page(tree.networks)
    fill_network(network, FEW)
    few = count(network.url)
    fill_network(network, MANY // 2)

    assert count(network.url) == few
    assert few[1] <= 12


def test_the_list_of_networks_and_the_home_cost_the_same_for_any_number_of_networks(
    tree: Tree, count: Count
) -> None:
    def add(number: int) -> None:
        factories.more_like(factories.network_page(tree.networks, aliases=False), number - 1)

    add(FEW)
    few = count("/en/networks/"), count("/en/")
    add(MANY - FEW)

    assert (count("/en/networks/"), count("/en/")) == few


def test_a_meeting_and_an_error_stay_cheap(tree: Tree, client: Client, count: Count) -> None:
    meeting = factories.meeting_page(factories.network_page(tree.networks))
    client.get("/en/missing/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/en/missing/")

    assert len(captured) <= 3
    assert count(meeting.url)[1] <= 6


def test_a_body_asks_for_its_pictures_once(tree: Tree, client: Client) -> None:
    picture: dict[str, Any] = {"alt_text": "A town", "decorative": False, "caption": ""}
    body = [
        {"type": "image", "value": {**picture, "image": factories.image().pk}} for _ in range(4)
    ]
    page = factories.news_page(tree.news, aliases=False, body=body)
    client.get(page.url)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(page.url)

    assert sum("cms_alliancerendition" in query["sql"] for query in captured) == 1
