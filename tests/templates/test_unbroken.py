"""Titles do not break where readers of their language stumble."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import strip_tags

from cms.templatetags.cms_tags import unbroken
from tests import factories


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("Тиват стає 127-м учасником", ["127-м"]),
        ("Під час 24-ї сесії, а в Києві – 3-я", ["24-ї", "а ", "в ", "3-я"]),
        ("З ромами і для ромів", ["З ", "і "]),
        ("Пам’ять і ім'я Ґ", ["і "]),
        ("Exemple : « pour tous » !", ["e :", "« ", "s » !"]),
        ("COVID-19: a plan for 2019-2020", []),
    ],
)
def test_short_words_signs_and_endings_stay_with_their_neighbours(
    title: str, held: list[str]
) -> None:
    html = unbroken(title)
    assert strip_tags(html).replace("&#x27;", "'") == title
    for part in held:
        assert f'<span class="unbroken">{part}</span>' in html
    assert html.count("<span") == len(held)


def test_a_title_holds_no_marks_of_its_own() -> None:
    html = unbroken("<b> & у <i>")
    assert html == '&lt;b&gt; &amp; <span class="unbroken">у </span>&lt;i&gt;'


@pytest.mark.django_db
def test_titles_on_pages_are_held_together_and_stay_plain_everywhere_else(
    tree: factories.Tree, client: Client
) -> None:
    title = "Tivat becomes the 127-й"
    article = factories.news_page(tree.news, title=title, slug="tivat", summary=title)
    for path in ("/en/news/", "/en/news/tivat/"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        held = page.select("main .unbroken")
        assert [one.get_text() for one in held] == ["127-й", "127-й"], path
        assert "unbroken" not in str(page.head)
    assert page.h1.get_text() == title
    assert client.get(f"/api/v1/news/{article.pk}").json()["title"] == title
    assert "unbroken" not in client.get("/en/news/feed/").content.decode()
