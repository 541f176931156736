"""The demonstration on a server of its own, with what it lacks of the kinds of public pages.

`ADDRESSES` is the list of all kinds: a new public template is one line there. `FURTHER` holds what
else the same templates show (states, errors, other answers), for the full walk.
"""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Page as Window
from wagtail.models import Page, PageViewRestriction, Site

from cms.demo.applications import FIELDS
from cms.models import StandardPage
from network.applications.decisions import decide, last_change
from network.applications.links import new_link
from network.applications.transitions import start
from network.models import Application, ApplicationState, NetworkSection
from tests import factories

PASSWORD = "a pass phrase"


@dataclass(frozen=True)
class Address:
    """A kind of page: where it stands in English, and what is done there before it is looked at."""

    name: str
    path: str
    act: Callable[[Window], None] = lambda window: None
    # Whether it is a form that came back with errors.
    is_mistaken: bool = False
    # Whether it shows words of many languages and none, which say nothing.
    is_specimen: bool = False


def send_empty(window: Window) -> None:
    """Send the form of the page as it came, past the browser's own checks; errors come back."""
    window.evaluate("document.querySelector('main form[method=post]').noValidate = true")
    with window.expect_navigation():
        window.locator("main form[method=post] button[type=submit]").first.click()


def withdraw_unsure(window: Window) -> None:
    """Withdraw an application without saying that one is sure."""
    window.locator("details.withdraw summary").click()
    with window.expect_navigation():
        window.locator("details.withdraw button").click()


def send_wrong_password(window: Window) -> None:
    window.fill("main [name=password]", "not the one")
    with window.expect_navigation():
        window.keyboard.press("Enter")


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
    Address("directory, filtered", "/en/authorities/?q=lviv&country=UA"),
    Address("directory, nothing found", "/en/authorities/?q=zzzz"),
    Address("profile", "/en/authorities/ua-lviv/"),
    Address("country", "/en/authorities/country/ua/"),
    Address("participants in numbers", "/en/authorities/statistics/", open_disclosures),
    Address("form to join", "/en/join/"),
    Address("form to join, with errors", "/en/join/", send_empty, is_mistaken=True),
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
    Address("sign in, with errors", "/en/for-accounts/", send_empty, is_mistaken=True),
    Address("not allowed", "/en/design/403/"),
    Address("fault of ours", "/en/design/500/"),
)

FURTHER = (
    Address("home, everything open", "/en/", open_disclosures),
    Address("news, filters open", "/en/news/", open_disclosures),
    Address("news, second page", "/en/news/?page=2"),
    Address("news, filtered", "/en/news/?network=ukraine&year=2019"),
    Address("news, nothing like that", "/en/news/?network=ukraine&year=1950"),
    Address("news, filter with errors", "/en/news/?year=1&topic=none", is_mistaken=True),
    Address("article of a meeting, corrected", "/en/news/every-block/", open_disclosures),
    Address("article with a text that waits", "/en/news/hidden-in-ukrainian/"),
    Address("network that is retired", "/en/networks/retired/"),
    Address("upcoming meeting", "/en/networks/ukraine/example-schools/"),
    Address("directory, second page", "/en/authorities/?page=2"),
    Address("directory, in one list", "/en/authorities/?sort=name"),
    Address(
        "directory, filters with errors", "/en/authorities/?year=1&country=none", is_mistaken=True
    ),
    Address("profile of a founder", "/en/authorities/ua-uzhhorod/"),
    Address("country without a network", "/en/authorities/country/mt/"),
    Address("form to join, sent", "/en/join/?sent=1"),
    Address("cooperate, with errors", "/en/cooperate/", send_empty, is_mistaken=True),
    Address(
        "application, answer missing", "/en/join/status/{status}/", send_empty, is_mistaken=True
    ),
    Address(
        "application, not sure to withdraw",
        "/en/join/status/{status}/",
        withdraw_unsure,
        is_mistaken=True,
    ),
    Address("application to be confirmed", "/en/join/status/{received}/"),
    Address("application that was declined", "/en/join/status/{declined}/"),
    Address("search of one kind", "/en/search/?q=Lviv&type=news"),
    Address("search of other languages too", "/en/search/?q=Lviv&fallback=1"),
    Address("search, something like it", "/en/search/?q=Lvivv"),
    Address("password, with errors", "/en/for-members/", send_empty, is_mistaken=True),
    Address("password, wrong", "/en/for-members/", send_wrong_password, is_mistaken=True),
    Address("design", "/en/design/", open_disclosures, is_specimen=True),
    Address(
        "design, from right to left", "/en/design/?dir=rtl", open_disclosures, is_specimen=True
    ),
    Address("description of the API", "/api/v1/docs", open_disclosures),
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
    home, news, networks = (english_page(path) for path in ("/en/", "/en/news/", "/en/networks/"))
    assert home and news and networks
    article(news)
    waiting = factories.news_page(news, title="Waiting", slug="hidden-in-ukrainian")
    # Texts of their own in the other languages, which nobody has published.
    waiting.get_translations().update(alias_of=None, live=False)
    retired = factories.network_page(networks, title="Retired", slug="retired", country="IT")
    NetworkSection.objects.create(
        country=retired.country,
        slug=retired.slug,
        network_key=retired.translation_key,
        retired_at=timezone.now(),
    )
    for slug, restriction in (
        ("for-members", {"restriction_type": "password", "password": PASSWORD}),
        ("for-accounts", {"restriction_type": "login"}),
    ):
        page = factories.add_page(home, StandardPage(title=slug, slug=slug))
        for translation in page.get_translations(inclusive=True):
            PageViewRestriction.objects.get_or_create(page=translation, defaults=restriction)
    return applications()


def article(news: Page) -> None:
    """An article with every block, and with everything that can stand beside a body."""
    link = {"label": "A link", "url": "https://example.org/", "page": None}
    factories.news_page(
        news,
        title="Every block",
        slug="every-block",
        topics=[factories.topic(en="A topic", uk="Тема")],
        countries=["UA", "FR"],
        lead_image=factories.image(),
        lead_image_alt="Roofs under snow",
        event_from=datetime.date(2019, 2, 25),
        event_to=datetime.date(2019, 2, 26),
        event_place="Lviv",
        corrected_on=datetime.date(2019, 3, 1),
        correction_note="The meeting took two days.",
        links=json.dumps([{"type": "link", "value": link}]),
        body=json.dumps(factories.all_blocks(news)),
    )


def applications() -> dict[str, str]:
    """An application that awaits an answer, one to be confirmed, one declined: their secrets."""
    asked = Application.objects.get(state=ApplicationState.MORE_INFORMATION)
    confirmed = Application.objects.filter(state=ApplicationState.CONFIRMED, language="uk")[0]
    # The accounts of the demonstration are there in development alone.
    secretariat = get_user_model().objects.create_superuser("who-declines")
    found = {
        "status": asked,
        "received": received_like(confirmed),
        "declined": decide(
            confirmed.pk,
            ApplicationState.DECLINED,
            seen=last_change(confirmed).pk,
            by=secretariat,
            reason="Рада ще не ухвалила рішення. Напишіть нам, будь ласка, коли ухвалить.",
        ),
    }
    with override("en"):
        links = {name: new_link(application) for name, application in found.items()}
    return {name: link.rstrip("/").rpartition("/")[2] for name, link in links.items()}


def received_like(application: Application) -> Application:
    """A new application with the same words, whose address nobody has confirmed yet."""
    names = [*FIELDS, "network_key", "consent", "consent_language", "consent_given_at"]
    with transaction.atomic():
        received = Application.objects.create(
            **{name: getattr(application, name) for name in names}
        )
        start(received)
    return received
