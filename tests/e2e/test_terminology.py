"""An editor writes a term that blocks, replaces it, keeps it where it is a quotation, publishes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Window
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.demo.terms import load_terms
from cms.site.groups import provision_groups
from cms.terminology.models import Concept, Exemption
from tests import factories

pytestmark = pytest.mark.e2e

TITLE = "Songs of the Gypsies"
SENTENCE = "Gypsies live in many towns."
# Selectors that hold in any language of the interface.
FINDING, KEPT = ".terms__item--block", ".terms__item--kept"
REPLACE, KEEP = ".terms__actions .button:not(.button-secondary)", ".button[aria-expanded]"


@pytest.fixture(autouse=True)
def no_autosave(settings: Any) -> None:
    """All requests of a test share one connection in memory, where two writes would mix."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def terms(site: factories.Tree) -> None:
    concept = factories.concept("roma")
    factories.term("Roma", of=concept)
    factories.term("Roma and Travellers", of=concept, administrative_status="admitted")
    factories.term(
        "Gypsy",
        forms=("Gypsies",),
        of=concept,
        administrative_status="deprecated",
        severity="block",
        usage_note="Most of those whom it names take it for an insult.",
    )


def write_article(window: Window, url: str, parent: Page) -> Locator:
    """Begin an article with the term in its title and in a paragraph. Returns the paragraph."""
    window.goto(f"{url}/admin/pages/add/news/newspage/{parent.pk}/")
    window.fill("#id_title", TITLE)
    window.fill("#id_summary", "An example.")
    window.locator(".c-sf-add-button").first.click()
    window.locator("[role=option]").filter(has=window.locator("[href='#icon-pilcrow']")).click()
    paragraph = window.locator(".public-DraftEditor-content").first
    paragraph.click()
    expect(paragraph).to_be_focused()
    paragraph.press_sequentially(f"{SENTENCE} They are citizens.")
    return paragraph


def findings_beside(window: Window, field: str) -> Locator:
    return window.locator(f"[data-field]:has({field}) {FINDING}")


def show(part: Locator) -> None:
    """Bring `part` into view for a screenshot.

    Playwright may have scrolled the window sideways to reach what it clicked.
    """
    part.evaluate(
        """element => {
            element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
            for (const one of document.querySelectorAll("*")) {
                one.scrollTo({ left: 0, behavior: "instant" });
            }
        }"""
    )


def publish(window: Window) -> None:
    window.locator("footer .w-dropdown__toggle").click()
    window.locator("[name=action-publish]").click()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_term_is_found_replaced_kept_with_a_reason_and_the_article_published(
    language: str,
    site: factories.Tree,
    terms: None,
    live_server: Any,
    sign_in: Callable,
    shoot: Callable,
) -> None:
    window = sign_in("editor", provision_groups()["editors"])
    user = get_user_model().objects.get(username="editor")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    paragraph = write_article(window, live_server.url, site.news)

    in_title = findings_beside(window, "#id_title")
    in_paragraph = findings_beside(window, "[name=body-0-value]")
    expect(in_title).to_have_count(1)
    expect(in_paragraph).to_have_count(1)
    expect(in_paragraph).to_contain_text("Gypsies")
    expect(in_paragraph).to_contain_text("Most of those whom it names take it for an insult.")
    expect(window.locator(".terms-summary [role=status]")).to_contain_text("2")
    show(in_paragraph)
    shoot(window, f"1-editor-{language}")
    window.set_viewport_size({"width": 360, "height": 800})
    show(in_paragraph)
    shoot(window, f"1-editor-{language}-360")
    window.set_viewport_size({"width": 1280, "height": 1000})

    # One click, which the editor of rich text can undo.
    in_paragraph.locator(REPLACE).first.click()
    expect(paragraph).to_have_text("Roma live in many towns. They are citizens.")
    expect(in_paragraph).to_have_count(0)
    paragraph.press("Control+z")
    expect(paragraph).to_have_text(f"{SENTENCE} They are citizens.")
    in_paragraph.locator(REPLACE).first.click()
    expect(paragraph).to_have_text("Roma live in many towns. They are citizens.")
    expect(window.locator("[name=body-0-value]")).to_have_value(re.compile("Roma live"))

    # A draft is saved whatever it says; it does not go live.
    window.locator(".action-save").first.click()
    window.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(in_title).to_have_count(1)
    publish(window)
    error = window.locator(".error-message")
    expect(error.first).to_contain_text("Gypsies")
    expect(error.first).to_contain_text("14")
    expect(error.first).to_contain_text("Roma")
    expect(in_title).to_have_count(1)
    shoot(window, f"2-refusal-{language}")

    # Without a reason nothing is kept.
    in_title.locator(KEEP).click()
    keep = in_title.locator(".terms__keep")
    keep.locator(".button").first.click()
    expect(keep.locator("[role=alert]")).not_to_be_empty()
    keep.locator("input").fill("Title of a song book of 1931")
    shoot(window, f"3-reason-{language}")
    keep.locator("input").press("Enter")
    kept = window.locator(KEPT)
    expect(kept).to_contain_text("Title of a song book of 1931")
    expect(in_title).to_have_count(0)
    # The refusal is not left standing beside words that are kept by now.
    expect(error).to_have_count(0)
    shoot(window, f"4-exemption-{language}")
    assert Exemption.objects.get().granted_by == user

    publish(window)
    window.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    article = Page.objects.get(title=TITLE, locale__language_code="en")
    assert article.live

    window.goto(f"{live_server.url}/admin/terminology/kept/news/newspage/{article.pk}/")
    expect(window.locator(KEPT)).to_contain_text("Title of a song book of 1931")
    shoot(window, f"5-kept-words-{language}")


def test_the_impact_of_a_change_and_the_glossary_can_be_read(
    site: factories.Tree, live_server: Any, sign_in: Callable, shoot: Callable
) -> None:
    load_terms()
    factories.news_page(site.news, title="Nomads, a word of 1975")
    window = sign_in("secretary", provision_groups()["secretariat"])
    user = get_user_model().objects.get(username="secretary")
    concept = Concept.objects.get(identifier="roma-and-travellers")
    for language in ("en", "uk"):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        window.goto(f"{live_server.url}/admin/concepts/edit/{concept.pk}/")
        expect(window.locator("[data-term-name]").first).to_contain_text("Roma and Travellers")
        with window.context.expect_page() as opened:
            window.locator("[formtarget=_blank]").click()
        expect(opened.value.locator(".impact-list")).to_contain_text("Nomads, a word of 1975")
        shoot(opened.value, f"6-impact-{language}")
        opened.value.close()
        window.goto(f"{live_server.url}/{language}/terminology/")
        expect(window.locator("#concept-roma")).to_be_visible()
        shoot(window, f"7-glossary-{language}")


def test_the_preview_tells_the_words_why_and_what_to_use_instead(
    site: factories.Tree, terms: None, live_server: Any, sign_in: Callable, shoot: Callable
) -> None:
    window = sign_in("editor", provision_groups()["editors"])
    article = factories.news_page(site.news, aliases=False)
    window.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    window.fill("#id_title", TITLE)
    window.locator("[data-side-panel-toggle=checks]").click()
    issues = window.locator("[data-checks-panel]")
    expect(issues).to_contain_text("Stops publishing: “Gypsies”", timeout=15_000)
    expect(issues).to_contain_text("Most of those whom it names take it for an insult.")
    expect(issues).to_contain_text("Use instead: Roma, Roma and Travellers.")
    shoot(window, "checks")


def test_the_links_of_the_summary_lead_to_the_finding_whatever_tab_it_is_on(
    site: factories.Tree, terms: None, live_server: Any, sign_in: Callable
) -> None:
    window = sign_in("editor", provision_groups()["editors"])
    article = factories.news_page(site.news, aliases=False)
    window.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    # By their names: Wagtail makes the panels' ids of their names in the language first asked for.
    window.get_by_role("tab", name="Promote").click()
    window.fill("#id_search_description", SENTENCE)
    window.get_by_role("tab", name="Content").click()
    window.locator(".terms-summary summary").press("Enter")
    window.locator(".terms-summary__links button").press("Enter")
    finding = findings_beside(window, "#id_search_description")
    expect(finding).to_be_focused()
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    expect(window.locator("#id_search_description")).to_have_value("Roma live in many towns.")
