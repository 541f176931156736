"""The demonstration on a server of its own, with what it lacks of the kinds of public pages.

`ADDRESSES` is the list of all kinds. A new public template is one line there.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.management import call_command
from django.utils.translation import override
from playwright.sync_api import Page as Window
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import StandardPage
from network.applications.links import new_link
from network.models import Application, ApplicationState
from tests import factories

PASSWORD = "a pass phrase"


@dataclass(frozen=True)
class Address:
    """A kind of page: where it stands in English, and what is done there before it is looked at."""

    name: str
    path: str
    act: Callable[[Window], None] = lambda window: None


def send_empty(window: Window) -> None:
    """Send the form of the page as it came, past the browser's own checks; errors come back."""
    window.evaluate("document.querySelector('main form[method=post]').noValidate = true")
    with window.expect_navigation():
        window.locator("main form[method=post] button[type=submit]").first.click()


def open_disclosures(window: Window) -> None:
    window.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")


def open_menu(window: Window) -> None:
    window.locator(".menu-narrow summary").click()


def open_languages(window: Window) -> None:
    window.locator("header details:not(.menu-narrow) summary").click()


ADDRESSES = (
    Address("home", "/en/"),
    Address("home, menu open", "/en/", open_menu),
    Address("home, languages open", "/en/", open_languages),
    Address("standard page", "/en/about/"),
    Address("news", "/en/news/"),
    Address("article with every block", "/en/news/every-block/"),
    Address("article that is translated", "/en/news/launch-2013/"),
    Address("article that is in English alone", "/en/networks/serbia/serbian-seminar-2015/"),
    Address("networks", "/en/networks/"),
    Address("network with a calendar", "/en/networks/ukraine/"),
    Address("network without meetings", "/en/networks/serbia/"),
    Address("meeting", "/en/networks/ukraine/lviv-2019/"),
    Address("cancelled meeting", "/en/networks/ukraine/example-cancelled/"),
    Address("directory", "/en/authorities/", open_disclosures),
    Address("directory, filtered", "/en/authorities/?q=lviv&country=ua"),
    Address("directory, nothing found", "/en/authorities/?q=zzzz"),
    Address("profile", "/en/authorities/ua-lviv/"),
    Address("country", "/en/authorities/country/ua/"),
    Address("participants in numbers", "/en/authorities/statistics/", open_disclosures),
    Address("form to join", "/en/join/"),
    Address("form to join, with errors", "/en/join/", send_empty),
    Address("cooperate", "/en/cooperate/"),
    Address("application", "/en/join/status/{status}/", open_disclosures),
    Address("no such application", "/en/join/status/none/"),
    Address("terminology", "/en/terminology/", open_disclosures),
    Address("search", "/en/search/"),
    Address("search, found", "/en/search/?q=Lviv"),
    Address("search, nothing found", "/en/search/?q=zzzz"),
    Address("accessibility statement", "/en/accessibility/"),
    Address("not found", "/en/nowhere/"),
    Address("password", "/en/for-members/"),
    Address("sign in", "/en/for-accounts/"),
    Address("sign in, with errors", "/en/for-accounts/", send_empty),
)


@dataclass(frozen=True)
class Demonstration:
    """Where the demonstration is served, and the secrets that its addresses may need."""

    url: str
    secrets: dict[str, str]

    def address(self, path: str, language: str) -> str:
        """The full address of what stands at `path` in English, in `language`."""
        path = path.format(**self.secrets)
        page = english_page(path)
        if page is None:
            return self.url + path.replace("/en/", f"/{language}/", 1)
        here = page.get_translations(inclusive=True).get(locale__language_code=language)
        return self.url + urlsplit(here.full_url).path


def english_page(path: str) -> Page | None:
    """The published page at an address such as `/en/news/`; None where something else answers."""
    root = Site.objects.get(is_default_site=True).root_page.url_path
    return Page.objects.filter(url_path=path.replace("/en/", root, 1), live=True).first()


def load() -> dict[str, str]:
    """Fill the database; returns the secrets of the addresses."""
    call_command("load_demo", verbosity=0)
    return complete()


def complete() -> dict[str, str]:
    """Add what the demonstration lacks of the kinds of pages; returns the secrets."""
    home, news = english_page("/en/"), english_page("/en/news/")
    assert home and news
    factories.news_page(
        news,
        title="Every block",
        slug="every-block",
        body=json.dumps(factories.all_blocks(news)),
    )
    for slug, restriction in (
        ("for-members", {"restriction_type": "password", "password": PASSWORD}),
        ("for-accounts", {"restriction_type": "login"}),
    ):
        page = factories.add_page(home, StandardPage(title=slug, slug=slug))
        for translation in page.get_translations(inclusive=True):
            PageViewRestriction.objects.get_or_create(page=translation, defaults=restriction)
    application = Application.objects.get(state=ApplicationState.MORE_INFORMATION)
    with override("en"):
        link = new_link(application)
    return {"status": link.rstrip("/").rpartition("/")[2]}
