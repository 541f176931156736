"""From the news of work to readers, in a section under moderation: translator, reviewer, reader."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as Window
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.site.groups import provision_groups
from news.models import NewsPage
from tests import factories
from tests.cms.translation import samples
from tests.e2e.test_translation_editor import translate_focused

pytestmark = pytest.mark.e2e


@dataclass
class Clicks:
    """Clicks, and counts them; docs/deviations/localize-editor.md sets them beside stock's."""

    number: int = 0

    def __call__(self, target: Locator) -> None:
        self.number += 1
        target.click()


@pytest.fixture
def people(site: factories.Tree, sign_in: Callable) -> dict[str, Window]:
    """A translator, who works in Ukrainian and reads mail, and a reviewer of the articles."""
    groups = provision_groups()
    windows = {
        "translator": sign_in("translator-uk", groups["translators-uk"]),
        "reviewer": sign_in("reviewer", groups["editors"]),
    }
    translator = get_user_model().objects.get(username="translator-uk")
    translator.email = "translator@example.org"
    translator.save()
    profile = UserProfile.get_for_user(translator)
    profile.preferred_language = "uk"
    profile.save()
    review = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Editors")
    task.groups.add(groups["editors"])
    WorkflowTask.objects.create(workflow=review, task=task, sort_order=0)
    WorkflowPage.objects.create(page=site.news.page_ptr, workflow=review)
    return windows


def take_up(window: Window, url: str, article: NewsPage, click: Clicks) -> None:
    """From the first page of the admin into the editor."""
    translation = Translation.objects.get(source__object_id=article.translation_key)
    window.goto(f"{url}/admin/")
    click(window.locator(f"a[href='/admin/translations/{translation.pk}/']"))
    expect(window.locator("[data-help]")).to_be_visible()


def approve(window: Window, url: str, click: Clicks) -> None:
    """From what waits for the reviewer to the approval in the editor of the translation."""
    window.goto(f"{url}/admin/")
    click(window.locator(".w-panel--dashboard a[href*='/edit/']", has_text="⟦").first)
    click(window.locator("button[value=approve]"))
    expect(window.get_by_text("was approved in Ukrainian")).to_be_visible()


def test_a_page_with_all_blocks_goes_from_the_news_of_it_to_readers_and_again_when_it_is_stale(
    site: factories.Tree,
    live_server: Any,
    people: dict[str, Window],
    chromium: Browser,
    shoot: Callable,
) -> None:
    url, translator, reviewer = live_server.url, people["translator"], people["reviewer"]
    article = samples.fill(factories.news_page(site.news))
    article.title = "A school for everyone"
    article.save_revision().publish()
    mail.outbox.clear()
    translate_object(article, [site.locale("uk")])
    told = next(message for message in mail.outbox if "translator@example.org" in message.to)
    assert re.search(r"/admin/translations/\d+/", told.body)
    assert "переклад" in told.body

    click = Clicks()
    take_up(translator, url, article, click)
    while translate_focused(translator):
        pass
    # The focus has moved on to the last step, as it does where translators publish.
    expect(translator.locator("button[value=submit]")).to_be_focused()
    translator.keyboard.press("Enter")
    expect(translator.locator(".messages .success")).to_be_visible()
    shoot(translator, "1-handed-in")
    reviewer.goto(f"{url}/admin/")
    shoot(reviewer, "2-waits-for-the-reviewer")
    approve(reviewer, url, click)
    reader = chromium.new_context(locale="uk").new_page()
    target = site.translation_of(article, "uk").specific
    reader.goto(f"{url}{target.url}")
    expect(reader.locator("h1")).to_have_text("⟦A school for everyone⟧")
    expect(reader.locator(".notice")).to_have_count(0)
    shoot(reader, "3-read")
    assert click.number == 3

    mail.outbox.clear()
    article.refresh_from_db()
    article.title = "Two schools for everyone"
    article.save_revision().publish()
    assert any("translator@example.org" in message.to for message in mail.outbox)
    click = Clicks()
    take_up(translator, url, article, click)
    shoot(translator, "4-out-of-date")
    translator.keyboard.press("Control+A")
    translator.keyboard.insert_text("⟦Two schools for everyone⟧")
    translator.keyboard.press("Control+Enter")
    expect(translator.locator("[data-state=translated] [data-text]").first).to_have_value(
        "⟦Two schools for everyone⟧"
    )
    click(translator.locator("button[value=submit]"))
    expect(translator.locator(".messages .success")).to_be_visible()
    approve(reviewer, url, click)
    reader.reload()
    expect(reader.locator("h1")).to_have_text("⟦Two schools for everyone⟧")
    assert click.number == 4
    reader.context.close()
