"""An editor marks words in another language; readers and the translation have the mark."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page as Window
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from cms.site.groups import provision_groups
from cms.translation.exchange import files
from cms.translation.exchange.collect import collect, jobs_for
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

pytestmark = pytest.mark.e2e

WINDOW = "Language of the passage"


def select_first(text: Any, letters: int) -> None:
    text.press("Control+Home")
    for _letter in range(letters):
        text.press("Shift+ArrowRight")


def stored(window: Window) -> Any:
    return window.locator("[name=body-0-value]")


def test_a_passage_is_marked_by_keyboard_and_by_mouse_published_and_translated(
    site: factories.Tree, live_server: Any, sign_in: Callable, shoot: Callable
) -> None:
    article = factories.news_page(
        site.news, title="Roofs", body=[("paragraph", "<p>Rathaus and Рада speak.</p>")]
    )
    editor = sign_in("editor", provision_groups()["editors"])
    editor.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    text = editor.locator(".public-DraftEditor-content").first
    text.click()
    expect(text).to_be_focused()

    select_first(text, len("Rathaus"))
    text.press("Control+Shift+KeyL")
    expect(editor.get_by_role("dialog", name=WINDOW)).to_be_visible()
    expect(editor.get_by_role("listbox", name=WINDOW)).to_be_focused()
    # Nothing is chosen unseen.
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("alert")).to_have_text("Choose a language first.")
    expect(editor.get_by_role("listbox", name=WINDOW)).to_be_focused()
    editor.keyboard.type("Germ")
    shoot(editor, "1-by-keyboard")
    editor.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(text.locator("[lang=de]")).to_have_text("Rathaus")
    # What is written behind the passage is none of it.
    editor.keyboard.press("ArrowRight")
    editor.keyboard.type(" here")
    expect(text.locator("[lang=de]")).to_have_text("Rathaus")
    expect(text).to_contain_text("Rathaus here and")

    for _letter in range(len(" and ")):
        editor.keyboard.press("ArrowRight")
    for _letter in range(len("Рада")):
        editor.keyboard.press("Shift+ArrowRight")
    editor.get_by_role("button", name=re.compile(WINDOW)).click()
    # What was chosen last is likely.
    expect(editor.get_by_role("listbox", name=WINDOW)).to_have_value("de")
    editor.get_by_role("listbox", name=WINDOW).select_option(label="Ukrainian")
    editor.get_by_role("button", name="Mark the passage").click()
    expect(text.locator("[lang=uk]")).to_have_text("Рада")
    shoot(editor, "2-marked")
    expect(stored(editor)).to_have_value(re.compile("LANG-uk"))
    editor.get_by_role("button", name="More actions").last.click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    article.refresh_from_db()
    translation = submit(article, site.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)

    reader = editor.context.browser.new_page()
    for page in (article, site.translation_of(article, "fr")):
        reader.goto(live_server.url + page.url)
        expect(reader.locator("main [lang=de]")).to_have_text("Rathaus")
        expect(reader.locator("main .body span[lang=uk]")).to_have_text("Рада")
    reader.close()

    # With the caret in a passage, its mark can be removed.
    editor.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    text.click()
    text.press("Control+Home")
    text.press("ArrowRight")
    text.press("Control+Shift+KeyL")
    expect(editor.get_by_role("listbox", name=WINDOW)).to_have_value("de")
    editor.get_by_role("button", name="Remove the mark").click()
    expect(text.locator("[lang=de]")).to_have_count(0)
    expect(text.locator("[lang=uk]")).to_have_text("Рада")


@pytest.mark.parametrize(
    ("admin_language", "label", "german"),
    [("en", "Language", "German"), pytest.param("uk", "Мова", "Німецька", marks=pytest.mark.full)],
)
def test_a_quotation_has_a_language_that_readers_translators_and_programs_are_told(
    site: factories.Tree,
    live_server: Any,
    sign_in: Callable,
    shoot: Callable,
    admin_language: str,
    label: str,
    german: str,
) -> None:
    quote = {"text": "Die Stadt", "attribution": "A mayor", "language": ""}
    article = factories.news_page(site.news, title="Roofs", body=[("quote", quote)])
    editor = sign_in("editor", provision_groups()["editors"])
    profile = UserProfile.get_for_user(get_user_model().objects.get(username="editor"))
    profile.preferred_language = admin_language
    profile.save()
    editor.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    chooser = editor.locator("[name=body-0-value-language]")
    expect(editor.locator("label[for=body-0-value-language]")).to_contain_text(label)
    chooser.select_option(label=german)
    editor.locator("[data-side-panel-toggle=preview]").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.locator("blockquote[lang=de]")).to_have_text("Die Stadt", timeout=30_000)
    shoot(editor, f"quotation-{admin_language}")
    editor.locator("[data-w-dropdown-target=toggle]").last.click()
    editor.locator("[name=action-publish]").click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    article.refresh_from_db()
    translation = submit(article, site.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)
    (job,) = jobs_for(get_user_model().objects.get(username="editor"), [translation])
    exported = files.FORMATS["xliff"].write(collect([job])[0]).decode()
    assert "A mayor" in exported
    assert "Die Stadt" not in exported

    reader = editor.context.browser.new_page()
    for page in (article, site.translation_of(article, "fr")):
        reader.goto(live_server.url + page.url)
        expect(reader.locator("main blockquote[lang=de]")).to_have_text("Die Stadt")
    answer = reader.request.get(f"{live_server.url}/api/v1/pages/{article.pk}").json()
    (block,) = answer["body"]
    assert block["value"]["language"] == "de"
    reader.close()
