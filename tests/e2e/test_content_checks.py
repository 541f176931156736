"""Editors are told of barriers in their text before it is published."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from cms.site.groups import provision_groups
from tests import factories

pytestmark = pytest.mark.e2e

TOLD = {
    "en": (
        "Link that does not say where it leads",
        "Name the page or document in the text of the link",
        "Incorrect heading hierarchy",
        "Image alt text has inappropriate pattern",
        "Table cell without a heading",
    ),
    "uk": (
        "Посилання, яке не каже, куди веде",
        "Назвіть сторінку чи документ у тексті посилання",
        "Неправильна ієрархія заголовків",
        "Альтернативний текст зображення має невдалий вигляд",
        "Клітинка таблиці без заголовка",
    ),
}


@pytest.mark.parametrize("language", ["en", pytest.param("uk", marks=pytest.mark.full)])
def test_the_checks_tell_an_editor_of_headings_pictures_links_and_tables(
    site: factories.Tree, live_server: Any, sign_in: Callable, shoot: Callable, language: str
) -> None:
    window = sign_in("editor", provision_groups()["editors"])
    profile = UserProfile.get_for_user(get_user_model().objects.get(username="editor"))
    profile.preferred_language = language
    profile.save()
    picture = factories.image()
    # Signs around the words, and a space that does not break, do not hide them.
    words = {"en": "(Click\xa0here!)", "uk": "«Читати\xa0далі»"}[language]
    description = {"en": "Photo", "uk": "Фото зали"}[language]
    columns = [{"type": "text", "heading": "Place"}, {"type": "text", "heading": ""}]
    table = {"caption": "Places", "columns": columns, "rows": [{"values": ["Tivat", "127"]}]}
    blocks = [
        ("heading", {"text": "Too deep", "level": "h3"}),
        ("paragraph", f"<p>For the report, <a href='https://example.org/r'>{words}</a>.</p>"),
        (
            "image",
            {
                "image": picture.pk,
                "alt_text": description,
                "decorative": False,
                "caption": "",
            },
        ),
        ("table", table),
    ]
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    article = factories.news_page(site.news, aliases=False, body=body)
    window.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    window.locator("[data-side-panel-toggle=checks]").click()
    issues = window.locator("[data-checks-panel]")
    for words in TOLD[language]:
        expect(issues).to_contain_text(words, timeout=30_000)
    shoot(window, "checks")
