"""Editors are told of barriers in their text before it is published."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from cms.site.groups import provision_groups
from tests import factories

pytestmark = pytest.mark.e2e


def test_the_checks_tell_an_editor_of_headings_pictures_and_links(
    site: factories.Tree, live_server: Any, sign_in: Callable, shoot: Callable
) -> None:
    window = sign_in("editor", provision_groups()["editors"])
    picture = factories.image()
    blocks = [
        ("heading", {"text": "Too deep", "level": "h3"}),
        ("paragraph", "<p>For the report, <a href='https://example.org/r'>click here</a>.</p>"),
        (
            "image",
            {"image": picture.pk, "alt_text": "Photo", "decorative": False, "caption": ""},
        ),
    ]
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    article = factories.news_page(site.news, aliases=False, body=body)
    window.goto(f"{live_server.url}/admin/pages/{article.pk}/edit/")
    window.locator("[data-side-panel-toggle=checks]").click()
    issues = window.locator("[data-checks-panel]")
    expect(issues).to_contain_text("Link that does not say where it leads", timeout=30_000)
    expect(issues).to_contain_text("Name the page or document in the text of the link")
    expect(issues).to_contain_text("Incorrect heading hierarchy")
    expect(issues).to_contain_text("Image alt text has inappropriate pattern")
    shoot(window, "checks")
