"""A translator at work in the browser: by keyboard alone, against others, and without a network."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.site.groups import provision_groups
from cms.translation.segments import read_segments
from news.models import NewsPage
from tests import factories
from tests.cms.translation import samples

pytestmark = pytest.mark.e2e

UNIT = "document.activeElement.closest('[data-unit]')?.dataset.unit"
SOURCE = (
    "document.activeElement.closest('[data-unit]').querySelector('[data-source]').dataset.source"
)


@pytest.fixture
def article(site: factories.Tree) -> NewsPage:
    """An article with every block, published, and submitted for translation into Ukrainian."""
    article = samples.fill(factories.news_page(site.news))
    article.title = "A school for everyone"
    article.lead_image = factories.image()
    article.corrected_on = article.date
    article.save_revision().publish()
    translate_object(article, [site.locale("uk")])
    return article


@pytest.fixture
def translator(sign_in: Callable) -> Window:
    return sign_in("translator-uk", provision_groups()["translators-uk"])


def texts(article: NewsPage) -> dict[str, str]:
    """The stored translations by their source."""
    translation = Translation.objects.get(source__object_id=article.translation_key)
    segments = read_segments(translation.source, translation.target_locale)
    return {segment.source_html: segment.target_html for segment in segments}


def open_editor(window: Window, url: str, site: factories.Tree, article: NewsPage) -> None:
    target = site.translation_of(article, "uk")
    window.goto(f"{url}/admin/pages/{target.pk}/edit/")
    expect(window.locator("[data-help]")).to_be_visible()


def translate_focused(window: Window) -> bool:
    """Type a translation of the text that has the focus, save it, and wait for the next."""
    unit = window.evaluate(UNIT)
    window.keyboard.insert_text(f"⟦{window.evaluate(SOURCE)}⟧")
    window.keyboard.press("Control+Enter")
    window.wait_for_function(f"unit => ({UNIT}) !== unit", arg=unit)
    return window.evaluate(UNIT) is not None


def published(window: Window) -> None:
    expect(window.get_by_text("was published in Ukrainian")).to_be_visible()


def test_a_page_with_all_blocks_is_translated_and_brought_up_to_date_by_keyboard(
    site: factories.Tree,
    live_server: Any,
    article: NewsPage,
    translator: Window,
    shoot: Callable,
) -> None:
    open_editor(translator, live_server.url, site, article)
    shoot(translator, "1-to-translate")
    translated = 1
    while translate_focused(translator):
        translated += 1
    assert translated >= len(texts(article)) and all(texts(article).values())
    shoot(translator, "2-translated")
    # The focus is on the button that publishes: no click at all.
    translator.keyboard.press("Enter")
    published(translator)
    target = site.translation_of(article, "uk").specific
    assert target.live and target.title == "⟦A school for everyone⟧"

    article.refresh_from_db()
    article.title = "Two schools for everyone"
    article.save_revision().publish()
    open_editor(translator, live_server.url, site, article)
    expect(translator.locator("del + ins")).to_have_text("Two schools")
    shoot(translator, "3-out-of-date")
    for key in ("Alt+ArrowRight", "Control+Enter"):
        translator.keyboard.press(key)
    expect(translator.locator("[data-finish]")).to_be_focused()
    translator.keyboard.press("Enter")
    published(translator)
    target.refresh_from_db()
    assert target.title == "⟦A school for everyone⟧"


def test_what_is_typed_without_a_connection_is_there_after_it(
    site: factories.Tree, live_server: Any, article: NewsPage, translator: Window
) -> None:
    open_editor(translator, live_server.url, site, article)
    translator.context.set_offline(True)
    translator.keyboard.insert_text("Школа для всіх")
    translator.keyboard.press("Control+Enter")
    expect(translator.locator("[data-status]")).to_contain_text("No connection")
    assert texts(article)["A school for everyone"] == ""
    # Closed first: a page that is open when the connection returns saves by itself.
    translator.close()
    translator.context.set_offline(False)
    reopened = translator.context.new_page()
    open_editor(reopened, live_server.url, site, article)
    expect(reopened.locator("[data-text]").first).to_have_value("Школа для всіх")
    expect(reopened.locator("[data-state=translated]")).to_have_count(1)
    assert texts(article)["A school for everyone"] == "Школа для всіх"


def test_two_translators_of_one_text_see_both_and_lose_none(
    site: factories.Tree,
    live_server: Any,
    article: NewsPage,
    translator: Window,
    sign_in: Callable,
    shoot: Callable,
) -> None:
    colleague = sign_in("colleague", provision_groups()["translators-uk"])
    for window in (translator, colleague):
        open_editor(window, live_server.url, site, article)
    colleague.keyboard.insert_text("Школа кожному")
    colleague.keyboard.press("Control+Enter")
    expect(colleague.locator("[data-state=translated]")).to_have_count(1)
    translator.keyboard.insert_text("Школа для всіх")
    translator.keyboard.press("Control+Enter")
    conflict = translator.locator(".te-conflict").first
    expect(conflict).to_contain_text("Школа кожному")
    expect(conflict).to_contain_text("colleague")
    expect(translator.locator("[data-text]").first).to_have_value("Школа для всіх")
    shoot(translator, "conflict")
    assert texts(article)["A school for everyone"] == "Школа кожному"
    conflict.get_by_role("button", name="Save my text").click()
    expect(translator.locator("[data-state=translated]")).to_have_count(1)
    assert texts(article)["A school for everyone"] == "Школа для всіх"


def test_the_rules_of_the_keyboard_are_a_click_away(
    site: factories.Tree, live_server: Any, article: NewsPage, translator: Window
) -> None:
    open_editor(translator, live_server.url, site, article)
    translator.get_by_role("button", name="Keyboard").click()
    expect(translator.get_by_role("dialog")).to_contain_text("Next text")
    translator.keyboard.press("Escape")
    expect(translator.get_by_role("dialog")).to_have_count(0)
