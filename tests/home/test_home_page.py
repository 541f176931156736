"""The home of each language."""

import datetime

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests import factories
from tests.factories import Tree


def headings(client: Client, url: str, section: str) -> list[str]:
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return [
        heading.get_text(strip=True)
        for heading in page.select(f'section[aria-labelledby="{section}"] h3')
    ]


def test_the_four_newest_articles_are_shown_wherever_they_stand(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks)
    for day in range(1, 8):
        factories.news_page(
            network if day == 7 else tree.news,
            title=f"Day {day}",
            date=datetime.date(2019, 1, day),
        )

    newest = [f"Day {day}" for day in range(7, 3, -1)]
    assert headings(client, "/en/", "latest-news") == newest
    assert headings(client, "/uk/", "latest-news") == newest


def test_networks_stand_in_the_order_of_their_countries_in_the_readers_language(
    tree: Tree, client: Client
) -> None:
    for country in ("UA", "GR", "DE"):
        factories.network_page(tree.networks, title=country, country=country)

    # Germany, Greece, Ukraine; Allemagne, Grèce, Ukraine; Греція, Німеччина, Україна.
    assert headings(client, "/en/", "networks") == ["DE", "GR", "UA"]
    assert headings(client, "/fr/", "networks") == ["DE", "GR", "UA"]
    assert headings(client, "/uk/", "networks") == ["GR", "DE", "UA"]


def test_drafts_and_private_pages_are_not_named_in_any_language(tree: Tree, client: Client) -> None:
    factories.news_page(tree.news, title="Withdrawn").unpublish()
    private = factories.news_page(tree.news, title="Secret article")
    copy = private.create_alias(parent=tree.networks, update_slug="copy")
    Page.objects.get(pk=copy.pk).specific.create_alias(parent=tree.news, update_slug="copy-of-it")
    network = factories.network_page(tree.networks, title="Secret network")
    factories.news_page(network, title="Secret news of a network")
    for page in (private, network):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    for url in ("/en/", "/fr/", "/en/news/", "/fr/news/", "/en/networks/", "/uk/networks/"):
        text = client.get(url).content.decode()
        assert "Secret" not in text, url
        assert "Withdrawn" not in text, url


def test_an_empty_site_has_a_home(tree: Tree, client: Client) -> None:
    for language in ("en", "fr", "uk", "rom"):
        page = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")
        assert page.h1.get_text(strip=True)
