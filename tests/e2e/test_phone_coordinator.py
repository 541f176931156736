"""A coordinator writes news on a telephone, on a line of 400 kbit/s that breaks."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.users.models import UserProfile

from network.models import NetworkPage, NetworkSection
from news.models import NewsPage
from tests import factories
from tests.e2e.wire import Wire
from tests.e2e.wording import latin_words

pytestmark = pytest.mark.e2e

BYTES_PER_SECOND = 400_000 / 8
PASSWORD = "a pass phrase"
TITLE = "Нова школа для всіх"
LATER = "Нова школа для всіх дітей"
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825
FIELD = "image-chooser-upload"
# Of the Alliance, products, formats and licences: what may stay in Latin letters in Ukrainian.
NAMES = {
    settings.WAGTAIL_SITE_NAME,
    "The Alliance",
    "Wagtail",
    *("AVIF", "GIF", "JPG", "JPEG", "PNG", "WEBP", "CC BY"),
}
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('cms-kept:')).length"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of 8 MB, taken upright, which says where."""
    picture = Image.effect_noise((4000, 3000), 60).convert("RGB")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Example Camera"
    exif.get_ifd(PLACE).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=91, exif=exif)
    assert 8_000_000 < content.tell() < 10_000_000
    path = tmp_path / "школа.jpg"
    path.write_bytes(content.getvalue())
    return path


@pytest.fixture
def section(site: factories.Tree) -> Page:
    """The Ukrainian page of the Ukrainian network, with a coordinator who works in Ukrainian."""
    call_command("add_network", "UA", "--title", "Українська мережа", verbosity=0)
    user = get_user_model().objects.create_user(username="coordinator-ua", password=PASSWORD)
    section = NetworkSection.objects.get(country="UA")
    user.groups.add(section.group)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "uk"
    profile.save()
    page = NetworkPage.objects.get(translation_key=section.network_key, alias_of=None)
    return site.translation_of(page, "uk").page_ptr


@pytest.fixture
def wire(live_server: Any) -> Iterator[Wire]:
    wire = Wire(live_server.thread.port)
    yield wire
    wire.close()


class Phone:
    """A window of 360 pixels on the slow line; counts taps."""

    def __init__(self, browser: Browser, wire: Wire) -> None:
        self.wire = wire
        self.taps = 0
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="uk"
        )
        self.window: Window = context.new_page()
        self.window.set_default_timeout(60_000)
        self.line = context.new_cdp_session(self.window)
        self.line.send("Network.enable")
        self.connect()

    def connect(self, connected: bool = True) -> None:
        """Tell the browser of its connection, as the system of a telephone does."""
        speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
        self.line.send(
            "Network.emulateNetworkConditions",
            {"offline": not connected, "latency": 150, **speed},
        )

    def lose_connection(self) -> None:
        self.wire.cut()
        self.connect(False)

    def find_connection(self) -> None:
        self.wire.mend()
        self.connect()

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.window.locator(selector).first.click()

    def is_fit_to_read(self, shoot: Callable, name: str) -> None:
        """No word is English, nothing has to be moved sideways; a picture is kept to look at."""
        shoot(self.window, name)
        assert latin_words(self.window, NAMES) == set()
        assert self.window.evaluate("document.scrollingElement.scrollWidth") <= 360


@pytest.fixture
def phone(chromium: Browser, wire: Wire, answered: Callable[[], bool]) -> Iterator[Phone]:
    phone = Phone(chromium, wire)
    yield phone
    phone.window.context.close()
    assert answered()


def sign_in(phone: Phone, name: str = "coordinator-ua") -> None:
    window = phone.window
    window.fill("[name=username]", name)
    window.fill("[name=password]", PASSWORD)
    phone.tap("button[type=submit]")
    window.locator("#wagtail-sidebar-props").wait_for(state="attached")


def open_again(phone: Phone, address: str) -> None:
    """A new window, on a line that holds nothing up."""
    phone.window = phone.window.context.new_page()
    phone.window.on("dialog", lambda dialog: dialog.accept())
    phone.window.goto(f"{phone.wire.address}{address}")


def test_nothing_is_lost_when_the_line_breaks_while_a_photo_is_sent_and_while_one_types(
    section: Page,
    phone: Phone,
    photo: Path,
    answered: Callable[[], bool],
    shoot: Callable,
    record_property: Callable,
) -> None:
    window, wire = phone.window, phone.wire
    bar = window.locator(".phone-bar")
    window.goto(f"{wire.address}/admin/")
    phone.is_fit_to_read(shoot, "1-sign-in")
    sign_in(phone)
    phone.is_fit_to_read(shoot, "2-first-page")
    phone.tap("a:has-text('Написати новину')")
    window.fill("[name=title]", TITLE)
    window.wait_for_url("**/edit/")
    phone.is_fit_to_read(shoot, "3-new-article")

    phone.tap("button:has-text('Оберіть зображення')")
    phone.tap("#tab-label-upload")
    window.set_input_files(f"#id_{FIELD}-file", photo)
    expect(window.locator(".phone-picture")).to_contain_text("МБ →", timeout=60_000)
    window.fill(f"[name={FIELD}-credit]", "О. Приклад")
    before = wire.up
    wire.cut_after(200_000)
    phone.tap("[data-chooser-modal-creation-form] button[type=submit]")
    expect(window.locator(".phone-upload button")).to_be_visible(timeout=60_000)
    phone.is_fit_to_read(shoot, "4-photo-not-sent")
    assert not get_image_model().objects.exists()
    phone.find_connection()
    phone.tap(".phone-upload button")
    window.locator(".modal-body").wait_for(state="detached")
    image = get_image_model().objects.get()
    assert image.credit == "О. Приклад"
    assert image.height > image.width
    assert image.file_size < photo.stat().st_size / 3
    with image.open_file() as stored:
        assert not Image.open(stored).getexif()
    record_property("bytes of the photo, sent twice in part", wire.up - before)

    window.fill("[name=lead_image_alt]", "Школа з червоним дахом")
    phone.lose_connection()
    window.fill("[name=title]", LATER)
    expect(bar).to_have_attribute("data-state", "bad", timeout=60_000)
    phone.tap("button:has-text('Зберегти чернетку')")
    # Once Wagtail knows that it could not save, it asks before it sends the form.
    asked = "[data-w-dialog-target=confirm]:visible"
    window.locator(f"{asked}, .phone-bar:has-text('Не надіслано')").first.wait_for()
    if window.locator(asked).count():
        phone.tap(asked)
    expect(bar).to_contain_text("Не надіслано", timeout=60_000)
    phone.is_fit_to_read(shoot, "5-no-connection")
    assert window.evaluate(KEPT) == 1
    phone.find_connection()
    expect(bar).to_contain_text("З’єднання відновлено", timeout=60_000)
    phone.is_fit_to_read(shoot, "6-saved")

    # The server's threads share one connection here: what saves itself ends first.
    assert answered()
    phone.tap("button:has-text('Більше дій')")
    phone.tap("[name=action-submit]")
    window.locator(".messages .success").wait_for()
    phone.is_fit_to_read(shoot, "7-handed-in")
    assert window.evaluate(KEPT) == 0
    article = NewsPage.objects.get(slug__startswith="nova", alias_of=None)
    draft = article.get_latest_revision_as_object()
    assert (draft.title, draft.lead_image) == (LATER, image)
    assert article.workflow_in_progress
    record_property("taps", phone.taps)
    record_property("bytes", json.dumps({"up": wire.up, "down": wire.down}))


def test_kept_text_is_put_back_for_the_one_who_typed_it_and_for_nobody_else(
    section: Page, phone: Phone
) -> None:
    users = get_user_model().objects
    author = users.get(username="coordinator-ua")
    other = users.create_user(username="other-ua", password=PASSWORD)
    other.groups.add(*author.groups.all())
    article = factories.news_page(section, aliases=False, title=TITLE, owner=author, live=False)
    edit = f"/admin/pages/{article.pk}/edit/"
    open_again(phone, edit)
    sign_in(phone)

    phone.wire.cut()
    phone.tap("[data-contentpath=body] .c-sf-add-button")
    phone.tap("[role=option]:has-text('Абзац')")
    phone.tap("[data-contentpath=body] [contenteditable=true]")
    phone.window.keyboard.type("Довгий текст")
    assert phone.window.evaluate("document.querySelector('main').scrollLeft") == 0
    expect(phone.window.locator(".phone-bar")).to_contain_text("Немає з’єднання", timeout=60_000)
    phone.window.close()
    phone.wire.mend()
    open_again(phone, edit)
    first = phone.window
    with first.expect_navigation():
        phone.tap(".phone-bar button:has-text('Повернути його')")
    editor = first.locator("[data-contentpath=body] [contenteditable=true]")
    expect(editor).to_have_text("Довгий текст", timeout=60_000)
    assert first.evaluate(KEPT) == 0

    first.context.clear_cookies()
    first.fill("[name=summary]", "Лише для мене")
    bar = first.locator(".phone-bar")
    expect(bar).to_contain_text("Ви вийшли", timeout=60_000)
    assert first.evaluate(KEPT) == 1
    open_again(phone, "/admin/")
    sign_in(phone, "other-ua")
    sent: list[str] = []
    first.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    first.click(".phone-bar button:has-text('Спробувати ще раз')")
    expect(bar).to_contain_text("інша особа", timeout=60_000)
    assert not [line for line in sent if line.startswith("POST") and line.endswith(edit)]
    first.close()

    hours = {"/fresh/": 23, "/old/": 25}
    for path, age in hours.items():
        phone.window.evaluate(
            "([key, age]) => localStorage.setItem(key, JSON.stringify("
            "{ at: Date.now() - age * 3600000, fields: [] }))",
            [f"cms-kept:{other.pk}:{path}", age],
        )
    phone.window.goto(f"{phone.wire.address}{edit}")
    assert phone.window.evaluate("Object.keys(localStorage).join()").count("cms-kept:") == 1
    assert phone.window.input_value("[name=summary]") == article.summary
    phone.tap(".sidebar-nav-toggle")
    phone.tap(".sidebar-footer__account")
    phone.tap(".sidebar-footer button:has-text('Вийти')")
    phone.window.wait_for_url("**/login/**")
    assert phone.window.evaluate(KEPT) == 0
