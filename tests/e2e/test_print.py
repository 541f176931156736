"""What readers get on paper: the text, dark on white, and where it and its links are found."""

from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests import factories
from tests.e2e import demonstration

pytestmark = pytest.mark.e2e

# A4 less margins of 15 mm, at 96 dots per inch.
SHEET = ViewportSize(width=680, height=1009)
# Of no use on paper: menus, ways elsewhere and what is to be pressed.
FURNITURE = "nav, form, .site-tools, main .button, .related, .downloads"
# Texts that are light or stand on what is dark, were the backgrounds printed too.
UNREADABLE = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number);
    return parts[3] === 0 || Math.min(...parts.slice(0, 3)) > 200;
  };
  const faults = [];
  for (const element of document.querySelectorAll("body, body *:not(svg *)")) {
    if (!element.innerText?.trim() || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const parts = style.color.match(/[\\d.]+/g).map(Number);
    if (Math.max(...parts.slice(0, 3)) > 100 || !light(style.backgroundColor)) {
      faults.push(`${element.tagName} ${element.className}: ${style.color}`);
    }
  }
  return faults;
}"""


def test_an_article_is_printed_as_a_text_to_read(
    chromium: Browser, live_server: Any, site: factories.Tree
) -> None:
    factories.profile(invitation="Join us")
    demonstration.article(site.news)
    context = chromium.new_context(viewport=SHEET, color_scheme="dark")
    window = context.new_page()
    address = f"{live_server.url}/en/news/every-block/"
    window.goto(address)
    assert window.locator(FURNITURE).locator("visible=true").count() > 3

    window.emulate_media(media="print")
    left = window.locator(FURNITURE).locator("visible=true").all_inner_texts()
    text = window.locator("body").inner_text()
    unreadable = window.evaluate(UNREADABLE)
    after = "(link) => getComputedStyle(link, '::after').content"
    beside_link = window.locator("main a[href='https://example.org/']").first.evaluate(after)
    transcript = window.locator(".video details .rich").is_visible()
    heading = window.locator("h1").inner_text()
    context.close()

    assert (left, unreadable) == ([], [])
    assert heading == "Every block" and "The meeting took two days." in text
    assert text.count(address) == 1, "where the article is found"
    assert "https://example.org/" in beside_link, "where its links lead"
    assert transcript, "what is folded"
