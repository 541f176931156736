"""A language is added to a site that has content."""

import io
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from tests import factories


@pytest.fixture
def with_spanish(settings: Any) -> None:
    """Settings with a language that the site does not have yet."""
    languages = [*settings.LANGUAGES, ("es", "Español")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages


def add_language(code: str) -> str:
    out = io.StringIO()
    call_command("add_language", code, stdout=out)
    return out.getvalue()


def test_every_page_has_an_address_in_the_new_language_and_says_what_it_shows(
    client: Client,
    tree: factories.Tree,
    with_spanish: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    article = factories.news_page(tree.news, slug="meeting", title="Meeting in Lviv")
    english = Page.objects.filter(locale=article.locale, depth__gt=1).count()

    with django_capture_on_commit_callbacks(execute=True):
        add_language("es")

    assert f"Español has {english} pages." in add_language("es")
    soup = BeautifulSoup(client.get("/es/news/meeting/").content, "html.parser")
    assert soup.html["lang"] == "es"
    assert (soup.h1.get_text(strip=True), soup.h1["lang"]) == ("Meeting in Lviv", "en")
    assert soup.select_one(".notice")
    root = client.get("/", headers={"accept-language": "es"})
    assert root.headers["Location"] == "/es/"


def test_a_language_that_the_settings_lack_is_refused(tree: factories.Tree) -> None:
    with pytest.raises(CommandError, match="They have: en, fr, uk, rom"):
        add_language("es")
