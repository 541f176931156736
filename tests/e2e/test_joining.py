"""A mayor's office joins: from the form on a telephone to news of it in two languages."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from cms.site.groups import coordinator_group, provision_groups
from cms.translation.strings import translate
from network.applications import seals
from network.models import ConsentText, ConsentWording, JoinPage, Participation
from news.models import NewsPage
from tests import factories
from tests.e2e.accessibility import FAULTS
from tests.e2e.test_editing import publish_source

pytestmark = pytest.mark.e2e

NAME = "Зразківська міська рада"
APPLICANT = "olena@example.org"
# What is typed into the form, by the names of its fields, in the order of the page.
ANSWERS = {
    "authority_name": NAME,
    "population": "48200",
    "website": "www.example.org",
    "reason": "Ми хочемо вчитися в інших міст, як подолати відсів дітей зі школи.",
    "office": "Управління соціальної політики",
    "person_name": "Олена Прикладна",
    "person_role": "Заступниця міського голови",
    "email": APPLICANT,
    "phone": "+380 00 000 00 00",
}
TITLES = {
    "en": "Zrazkove becomes the 131st participant of the Alliance",
    "uk": "Зразкове стає 131-м учасником Альянсу",
}
JOINED = {
    "en": "Zrazkove (Ukraine) has joined the Alliance.",
    "uk": "До Альянсу приєдналося Зразкове (Україна).",
}
WELCOME = {
    "en": "The town wants to keep all its children in school.",
    "uk": "Місто прагне, щоб усі його діти навчалися у школі.",
}
CHOICES = {"authority_kind": "city", "country": "UA"}
LINK = re.compile(r"http://localhost(/uk/join/status/[\w-]+/)")
ADMIN_LINK = re.compile(r"(/admin/applications/\d+/)")
# The label that a screen reader says for the field that has the focus.
LABEL = """() => {
  const field = document.activeElement;
  return field.labels?.length ? field.labels[0].textContent.trim() : "";
}"""


@dataclass
class People:
    """A window of everybody who takes part."""

    office: Window
    coordinator: Window
    secretariat: Window
    translator: Window


@pytest.fixture
def alliance(
    site: factories.Tree, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> factories.Tree:
    """130 participants, a network, and a page to join by; forms are filled in faster than ever."""
    monkeypatch.setattr(seals, "FASTEST", datetime.timedelta(seconds=-1))
    # Saved by itself and by the button at once would meet on the connection that both share.
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    profile = factories.profile("en")
    in_ukrainian = type(profile)(
        mission="Ми працюємо для залучення ромів.",
        auspices="Під егідою Конгресу",
        invitation="Приєднуйтеся до нас.",
    )
    translate(profile, site.locale("uk"), in_ukrainian)
    join = factories.add_page(site.home, JoinPage(title="How to join", slug="join"))
    for page, title in ((site.home, "Альянс міст і регіонів"), (join, "Як приєднатися")):
        translate(page, site.locale("uk"), type(page)(title=title, slug=page.slug))
    factories.network_page(site.networks, title="Ukraine", slug="ukraine", country="UA")
    first = factories.authority(name="Lviv")
    rows = [
        factories.Authority(key=f"town-{n}", name=f"Town {n}", country="RO") for n in range(129)
    ]
    towns = [first, *factories.Authority.objects.bulk_create(rows)]
    Participation.objects.bulk_create(
        Participation(authority=town, number=number, joined_on="2015-05-05")
        for number, town in enumerate(towns, 1)
    )
    consent = ConsentText(label="1", published_at=timezone.now())
    consent.wordings = [
        ConsentWording(language="en", text="<p>We use it to decide.</p>", agreement="I agree"),
        ConsentWording(
            language="uk",
            text="<p>Те, що Ви тут напишете, ми використовуємо лише для рішення за заявою.</p>",
            agreement="Я погоджуюся",
        ),
    ]
    consent.save()
    return site


@pytest.fixture
def people(
    alliance: factories.Tree, chromium: Browser, sign_in: Callable, answered: Callable
) -> Iterator[People]:
    groups = provision_groups()
    ukraine = Page.objects.get(slug="ukraine", locale__language_code="en")

    def worker(name: str, group: Group, language: str) -> Window:
        window = sign_in(name, group)
        user = get_user_model().objects.get(username=name)
        user.email = f"{name}@example.org"
        user.save()
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        return window

    phone = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="uk", is_mobile=True, has_touch=True
    )
    yield People(
        office=phone.new_page(),
        coordinator=worker("coordinator", coordinator_group(ukraine), "uk"),
        secretariat=worker("secretariat", groups["secretariat"], "en"),
        translator=worker("translator", groups["translators-uk"], "uk"),
    )
    phone.close()
    assert answered()


def mailed(to: str, pattern: re.Pattern[str]) -> str:
    """The path that the last mail to this address leads to."""
    message = next(one for one in reversed(mail.outbox) if to in one.to)
    found = pattern.search(str(message.body))
    assert found, message.body
    return found[1]


def fill_in(window: Window) -> None:
    """By keyboard alone: every field in the order of the page, and each says what it is."""
    window.locator("#id_authority_name").focus()
    reached: list[str] = []
    while True:
        name = window.evaluate("document.activeElement.name ?? ''")
        kind = window.evaluate("document.activeElement.type ?? ''")
        if kind == "submit":
            break
        assert window.evaluate(LABEL), name
        reached.append(name)
        if name in ANSWERS:
            window.keyboard.insert_text(ANSWERS[name])
        elif name in CHOICES:
            while window.evaluate("document.activeElement.value") != CHOICES[name]:
                window.keyboard.press("ArrowDown")
        elif kind == "checkbox":
            window.keyboard.press("Space")
        window.keyboard.press("Tab")
    assert [name for name in reached if name in ANSWERS] == list(ANSWERS)


def apply(window: Window, url: str, shoot: Callable) -> None:
    """Send the form once with a slip, then properly."""
    window.goto(f"{url}/uk/join/")
    expect(window.get_by_role("heading", level=1)).to_have_text("Як приєднатися")
    assert window.evaluate(FAULTS) == []
    shoot(window, "1-the-form")
    window.locator("form.apply button[type=submit]").click()
    expect(window.locator("#error-summary")).to_be_focused()
    assert window.evaluate(FAULTS) == []
    shoot(window, "2-nothing-filled-in")
    fill_in(window)
    shoot(window, "3-filled-in")
    window.keyboard.press("Enter")
    window.wait_for_url("**/join/?sent=1", timeout=8000)
    shoot(window, "4-look-into-your-mail")


def confirm(window: Window, url: str, shoot: Callable) -> None:
    window.goto(url + mailed(APPLICANT, LINK))
    expect(window.get_by_text(NAME)).to_be_visible()
    assert window.evaluate(FAULTS) == []
    shoot(window, "5-behind-the-link")
    window.locator("main button[type=submit]").first.click()
    expect(window.locator(".steps li")).to_have_count(2)
    assert window.evaluate(FAULTS) == []
    shoot(window, "6-confirmed")


def decide(window: Window, state: str, shoot: Callable, name: str) -> None:
    """From the page of the application to the decision, and back to the application."""
    window.locator(f".application-actions a[href$='/{state}/']").click()
    shoot(window, name)
    window.locator("main form button[type=submit]").click()
    expect(window.locator(".messages .success")).to_be_visible()


def recommend(window: Window, url: str, shoot: Callable) -> None:
    window.goto(f"{url}/admin/")
    shoot(window, "7-coordinators-first-page")
    window.goto(url + mailed("coordinator@example.org", ADMIN_LINK))
    shoot(window, "8-the-application")
    decide(window, "under_review", shoot, "9-take-under-review")
    window.locator(".application-details summary").click()
    window.fill("[name=competence]", "2025-01-15")
    window.locator(".application-details button[type=submit]").click()
    expect(window.locator(".application-checklist__done")).to_have_count(2)
    shoot(window, "9-the-checklist")
    decide(window, "recommended", shoot, "10-recommend")


def accept(window: Window, url: str, shoot: Callable) -> None:
    window.goto(url + mailed("secretariat@example.org", ADMIN_LINK))
    shoot(window, "11-recommended-to-the-secretariat")
    decide(window, "accepted", shoot, "12-accept")
    expect(window.get_by_text("Participant 131 of the Alliance")).to_be_visible()
    shoot(window, "13-accepted")


def announce(window: Window, answered: Callable, shoot: Callable) -> NewsPage:
    """From the accepted application to its announcement, completed and with an English name."""
    window.locator(".application-links a[href*='/pages/']").click()
    shoot(window, "16-the-draft")
    window.fill("#id_title", TITLES["en"])
    window.fill("#id_summary", WELCOME["en"])
    text = window.locator(".public-DraftEditor-content").first
    text.click()
    expect(text).to_be_focused()
    window.keyboard.press("Control+A")
    text.press_sequentially(JOINED["en"])
    # The editor hands its text to the form a moment after the last key.
    expect(window.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(JOINED["en"])))
    assert answered()
    publish_source(window)
    return NewsPage.objects.get(title=TITLES["en"], locale__language_code="en")


def publish_in_ukrainian(window: Window, url: str, article: NewsPage, shoot: Callable) -> None:
    """Confirm what is suggested, and translate what the secretariat has written."""
    translation = Translation.objects.get(
        source__object_id=article.translation_key, target_locale__language_code="uk"
    )
    window.goto(f"{url}/admin/translations/{translation.pk}/")
    shoot(window, "17-to-be-translated")
    written = {texts["en"]: texts["uk"] for texts in (TITLES, WELCOME, JOINED)}
    for unit in window.locator("[data-unit]").all():
        text = unit.locator("[data-text]")
        source = str(unit.locator("[data-source]").get_attribute("data-source"))
        if source in written:
            text.fill(written[source])
        text.press("Control+Enter")
        expect(unit).to_have_attribute("data-state", "translated")
    shoot(window, "18-translated")
    window.locator("button[value=publish]").click()
    expect(window.locator(".messages .success")).to_be_visible()


def test_a_mayors_office_joins_by_telephone_and_readers_of_two_languages_learn_of_it(
    alliance: factories.Tree,
    live_server: Any,
    people: People,
    chromium: Browser,
    answered: Callable,
    shoot: Callable,
) -> None:
    url = live_server.url
    apply(people.office, url, shoot)
    confirm(people.office, url, shoot)
    recommend(people.coordinator, url, shoot)
    accept(people.secretariat, url, shoot)
    people.office.goto(f"{url}/uk/")
    expect(people.office.locator(".counter")).to_contain_text("131")
    shoot(people.office, "14-the-counter")
    people.office.goto(url + mailed(APPLICANT, LINK))
    shoot(people.office, "15-the-office-reads-that-it-is-accepted")
    article = announce(people.secretariat, answered, shoot)
    publish_in_ukrainian(people.translator, url, article, shoot)
    reader = chromium.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    for language, title in TITLES.items():
        reader.goto(url + alliance.translation_of(article, language).url)
        expect(reader.get_by_role("heading", level=1)).to_have_text(title)
        expect(reader.locator("main")).to_contain_text(WELCOME[language])
        expect(reader.locator("main")).to_contain_text(JOINED[language])
        shoot(reader, f"19-read-{language}")
    reader.context.close()
