"""A language written from right to left needs no style sheet, template or setting of its own."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from tests import factories
from tests.cms.translation.helpers import submit

STYLES = sorted(Path(site_settings.BASE_DIR, "cms/static/cms/css").glob("*.css"))
# Sides of the paper instead of sides of the text, in properties and in values.
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)"
    r"|left|right|border-(?:top|bottom)-(?:left|right)-radius)[\w-]*\s*:"
    r"|^\s*(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|^\s*(?:margin|padding|inset|border-width)\s*:\s*(?P<four>\S+\s+\S+\s+\S+\s+[^;]+);"
)
# The arrow of a menu is a corner turned by an angle: it points down in every script.
TURNED = {"border-width: 0 0.13em 0.13em 0;"}


@pytest.fixture
def arabic(settings: Any, db: None) -> factories.Tree:
    """A site in English and Arabic."""
    languages = [("en", "English"), ("ar", "العربيّة")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = languages
    return factories.site_tree(("en", "ar"))


def read(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def is_physical(line: str) -> bool:
    """Whether a declaration names a side of the paper, or differs between left and right."""
    match = PHYSICAL.search(line)
    if match is None or match["four"] is None:
        return match is not None
    sides = re.sub(r"\([^)]*\)", "()", match["four"]).split()
    return len(sides) == 4 and sides[1] != sides[3]


@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_styles_name_sides_of_the_text_not_of_the_paper(sheet: Path) -> None:
    lines = enumerate(sheet.read_text(encoding="utf-8").splitlines(), 1)

    physical = [
        f"{number}: {line}"
        for number, line in lines
        if is_physical(line) and line.strip() not in TURNED
    ]

    assert physical == []


def test_a_page_runs_from_right_to_left_and_the_text_it_borrows_does_not(
    arabic: factories.Tree, client: Client
) -> None:
    factories.news_page(arabic.news, slug="meeting", title="Meeting in Lviv")

    page = read(client, "/ar/news/meeting/")

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert (page.h1["lang"], page.h1["dir"]) == ("en", "ltr")
    assert page.select_one("header a[hreflang=ar] [lang=ar]")["dir"] == "rtl"
    english = read(client, "/en/news/meeting/")
    assert english.html["dir"] == "ltr"
    assert english.select_one("header a[hreflang=ar] [lang=ar]")["dir"] == "rtl"
    missing = read(client, "/ar/missing/")
    assert (missing.html["lang"], missing.html["dir"]) == ("ar", "rtl")


def test_a_translator_writes_from_right_to_left_beside_the_source(
    arabic: factories.Tree, client: Client
) -> None:
    article = factories.news_page(arabic.news, slug="meeting", title="Meeting in Lviv")
    user = get_user_model().objects.create_superuser("admin")
    client.force_login(user)
    translation = submit(article, Locale.objects.get(language_code="ar"))
    address = reverse("cms_translation_editor", args=[translation.pk])

    editor = read(client, address)

    assert editor.html["dir"] == "ltr"
    field = editor.select_one("textarea[lang=ar]")
    assert field["dir"] == "rtl"
    assert editor.select_one("[lang=en][dir=ltr]")

    UserProfile.objects.create(user=user, preferred_language="ar")
    assert read(client, address).html["dir"] == "rtl"
