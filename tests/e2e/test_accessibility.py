"""No reader meets a barrier: every kind of public page, in every language and setting."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.countries import country_choices
from network.models import Authority, MeetingPage, Membership, NetworkPage, Participation, Signature
from news.models import NewsPage
from tests.e2e.accessibility import (
    CUT_OFF,
    FAULTS,
    FOREIGN_TEXT,
    SPACING,
    TEXTS,
    WEAR,
    axe_violations,
    faults_by_keyboard,
    told,
)
from tests.e2e.demonstration import ADDRESSES, FURTHER, PASSWORD, Address, Demonstration

pytestmark = pytest.mark.e2e

LANGUAGES = ("en", "fr", "uk", "rom")
# Width and colours; the first is how the page is loaded.
SETTINGS = tuple((width, scheme) for width in (320, 768, 1280) for scheme in ("light", "dark"))
# 1280 x 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
PARTS = {"kinds": ADDRESSES, "states": FURTHER}
# Without the full walk: every kind of page, in the language with the longest words.
QUICK = ("uk", "kinds")
WALKS = [
    pytest.param(
        language,
        addresses,
        id=f"{language}-{part}",
        marks=() if (language, part) == QUICK else pytest.mark.full,
    )
    for language in LANGUAGES
    for part, addresses in PARTS.items()
]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Window]:
    context = chromium.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def visit(window: Window, demo: Demonstration, address: Address, language: str) -> None:
    window.set_viewport_size({"width": 320, "height": 800})
    window.emulate_media(color_scheme="light", forced_colors="none")
    window.goto(demo.address(address.path, language))
    address.act(window)


def faults_in_settings(window: Window) -> list[str]:
    """What axe-core and our own checks find at each width, light and dark."""
    found: list[str] = []
    for width, scheme in SETTINGS:
        window.set_viewport_size({"width": width, "height": 800})
        window.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += told(f"{width} {scheme}", axe_violations(window) + window.evaluate(FAULTS))
    return found


def foreign_text(window: Window, address: Address) -> list[str]:
    """Words that are not in the language that they are marked as."""
    return [] if address.is_specimen else told("text", window.evaluate(FOREIGN_TEXT))


def faults_when_adapted(window: Window) -> list[str]:
    """The same at 400 %, with a reader's own spacing, from right to left and in forced colours.

    Also what is lost by it. Of two widths, axe-core sees the second: at 400 % it saw the first.
    """
    found: list[str] = []
    window.set_viewport_size(ZOOMED)
    found += told("400 %", axe_violations(window) + window.evaluate(CUT_OFF))
    window.evaluate(WEAR, SPACING)
    found += told("spacing", lost_at_widths(window) + axe_violations(window))
    window.evaluate(WEAR, "")
    window.evaluate("document.documentElement.dir = 'rtl'")
    found += told("right to left", lost_at_widths(window) + axe_violations(window))
    window.evaluate("document.documentElement.dir = 'ltr'")
    window.emulate_media(forced_colors="active")
    found += told("forced colours", axe_violations(window) + window.evaluate(CUT_OFF))
    window.emulate_media(forced_colors="none")
    return found


def lost_at_widths(window: Window) -> list[str]:
    """What is cut off or leaves the screen, on a narrow one, then on a wide one."""
    found: list[str] = []
    for width in (320, 1280):
        window.set_viewport_size({"width": width, "height": 800})
        found += told(str(width), window.evaluate(CUT_OFF))
    return found


@pytest.mark.parametrize(("language", "addresses"), WALKS)
def test_no_page_has_a_barrier_in_any_setting(
    demo: Demonstration, reader: Window, language: str, addresses: tuple[Address, ...]
) -> None:
    found: list[str] = []
    for address in addresses:
        visit(reader, demo, address, language)
        found += told(address.name, faults_in_settings(reader) + foreign_text(reader, address))
        found += told(address.name, faults_when_adapted(reader))
    assert found == []


@pytest.mark.parametrize(
    ("language", "addresses"),
    [
        pytest.param("en", ADDRESSES, id="kinds"),
        pytest.param("uk", FURTHER, id="states", marks=pytest.mark.full),
    ],
)
def test_every_page_is_used_by_keyboard_at_four_hundred_per_cent(
    demo: Demonstration, reader: Window, language: str, addresses: tuple[Address, ...]
) -> None:
    found: list[str] = []
    for address in addresses:
        visit(reader, demo, address, language)
        reader.set_viewport_size(ZOOMED)
        found += told(address.name, faults_by_keyboard(reader))
    assert found == []


EMPTY = ("/en/", "/en/news/", "/en/networks/", "/en/authorities/", "/en/authorities/statistics/")


# Read alike in any language, such as the name of a feed, a size or a reference.
NAMES = {"RSS", "Atom", "JSON Feed", "Facebook", "Twitter", "Romani čhib", "alliance@example.org"}
SIGNS = re.compile(r"[\d.,]+\s[KM]?B|[A-Z\d]{8}")
# What editors write into a field of plain text takes no mark.
UNMARKABLE = re.compile(r"Council of Europe, Descriptive Glossary.*")
COUNT = re.compile(r" \(\d+\)$")


@pytest.mark.full
def test_what_pages_in_romani_say_in_english_is_marked_as_english(
    demo: Demonstration, reader: Window
) -> None:
    """Names apart (WCAG 2.2, 3.1.2): a voice for one language reads another one wrongly."""
    names = NAMES | {str(name) for _code, name in country_choices()}
    names |= set(Authority.objects.values_list("name", flat=True))
    found: list[str] = []
    for address in (*ADDRESSES, *FURTHER):
        if address.is_specimen:
            continue
        visit(reader, demo, address, "en")
        english = {text for language, text in reader.evaluate(TEXTS) if language == "en"}
        visit(reader, demo, address, "rom")
        for language, text in reader.evaluate(TEXTS):
            is_english = language == "rom" and text in english and COUNT.sub("", text) not in names
            if is_english and not SIGNS.fullmatch(text) and not UNMARKABLE.fullmatch(text):
                found.append(f"{address.name}: {text}")
    assert found == []


MISTAKEN = [address for address in (*ADDRESSES, *FURTHER) if address.is_mistaken]


@pytest.mark.full
def test_forms_that_come_back_say_so_at_once(demo: Demonstration, reader: Window) -> None:
    """In the title, which is read first, by an announcement, and at each field that is wrong."""
    found: list[str] = []
    for address in MISTAKEN:
        visit(reader, demo, address, "uk")
        if not reader.title().startswith("Помилка:"):
            found.append(f"{address.name}: the title is {reader.title()}")
        if not reader.locator("main [role=alert]").count():
            found.append(f"{address.name}: nothing is announced")
        if not reader.locator("main [aria-invalid=true][aria-describedby]").count():
            found.append(f"{address.name}: no field is marked")
    assert len(MISTAKEN) > 8
    assert found == []


@pytest.mark.full
def test_a_site_without_content_has_no_barrier(demo: Demonstration, reader: Window) -> None:
    Page.objects.type((NewsPage, NetworkPage, MeetingPage)).update(live=False)
    for relation in (Membership, Participation, Signature):
        relation.objects.all().delete()
    cache.clear()
    found: list[str] = []
    for path in EMPTY:
        visit(reader, demo, Address(path, path), "uk")
        found += told(path, faults_in_settings(reader) + faults_when_adapted(reader))
    assert found == []


ADMIN_SCREENS = (
    "/admin/translations/{translation}/",
    "/admin/reports/translations-state/",
    "/admin/register/",
    "/admin/applications/",
    "/admin/networks/add/",
)


def test_our_screens_of_the_admin_have_no_barrier(demo: Demonstration, reader: Window) -> None:
    """By the rules that axe-core runs by itself: the frame of these screens is Wagtail's."""
    get_user_model().objects.create_superuser("everybody", password=PASSWORD)
    reader.set_viewport_size({"width": 1280, "height": 1000})
    reader.goto(f"{demo.url}/admin/")
    reader.fill("[name=username]", "everybody")
    reader.fill("[name=password]", PASSWORD)
    reader.click("button[type=submit]")
    reader.wait_for_url("**/admin/")
    translation = Translation.objects.order_by("pk").values_list("pk", flat=True)[0]
    found: list[str] = []
    for screen in ADMIN_SCREENS:
        answer = reader.goto(demo.url + screen.format(translation=translation))
        assert answer and answer.ok, screen
        found += told(screen, axe_violations(reader, every_rule=False))
    assert found == []
