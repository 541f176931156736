"""Terms among Wagtail's content checks."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.terminology.exemptions import grant
from cms.terminology.findings import findings_in
from news.models import NewsPage
from tests import factories
from tests.cms.terminology.form_data import posted
from tests.cms.terminology.gate_samples import WORDS, block_words
from tests.cms.translation.helpers import editor_of

SETTINGS = re.compile(r'<script id="checker-axe-configuration"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture
def page(tree: factories.Tree) -> NewsPage:
    page = factories.news_page(tree.news, title="A meeting", aliases=False)
    block_words()
    page.title = f"A meeting of {WORDS}"
    page.summary = f"{WORDS} met. So did {WORDS}."
    page.save_revision()
    return page


@pytest.fixture
def editor(page: NewsPage, client: Client) -> Client:
    client.force_login(editor_of(Page.get_first_root_node(), "editor"))
    return client


def checks_in(html: str) -> dict[str, Any]:
    return json.loads(SETTINGS.search(html)[1])


def own_rules(checks: dict[str, Any]) -> list[dict[str, Any]]:
    return [rule for rule in checks["spec"]["rules"] if "terminology" in rule["tags"]]


def preview(client: Client, page: Page) -> str:
    """The preview in the side panel, of the form as it is saved."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert client.post(address, posted(form)).json()["is_valid"]
    return client.get(f"{address}?in_preview_panel=true").content.decode()


def test_a_preview_has_a_rule_for_each_term_in_it_and_its_script(
    page: NewsPage, editor: Client
) -> None:
    html = preview(editor, page)
    checks = checks_in(html)
    (rule,) = own_rules(checks)
    assert rule["metadata"]["help"] == f"Stops publishing: “{WORDS}”"
    assert rule["metadata"]["description"] == "This term is not to be used. Use instead: Roma."
    (check,) = [one for one in checks["spec"]["checks"] if one["id"] == rule["id"]]
    assert check["options"]["sentences"] == [
        f"A meeting of {WORDS}",
        f"{WORDS} met.",
        f"So did {WORDS}.",
    ]
    assert "cms/js/terminology-preview.js" in html


def test_words_that_are_kept_are_not_told_again(page: NewsPage, editor: Client) -> None:
    draft = page.get_latest_revision_as_object()
    for found in findings_in(draft):
        grant(draft, found.place.path, found.finding, "quotation", "A song", None)
    assert own_rules(checks_in(preview(editor, page))) == []


def test_wagtails_own_checks_still_run(page: NewsPage, editor: Client) -> None:
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    options = checks_in(form)["options"]
    assert options["runOnly"] == ["terminology", "editing"]
    assert options["rules"]["empty-heading"] == {"enabled": True}
    assert options["rules"]["alt-text-quality"] == {"enabled": True}


def test_readers_get_nothing_of_it_and_signed_in_ones_wagtails_checks_alone(
    page: NewsPage, editor: Client
) -> None:
    assert "terminology-" not in Client().get(page.url).content.decode()
    live = editor.get(page.url).content.decode()
    assert "terminology-preview" not in live
    assert own_rules(checks_in(live)) == []
