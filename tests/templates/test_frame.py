"""The frame of the public pages: languages, furniture and the way without a script."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from tests import factories

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def read(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_an_untranslated_page_says_so_and_marks_the_language_of_its_text(
    client: Client, tree: factories.Tree
) -> None:
    factories.news_page(tree.news, slug="meeting", title="Meeting in Lviv")
    soup = read(client, "/uk/news/meeting/")
    assert soup.html["lang"] == "uk"
    assert soup.h1["lang"] == "en"
    told = soup.select_one(".notice").get_text()
    assert "(українська)" in told
    assert "англійська" in told
    translated = read(client, "/en/news/meeting/")
    assert "lang" not in translated.h1.attrs
    assert not translated.select(".notice")


def test_lists_label_an_article_in_another_language(client: Client, tree: factories.Tree) -> None:
    factories.news_page(tree.news, title="Meeting in Lviv")
    article = read(client, "/fr/news/").select_one("ul.rows > li")
    assert article.select_one("a")["lang"] == "en"
    assert article.select_one(".label").get_text(strip=True) == "English"


def test_mission_and_note_stand_on_every_page(client: Client, tree: factories.Tree) -> None:
    factories.profile()
    factories.note()
    for path, status in (("/en/", 200), ("/en/news/", 200), ("/en/missing/", 404)):
        soup = read(client, path, status)
        assert "The mission in en." in soup.footer.get_text()
        assert "wide diversity" in soup.select_one(".please-note").get_text()
        assert [link.get_text() for link in soup.select("footer a")].count("RSS") == 1


def test_menu_and_languages_open_without_a_script(client: Client, tree: factories.Tree) -> None:
    soup = read(client, "/en/news/")
    assert len(soup.select("header details > summary")) == 2
    assert len(soup.select("header details > nav[aria-label]")) == 1
    assert soup.select_one("header nav.main-menu[aria-label]")
    assert soup.select_one(".main-menu [aria-current=page]").get_text(strip=True) == "News"
    languages = soup.select("header [hreflang]")
    assert [link["hreflang"] for link in languages] == ["en", "fr", "uk", "rom"]
    assert ["not translated" in link.get_text() for link in languages] == [False, True, True, True]


def test_the_page_of_a_failure_needs_neither_database_nor_context() -> None:
    soup = BeautifulSoup(render_to_string("500.html"), "html.parser")
    assert soup.h1
    assert soup.select_one("a")["href"] == "/"


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_templates_have_nothing_inline_that_the_security_policy_forbids(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", text)
