"""What readers come for, by mouse, by keyboard alone and without scripts, in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Route, expect
from playwright.sync_api import Page as Window

from tests.e2e.demonstration import Demonstration

# In one group: the demonstration is loaded once.
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

IS_FOCUSED = "(element) => element === document.activeElement"
# Whether nothing covers the middle of it.
IS_SEEN = """(element) => {
  const {left, right, top, bottom} = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""
# More stops than any page has.
MOST_STOPS = 300


@dataclass
class Reader:
    """A window, and the way in which its reader uses it. Notes what ought not to happen."""

    window: Window
    by_keyboard: bool
    url: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        host = urlsplit(self.url).netloc
        self.window.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.window.on(
            "console",
            lambda message: self.troubles.append(message.text) if message.type == "error" else None,
        )
        self.window.on(
            "request",
            lambda request: (
                self.troubles.append(f"asks {request.url}")
                if urlsplit(request.url).netloc not in (host, "")
                else None
            ),
        )

    def come_to(self, path: str) -> None:
        self.window.goto(self.url + path)

    def follow(self, link: Locator) -> None:
        """Use a link that leads to another page."""
        if self.by_keyboard:
            self.reach(link)
        with self.window.expect_navigation():
            if self.by_keyboard:
                self.window.keyboard.press("Enter")
            else:
                link.click()

    def ask(self, box: Locator, words: str) -> None:
        """Write `words` into `box` and send the form."""
        if self.by_keyboard:
            self.reach(box)
            self.window.keyboard.insert_text(words)
        else:
            box.fill(words)
        with self.window.expect_navigation():
            box.press("Enter")

    def reach(self, wanted: Locator) -> None:
        """Go to it by the Tab key."""
        wanted.wait_for()
        for _stop in range(MOST_STOPS):
            if wanted.evaluate(IS_FOCUSED):
                return
            self.window.keyboard.press("Tab")
        raise AssertionError(f"{wanted} is not reached by the keyboard")


@pytest.fixture(params=["mouse", "keyboard", "no scripts"])
def reader(
    request: pytest.FixtureRequest, chromium: Browser, demo: Demonstration
) -> Iterator[Reader]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        java_script_enabled=request.param != "no scripts",
    )
    reader = Reader(context.new_page(), request.param == "keyboard", demo.url)
    yield reader
    context.close()
    assert reader.troubles == []


@pytest.fixture
def window(chromium: Browser) -> Iterator[Window]:
    context: BrowserContext = chromium.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_a_reader_of_french_subscribes_to_the_calendar_of_the_ukrainian_network(
    reader: Reader,
) -> None:
    window = reader.window
    reader.come_to("/fr/")
    reader.follow(window.locator("nav.main-menu a[href='/fr/networks/']"))
    expect(window.get_by_role("heading", level=1)).to_have_text("Réseaux")
    reader.follow(window.get_by_role("link", name="Alliance ukrainienne des villes").first)
    expect(window).to_have_url(f"{reader.url}/fr/networks/ukraine/")
    file = window.locator(".calendar-links a[href^='http']")
    subscription = str(window.locator(".calendar-links a[href^='webcal:']").get_attribute("href"))
    address = str(file.get_attribute("href"))
    assert urlsplit(subscription).path == urlsplit(address).path

    answer = window.request.get(reader.url + urlsplit(address).path)
    calendar = icalendar.Calendar.from_ical(answer.body())
    meetings = {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}
    shown = window.locator("section[aria-labelledby$=meetings] .card-title").all_text_contents()
    assert answer.headers["content-type"].startswith("text/calendar")
    assert shown and all(any(title in meeting for meeting in meetings) for title in shown)


def test_a_reader_finds_a_city_by_a_name_it_no_longer_goes_by(reader: Reader) -> None:
    window = reader.window
    reader.come_to("/uk/authorities/")
    reader.ask(window.locator(".directory-form [name=q]"), "Uzhgorod")
    reader.follow(window.locator(".directory a").first)
    expect(window.get_by_role("heading", level=1)).to_contain_text("Ужгород")


def test_a_reader_is_told_that_an_article_is_not_translated(reader: Reader) -> None:
    window = reader.window
    reader.come_to("/uk/networks/serbia/")
    reader.follow(window.locator("main a[href*='serbian-seminar-2015']").first)
    expect(window.locator("main .notice")).to_contain_text("англійська")
    assert window.locator("html").get_attribute("lang") == "uk"
    heading = window.get_by_role("heading", level=1)
    assert heading.evaluate("(element) => element.closest('[lang]').lang") == "en"
    body = window.locator("main .body")
    assert body.evaluate("(element) => element.closest('[lang]').lang") == "en"
    canonical = str(window.locator("link[rel=canonical]").get_attribute("href"))
    assert urlsplit(canonical).path == "/en/networks/serbia/serbian-seminar-2015/"
    assert window.locator("link[rel=alternate][hreflang=uk]").count() == 0


def test_an_address_of_the_old_site_leads_to_the_article(reader: Reader) -> None:
    reader.come_to("/fr/page/62-an-old-name.html")
    expect(reader.window.get_by_role("heading", level=1)).to_contain_text("Val-de-Marne")
    assert urlsplit(reader.window.url).path.startswith("/fr/news/")


def test_a_reader_searches_in_ukrainian(reader: Reader) -> None:
    window = reader.window
    reader.come_to("/uk/")
    reader.ask(window.locator("header [name=q]"), "підписав декларацію")
    hit = window.locator(".results .rows a").filter(has_text="Львів підписав").first
    reader.follow(hit)
    expect(window.get_by_role("heading", level=1)).to_contain_text("Львів підписав")


def test_the_head_of_a_page_is_used_by_keyboard(demo: Demonstration, window: Window) -> None:
    window.goto(f"{demo.url}/en/")
    window.keyboard.press("Tab")
    expect(window.locator(".skip-link")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window.locator("main")).to_be_focused()

    menu, languages = (
        window.locator("header .menu-narrow"),
        window.locator("header details:has(a[hreflang])"),
    )
    menu.locator("summary").focus()
    window.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    window.keyboard.press("Tab")
    expect(window.locator(".main-menu a").first).to_be_focused()
    window.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()

    languages.locator("summary").focus()
    window.keyboard.press("Space")
    ukrainian = languages.locator("a[hreflang=uk]")
    Reader(window, True, demo.url).reach(ukrainian)
    window.keyboard.press("Enter")
    window.wait_for_url("**/uk/")


def test_a_country_on_the_map_is_opened_by_keyboard(demo: Demonstration, window: Window) -> None:
    window.goto(f"{demo.url}/en/authorities/")
    reader = Reader(window, True, demo.url)
    # On a tablet and on a phone the map is folded, so that the rows come first.
    for width in (900, 360):
        window.set_viewport_size({"width": width, "height": 800})
        expect(window.locator("svg.map")).to_be_hidden()
    reader.reach(window.locator(".map-narrow summary"))
    window.keyboard.press("Enter")
    country = window.locator("svg.map a").first
    address = country.get_attribute("href")
    reader.follow(country)
    expect(window).to_have_url(f"{demo.url}{address}")
    authority = window.locator(".directory-name a").first
    name = authority.inner_text()
    reader.follow(authority)
    expect(window.get_by_role("heading", level=1)).to_have_text(name)


def test_a_video_is_started_by_keyboard_and_nothing_is_asked_before(
    demo: Demonstration, window: Window
) -> None:
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append("the provider")
        route.abort()

    window.route(lambda url: "youtube" in urlsplit(url).netloc, refuse)
    window.goto(f"{demo.url}/en/news/every-block/")
    reader = Reader(window, True, demo.url)
    reader.reach(window.locator("a[data-player]"))
    assert asked == []
    window.keyboard.press("Enter")
    expect(window.locator(".video iframe")).to_be_focused()
    expect(window.locator(".video iframe")).to_have_attribute("title", "A video")
    assert asked


def test_the_directory_is_narrowed_sorted_and_paged_by_keyboard(
    demo: Demonstration, window: Window
) -> None:
    window.goto(f"{demo.url}/en/authorities/")
    reader = Reader(window, True, demo.url)
    reader.reach(window.locator("#directory-country"))
    window.keyboard.type("Ukr")
    reader.follow(window.locator(".directory-search button"))
    expect(window.locator("#directory-country")).to_have_value("UA")
    expect(window.locator(".results-head")).to_contain_text("12 authorities")

    window.goto(f"{demo.url}/en/authorities/")
    reader.reach(window.locator(".directory-form summary"))
    window.keyboard.press("Enter")
    reader.reach(window.locator("#directory-sort"))
    window.keyboard.type("name")
    reader.follow(window.locator(".directory-form details button"))
    first = window.locator(".directory-name a").first.inner_text()
    reader.follow(window.locator(".pagination a[rel=next]"))
    expect(window.locator(".results-head")).to_contain_text("Page 2")
    assert "sort=name" in window.url
    assert window.locator(".directory-name a").first.inner_text() != first


def test_the_news_are_filtered_and_the_filter_is_taken_away_by_keyboard(
    demo: Demonstration, window: Window
) -> None:
    window.goto(f"{demo.url}/en/news/")
    reader = Reader(window, True, demo.url)
    reader.reach(window.locator(".directory-form summary"))
    window.keyboard.press("Space")
    reader.reach(window.locator("#news-year"))
    window.keyboard.type("2018")
    reader.follow(window.locator(".directory-form button"))
    expect(window.get_by_role("status")).to_have_text("3 articles")
    reader.follow(window.get_by_role("link", name="Remove the filter: Year: 2018"))
    expect(window).to_have_url(f"{demo.url}/en/news/")


def test_one_kind_of_what_was_found_is_chosen_by_keyboard(
    demo: Demonstration, window: Window
) -> None:
    window.goto(f"{demo.url}/uk/search/?q=Львів")
    reader = Reader(window, True, demo.url)
    reader.follow(window.locator(".search-filters a[href*='type=authority']"))
    expect(window.locator(".search-filters [aria-current]")).to_contain_text("Міста й регіони")
    reader.follow(window.locator(".results .rows a").first)
    expect(window.get_by_role("heading", level=1)).to_have_text("Львів")


def test_errors_of_a_form_lead_to_their_fields_by_keyboard(
    demo: Demonstration, window: Window
) -> None:
    window.goto(f"{demo.url}/en/join/")
    reader = Reader(window, True, demo.url)
    reader.follow(window.locator("form.apply button[type=submit]"))
    expect(window.locator("#error-summary")).to_be_focused()
    link = window.locator("#error-summary a", has_text="E-mail")
    reader.reach(link)
    window.keyboard.press("Enter")
    field = window.locator("#id_email")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_accessible_description(re.compile("This field is required"))
    expect(field).to_have_accessible_name("E-mail address")


def test_what_opens_in_the_head_hides_nothing_that_has_the_focus(
    demo: Demonstration, window: Window
) -> None:
    """WCAG 2.2, 2.4.11: readers who go on by Tab see where they are."""
    reader = Reader(window, True, demo.url)
    for opener in ("details.menu-narrow", "details:has(a[hreflang])"):
        window.goto(f"{demo.url}/en/authorities/")
        window.locator(f"header {opener} summary").focus()
        window.keyboard.press("Enter")
        link = window.locator(".breadcrumbs a").first
        reader.reach(link)
        assert link.evaluate(IS_SEEN), opener
