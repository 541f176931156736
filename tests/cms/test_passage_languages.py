"""A passage in another language: marked by editors, and nothing else than the mark is kept."""

import json

import pytest
from django.core.checks import run_checks
from django.test import Client, override_settings
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.apikit.rich_text import finished
from cms.passage_languages import (
    FEATURE,
    is_known,
    passage_attributes,
    passage_codes,
    passage_language_name,
)
from tests import factories
from tests.factories import Tree

KEY = 'data-block-key="aaaaa"'


@pytest.fixture(scope="module")
def converter() -> ContentstateConverter:
    return ContentstateConverter([FEATURE, "bold", "link"])


def edited(converter: ContentstateConverter, html: str) -> str:
    """What is stored after somebody opens `html` in the editor and saves it."""
    return converter.to_database_format(converter.from_database_format(html))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('Le <span lang="de">Bürgermeister</span>.', None),
        ('<span lang="he" dir="rtl">שלום</span>', None),
        ('<span lang="he">שלום</span>', '<span lang="he" dir="rtl">שלום</span>'),
        ('<span lang="sr-Latn">Grad</span> <span lang="rom">Rroma</span>', None),
        ('<span lang="uk">Київ</span><span lang="de">Wien</span>', None),
        # Bold words and links stand within.
        (
            '<span lang="de">Stadt<b>rat</b></span>',
            '<span lang="de">Stadt</span><b><span lang="de">rat</span></b>',
        ),
        ('<a href="https://example.org/"><span lang="uk">Рада</span></a>', None),
        # The outer of two passages remains.
        (
            '<span lang="de">a <span lang="uk">б</span> c</span> d',
            '<span lang="de">a б c</span> d',
        ),
        # Unknown languages and forged attributes leave the words.
        ('<span lang="xx">a</span>', "a"),
        ('<span lang="DE">a</span>', "a"),
        ("<span lang='\"&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>a</span>", "a"),
        ("<span>a</span>", "a"),
        (
            '<span lang="de" onclick="alert(1)" style="x" class="y" dir="rtl">a</span>',
            '<span lang="de">a</span>',
        ),
    ],
)
def test_the_editor_keeps_marks_and_nothing_else(
    converter: ContentstateConverter, before: str, after: str | None
) -> None:
    stored = edited(converter, f"<p {KEY}>{before}</p>")
    assert stored == f"<p {KEY}>{before if after is None else after}</p>"
    assert edited(converter, stored) == stored


def test_a_forged_style_marks_nothing(converter: ContentstateConverter) -> None:
    def saved(style: str) -> str:
        styles = [{"offset": 0, "length": 1, "style": style}]
        block = {"key": "aaaaa", "type": "unstyled", "text": "a", "inlineStyleRanges": styles}
        return converter.to_database_format(
            json.dumps({"blocks": [{**block, "depth": 0, "entityRanges": []}], "entityMap": {}})
        )

    assert saved("LANG-de") == f'<p {KEY}><span lang="de">a</span></p>'
    for style in ("LANG-xx", "LANG-", 'LANG-de" onclick="x', "<script>"):
        assert saved(style) == f"<p {KEY}>a</p>"


def test_every_language_is_known_and_named_in_the_language_of_the_editor() -> None:
    assert passage_codes()[:4] == ["en", "fr", "uk", "rom"]
    assert len(passage_codes()) == len(set(passage_codes()))
    names = {"en": ("German", "Romani"), "fr": ("Allemand", None), "uk": ("Німецька", None)}
    for language, (german, romani) in names.items():
        with translation.override(language):
            assert passage_language_name("de") == german
            assert romani in (None, passage_language_name("rom"))
            assert all(
                is_known(code) and passage_language_name(code) != code for code in passage_codes()
            )
    assert passage_attributes("ar") == {"lang": "ar", "dir": "rtl"}
    with override_settings(CMS_PASSAGE_LANGUAGES=["la", "fr"]):
        assert passage_codes() == ["en", "fr", "uk", "rom", "la"]
    with override_settings(CMS_PASSAGE_LANGUAGES=["la", '"><script>', "xx"]):
        found = [error.msg for error in run_checks() if error.id == "cms.E002"]
    assert len(found) == 2 and "<script>" in found[0]


@pytest.mark.django_db
def test_readers_the_api_and_the_feeds_get_the_mark(tree: Tree, client: Client) -> None:
    words = '<span dir="rtl" lang="ar">مدينة</span>'
    body = [("paragraph", f"<p>A city: {words}.</p>")]
    article = factories.news_page(tree.news, title="Roofs", body=body)
    assert words in client.get(article.url).text
    assert finished(words, lambda key: None, lambda key: None) == words
    for address in (f"/api/v1/news/{article.pk}?locale=en", "/en/news/feed/json/"):
        assert words in json.dumps(client.get(address).json(), ensure_ascii=False).replace("\\", "")
