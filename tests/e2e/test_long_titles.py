"""Titles as long as they may be, of words longer than a line, stay inside their boxes."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from wagtail.models import Page

from network.models import NetworkFounder
from tests import factories
from tests.e2e import demonstration
from tests.e2e.accessibility import CUT_OFF, told

pytestmark = pytest.mark.e2e

# Sixty letters each, in three alphabets, and what fills up the 200 characters of a title.
WORDS = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter",
    "Сільськогосподарськопереробнопромисловоорганізаційновиробничого",
    "Ηλεκτροεγκεφαλογραφηματοωτορινολαρυγγολογικοαντισυνταγματικότητα",
    "Straßenbahnhaltestellen",
)
LONG = " ".join(word[:60] for word in WORDS)[:200]
PATHS = (
    "/en/",
    "/en/news/?topic=housing",
    "/en/news/every-block/",
    "/en/networks/",
    "/en/networks/ukraine/",
    "/en/networks/ukraine/meeting/",
    "/en/authorities/?q=Donau",
    "/en/authorities/town/",
    "/en/authorities/country/ua/",
    "/en/search/?q=Donau",
    "/en/nowhere/",
)


def build(site: factories.Tree) -> None:
    """Pages, an authority, a topic and a place of long names, each beside others of its kind."""
    topic = factories.topic("housing", en=LONG[:100])
    demonstration.article(site.news)
    network = factories.network_page(
        site.networks, slug="ukraine", country="UA", title=LONG, introduction=LONG
    )
    network.founders.add(NetworkFounder(name=LONG, kind="city", locale=network.locale))
    network.save_revision().publish()
    factories.meeting_page(network, slug="meeting", title=LONG, place=LONG)
    town = factories.authority(key="town", name=LONG)
    factories.participation(1, authority=town)
    for parent in (site.news, network):
        factories.news_page(parent, title=LONG, summary=LONG, topics=[topic], countries=["UA"])
    Page.objects.filter(pk__in=[site.home.pk, site.news.pk, site.networks.pk]).update(title=LONG)
    Page.objects.filter(slug="every-block").update(title=LONG)


def test_nothing_is_wider_than_the_screen_for_a_long_title(
    chromium: Browser, live_server: Any, site: factories.Tree
) -> None:
    build(site)
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    window = context.new_page()
    found: list[str] = []
    for path in PATHS:
        window.set_viewport_size({"width": 320, "height": 800})
        window.goto(live_server.url + path)
        for direction in ("ltr", "rtl"):
            window.evaluate("(dir) => { document.documentElement.dir = dir }", direction)
            for width in (320, 1280):
                window.set_viewport_size({"width": width, "height": 800})
                found += told(f"{path} {direction} {width}", window.evaluate(CUT_OFF))
        if WORDS[0][:60] not in window.locator("main").inner_text():
            found.append(f"{path}: has no long title")
    context.close()
    assert found == []
