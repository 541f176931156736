"""The language switcher says in words what there is in each language."""

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests import factories
from tests.factories import Tree


def entries(client: Client, path: str) -> dict[str, Tag]:
    """What the switcher says about each language, by the code that its name is marked with."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    names = soup.select("header details li > * > [lang][dir]")
    return {name["lang"]: name.find_parent("li") for name in names}


def test_each_language_is_named_in_itself_and_says_what_it_has(tree: Tree, client: Client) -> None:
    article = factories.news_page(tree.news)
    tree.translation_of(article, "fr").delete()

    found = entries(client, tree.translation_of(article, "uk").url)

    words = {code: entry.get_text(" ", strip=True) for code, entry in found.items()}
    assert words == {
        "en": "English",
        "fr": "Français (цієї сторінки немає)",
        "uk": "Українська (не перекладено)",
        "rom": "Romani čhib (не перекладено)",
    }
    assert {code: entry.a and entry.a["hreflang"] for code, entry in found.items()} == {
        "en": "en",
        "fr": None,
        "uk": "uk",
        "rom": "rom",
    }
    assert found["uk"].a["aria-current"] == "true"


def test_a_language_that_is_still_being_prepared_is_not_named(tree: Tree, client: Client) -> None:
    tree.translation_of(tree.home, "rom").unpublish()

    assert list(entries(client, "/en/")) == ["en", "fr", "uk"]
    assert list(entries(client, "/en/missing/")) == ["en", "fr", "uk"]
    assert list(entries(client, "/en/authorities/")) == ["en", "fr", "uk"]


def test_where_a_page_is_private_the_switcher_does_not_lead_there(
    tree: Tree, client: Client
) -> None:
    article = factories.news_page(tree.news)
    tree.translation_of(article, "fr").view_restrictions.create(restriction_type="login")

    found = entries(client, article.url)

    assert found["fr"].a is None
    assert "not available" in found["fr"].get_text()
