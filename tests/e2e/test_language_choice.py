"""A language chosen in the switcher is remembered in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import factories

pytestmark = pytest.mark.e2e


def test_the_root_leads_to_the_language_chosen_in_the_switcher(
    chromium: Browser, live_server: Any, site: factories.Tree
) -> None:
    context = chromium.new_context(locale="fr-FR")
    window = context.new_page()

    window.goto(f"{live_server.url}/")
    window.wait_for_url("**/fr/")
    assert context.cookies() == []
    window.click("header details summary:has(svg)")
    window.click("a[hreflang=uk]")
    window.wait_for_url("**/uk/")
    window.goto(f"{live_server.url}/")
    window.wait_for_url("**/uk/")

    (cookie,) = context.cookies()
    context.close()
    assert (cookie["value"], cookie["path"], cookie["sameSite"]) == ("uk", "/", "Lax")
