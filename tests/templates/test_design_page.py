"""The page that shows every block and component: complete, and only where it is wanted."""

import datetime
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Template
from django.template.context import Context
from django.test import Client

from cms.checks import page_blocks
from cms.site.design.blocks import VALUES
from tests import factories

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STYLE_SHEET = Path(settings.BASE_DIR) / "cms/static/cms/css/site.css"
# Not of public pages.
ADMIN = re.compile(r"admin|preview/|wagtailcore/")
# A template of its own page, with the parts that it shows.
WHOLE_PAGE = re.compile(r"{% extends|<!DOCTYPE")
NOT_SHOWN = {
    "cms/includes/api_type.html": "only in the description of the API, which has its own sheet",
    "cms/includes/body.html": "around the blocks, which are shown one by one",
    "cms/includes/content_lang.html": "writes attributes, where a text is not translated",
    "cms/includes/interface_lang.html": "writes attributes, where a text is not translated",
    "network/includes/calendar_discovery.html": "in the head, which is not seen",
    "news/feed_item.html": "in feeds, which have no design",
}
CLASSES_NOT_SHOWN = {
    "demo-banner": "in the head of every page of a demonstration",
    "small": "where the site has a picture smaller than its place",
    "unavailable": "in the head of a page that a language lacks altogether",
}


@pytest.fixture
def site(settings: object, tree: factories.Tree) -> factories.Tree:
    settings.CMS_DESIGN_PAGE = True  # type: ignore[attr-defined]
    factories.image()
    factories.document()
    return tree


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the templates that have written something since."""
    names: set[str] = set()
    render = Template._render

    def note(template: Template, context: Context) -> str:
        text = render(template, context)
        if text.strip():
            names.add(template.name)
        return text

    monkeypatch.setattr(Template, "_render", note)
    return names


def parts_of_pages() -> set[str]:
    """Blocks, includes and other templates that public pages are made of."""
    files = {file.relative_to(TEMPLATES).as_posix(): file for file in TEMPLATES.rglob("*.html")}
    return {
        name
        for name, file in files.items()
        if not ADMIN.search(name) and not WHOLE_PAGE.search(file.read_text())
    }


def classes_of_style_sheet() -> set[str]:
    sheet = re.sub(r"/\*.*?\*/|url\(.*?\)", "", STYLE_SHEET.read_text(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", " ".join(re.findall(r"([^{}]+)\{", sheet))))


def test_every_block_component_and_class_is_shown_in_every_language(
    client: Client, site: factories.Tree, written: set[str]
) -> None:
    factories.participation(1, joined_on=datetime.date(2026, 1, 1), authority_is_example=True)
    for language in ("en", "fr", "uk", "rom"):
        written.clear()
        classes: set[str] = set()
        for query in ("", "?dir=rtl"):
            response = client.get(f"/{language}/design/{query}")
            assert response.status_code == 200
            soup = BeautifulSoup(response.content, "html.parser")
            classes |= {name for element in soup.select("[class]") for name in element["class"]}
            ids = [element["id"] for element in soup.select("[id]")]
            assert len(ids) == len(set(ids))
            # Readers begin at the top, whatever takes the focus in a form that was sent.
            assert not soup.select("[autofocus]")
            blocks = {part["id"] for part in soup.select(".design-part")}
            assert blocks == {f"block-{type(one).__name__}" for _, _, one in page_blocks()}
        assert parts_of_pages() - written - set(NOT_SHOWN) == set()
        assert classes_of_style_sheet() - classes - set(CLASSES_NOT_SHOWN) == set()


def test_what_is_said_not_to_be_shown_is_there_at_all() -> None:
    assert set(NOT_SHOWN) <= parts_of_pages()
    assert set(CLASSES_NOT_SHOWN) <= classes_of_style_sheet()


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
    for path in ("/en/", "/sitemap.xml", "/robots.txt"):
        assert "design/" not in client.get(path).content.decode()


def test_no_menu_sitemap_or_search_engine_leads_to_the_design_page(
    client: Client, site: factories.Tree
) -> None:
    for path in ("/en/", "/en/news/", "/sitemap.xml", "/robots.txt"):
        assert "design/" not in client.get(path).content.decode()
    assert BeautifulSoup(client.get("/en/design/").content, "html.parser").select_one(
        "meta[name=robots][content*=noindex]"
    )
