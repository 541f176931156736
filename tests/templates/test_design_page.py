"""The page that shows every block and component: complete, and only where it is wanted."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from cms.checks import page_blocks
from cms.site.design.blocks import VALUES
from tests import factories

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FOLDERS = (
    "cms/blocks",
    "cms/includes",
    "cms/search",
    "cms/terminology",
    "network/includes",
    "news/includes",
)
# Whole pages, what is not seen, and what needs a page of the site around it.
ELSEWHERE = {
    "cms/includes/accessibility_statement.html",
    "cms/includes/api_type.html",
    "cms/includes/body.html",
    "cms/includes/please_note.html",
    "cms/search/nothing.html",
    "cms/search/pagination.html",
    "cms/search/search.html",
    "cms/terminology/terminology.html",
    "network/includes/calendar_discovery.html",
    "network/includes/calendar_links.html",
}


@pytest.fixture
def site(settings: object, tree: factories.Tree) -> factories.Tree:
    settings.CMS_DESIGN_PAGE = True  # type: ignore[attr-defined]
    factories.image()
    factories.document()
    return tree


def test_every_block_and_component_is_shown_in_every_language(
    client: Client, site: factories.Tree
) -> None:
    factories.participation(1)
    for language in ("en", "fr", "uk", "rom"):
        response = client.get(f"/{language}/design/")
        assert response.status_code == 200
        shown = {
            part["id"]
            for part in BeautifulSoup(response.content, "html.parser").select(".design-part")
        }
        assert shown == {f"block-{type(block).__name__}" for _field, _name, block in page_blocks()}
        used = {template.name for template in response.templates}
        there = {
            f"{folder}/{file.name}"
            for folder in FOLDERS
            for file in (TEMPLATES / folder).glob("*.html")
        }
        assert there - ELSEWHERE - used == set()


def test_a_block_without_a_sample_is_told(
    client: Client, site: factories.Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(VALUES, next(iter(VALUES)))
    with pytest.raises(LookupError, match="has no value"):
        client.get("/en/design/")


def test_the_page_can_be_read_as_in_a_language_written_to_the_left(
    client: Client, site: factories.Tree
) -> None:
    soup = BeautifulSoup(client.get("/en/design/?dir=rtl").content, "html.parser")
    assert soup.html["dir"] == "rtl"
    assert soup.select_one(".design-part .body")["lang"] == "ar"
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_error_pages_are_shown_in_the_language_of_their_address(
    client: Client, site: factories.Tree
) -> None:
    for status, words in ((403, "Доступ"), (404, "Сторінк"), (500, "пішло не так")):
        response = client.get(f"/uk/design/{status}/")
        assert response.status_code == status
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.html["lang"] == "uk"
        assert words in soup.h1.get_text(), soup.h1


def test_a_public_site_has_no_design_page(client: Client, tree: factories.Tree) -> None:
    for path in ("/en/design/", "/en/design/500/"):
        assert client.get(path).status_code == 404
    assert "design" not in client.get("/sitemap.xml").content.decode()
