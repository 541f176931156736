"""Pages of the site that are views stand above what the search finds."""

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.site.resolving import VIEW_NAMES
from cms.site.search.site_pages import SITE_PAGES, site_pages
from tests import factories
from tests.factories import Tree

# Views that are no page to look for: files, objects that have hits of their own, the search itself.
NO_PAGES = {
    *("authorities_csv", "authorities_json", "participants_csv", "calendar", "document"),
    *("news_feed", "news_feed_atom", "news_feed_json", "robots", "sitemap"),
    *("authority", "authority_country", "search"),
}


def test_they_are_called_by_their_words_and_by_no_others(tree: Tree, client: Client) -> None:
    factories.news_page(tree.news, title="Accessibility of towns", aliases=False)

    def called(language: str, query: str) -> list[str]:
        page = BeautifulSoup(client.get(f"/{language}/search/?{query}").content, "html.parser")
        return [str(link["href"]) for link in page.select("[aria-labelledby=site-pages] h3 a")]

    for language, asked, expected in (
        ("en", "Directory", "authorities/"),
        ("en", "the list of cities", "authorities/"),
        ("en", "statistics", "authorities/statistics/"),
        ("fr", "TERMINOLOGIE", "terminology/"),
        ("fr", "déclaration d’accessibilite", "accessibility/"),
        ("uk", "термінологію", "terminology/"),
        ("rom", "accessibility", "accessibility/"),
    ):
        assert called(language, f"q={asked}") == [f"/{language}/{expected}"], asked
    for asked in ("declaration", "statement", "accessibility of Lviv", "of", "…"):
        assert called("en", f"q={asked}") == [], asked
    assert called("en", "q=accessibility&type=news") == []
    page = client.get("/en/search/?q=accessibility").content.decode()
    assert page.index('"/en/accessibility/"') < page.index("1 result"), "first, and not counted"
    page = client.get("/en/search/?q=glossary").content.decode()
    assert '"/en/terminology/"' in page
    assert "There is nothing for" not in page
    page = client.get("/rom/search/?q=glossary").content.decode()
    assert '<a href="/rom/terminology/" lang="en"' in page


def test_all_are_there_with_the_titles_that_they_show(tree: Tree, client: Client) -> None:
    with translation.override("fr"):
        titles = {reverse(page.view_name): str(page.title) for page in SITE_PAGES}
        found = {url: [hit.url for hit in site_pages(title, "fr")] for url, title in titles.items()}
    assert found == {url: [url] for url in titles}
    for url, title in titles.items():
        shown = BeautifulSoup(client.get(url).content, "html.parser")
        assert [heading.get_text(strip=True) for heading in shown.select("h1")] == [title]
    assert {page.view_name for page in SITE_PAGES} == set(VIEW_NAMES) - NO_PAGES
