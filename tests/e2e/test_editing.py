"""From a draft in English to a page in three languages, by four people in their browsers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from wagtail.models import Page

from cms.site.groups import provision_groups
from news.models import NewsPage
from tests import factories

pytestmark = pytest.mark.e2e

TEXTS = ["A school for everyone", "Two towns teach all children together.", "It opened in autumn."]
TRANSLATIONS = {
    "fr": ["Une école pour tous", "Deux villes scolarisent les enfants.", "Ouverte en automne."],
    "uk": ["Школа для всіх", "Два міста навчають усіх дітей разом.", "Вона відкрилася восени."],
}
NEW_SUMMARY = "Three towns teach all children together."
NEW_TRANSLATIONS = {
    "fr": "Trois villes scolarisent tous les enfants.",
    "uk": "Три міста навчають усіх дітей разом.",
}


def draft_article(window: Window, url: str, index: Page) -> int:
    """Write an article with a paragraph and save it as a draft. Returns its key."""
    title, summary, paragraph = TEXTS
    window.goto(f"{url}/admin/pages/add/news/newspage/{index.pk}/")
    window.fill("#id_title", title)
    window.fill("#id_summary", summary)
    window.get_by_role("button", name="Insert a block").first.click()
    window.get_by_role("option", name="Paragraph").first.click()
    text = window.locator(".public-DraftEditor-content").first
    text.click()
    expect(text).to_be_focused()
    text.press_sequentially(paragraph)
    # The editor hands its text to the form a moment after the last key.
    expect(window.locator("[name=body-0-value]")).to_have_value(re.compile(paragraph))
    window.get_by_role("button", name="Save draft").first.click()
    expect(window.get_by_text(f"Page '{title}'")).to_be_visible()
    return int(re.search(r"/(\d+)/edit/", window.url)[1])


def translate(window: Window, url: str, page: Page, texts: dict[str, str]) -> None:
    """Fill in the strings of the translation editor, each found by its source text."""
    window.goto(f"{url}/admin/pages/{page.pk}/edit/")
    for source, target in texts.items():
        segment = window.locator("[data-unit]").filter(has_text=source).first
        segment.locator("[data-text]").fill(target)
        segment.locator("[data-text]").press("Control+Enter")
        expect(segment).to_have_attribute("data-state", "translated")


def publish_translation(window: Window, url: str, page: Page) -> None:
    window.goto(f"{url}/admin/pages/{page.pk}/edit/")
    window.get_by_role("button", name=re.compile("Publish in")).first.click()
    window.wait_for_load_state()


def publish_source(window: Window) -> None:
    window.get_by_role("button", name="More actions").last.click()
    window.get_by_role("button", name="Publish", exact=True).click()
    window.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def state_row(window: Window, url: str, title: str) -> Any:
    window.goto(f"{url}/admin/reports/translations-state/")
    return window.get_by_role("row").filter(has_text=title)


def test_an_article_is_drafted_translated_changed_and_published_in_three_languages(
    site: factories.Tree, live_server: Any, sign_in: Callable, shoot: Callable
) -> None:
    groups = provision_groups()
    url = live_server.url
    editor = sign_in("editor", groups["editors"])
    translators = {
        code: sign_in(f"translator-{code}", groups[f"translators-{code}"]) for code in ("fr", "uk")
    }

    article = NewsPage.objects.get(pk=draft_article(editor, url, site.news))
    shoot(editor, "1-draft")
    editor.goto(f"{url}/admin/localize/submit/page/{article.pk}/")
    for name in ("Français", "Українська"):
        editor.get_by_label(name, exact=True).check()
    editor.get_by_role("button", name="Submit").click()
    editor.wait_for_load_state()

    targets = {code: site.translation_of(article, code) for code in translators}
    for code, window in translators.items():
        translate(window, url, targets[code], dict(zip(TEXTS, TRANSLATIONS[code], strict=True)))
        shoot(window, f"2-translated-{code}")

    editor.goto(f"{url}/admin/pages/{article.pk}/edit/")
    publish_source(editor)
    for code, window in translators.items():
        publish_translation(window, url, targets[code])
        shoot(window, f"3-published-{code}")

    editor.goto(f"{url}/admin/pages/{article.pk}/edit/")
    editor.fill("#id_summary", NEW_SUMMARY)
    publish_source(editor)
    row = state_row(editor, url, TEXTS[0])
    shoot(editor, "4-stale")
    expect(row.get_by_text("Out of date")).to_have_count(2)

    editor.goto(f"{url}/admin/pages/{article.pk}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Sync translated pages").click()
    editor.get_by_role("button", name="Submit").click()
    editor.wait_for_load_state()
    for code, window in translators.items():
        translate(window, url, targets[code], {NEW_SUMMARY: NEW_TRANSLATIONS[code]})
        publish_translation(window, url, targets[code])

    row = state_row(editor, url, TEXTS[0])
    shoot(editor, "5-all-published")
    expect(row.get_by_text("Out of date")).to_have_count(0)
    reader = editor.context.browser.new_page()
    for code, summary in NEW_TRANSLATIONS.items():
        page = site.translation_of(article, code)
        reader.goto(url + page.url)
        expect(reader.get_by_role("heading", level=1)).to_have_text(TRANSLATIONS[code][0])
        expect(reader.get_by_text(summary)).to_be_visible()
        shoot(reader, f"6-read-{code}")
    reader.close()
