"""A real browser on a real server. Screenshots go to test-results/ for people to look at."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.e2e import demonstration

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SCREENSHOTS = Path(__file__).resolve().parent.parent.parent / "test-results"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; the tests' own queries are no less safe for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # As long as a click waits: two workers share the machine with two browsers.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(
    chromium: Browser, django_db_serialized_rollback: None, transactional_db: None
) -> factories.Tree:
    """A site that the server's threads see too, gone after the test."""
    return factories.site_tree()


@contextmanager
def requests_watched() -> Iterator[Callable[[], bool]]:
    """Gives a function that waits until the server has answered all that it was asked.

    Its threads share one connection with the test, whose clean-up would meet their transaction.
    """
    under_way: set[int] = set()
    changed = threading.Condition()

    def started(**kwargs: Any) -> None:
        with changed:
            under_way.add(threading.get_ident())

    def finished(**kwargs: Any) -> None:
        with changed:
            under_way.discard(threading.get_ident())
            changed.notify_all()

    def wait() -> bool:
        with changed:
            return changed.wait_for(lambda: not under_way, timeout=30)

    request_started.connect(started)
    request_finished.connect(finished)
    yield wait
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture
def answered(site: factories.Tree) -> Iterator[Callable[[], bool]]:
    """Waits for the server, as `requests_watched`."""
    with requests_watched() as wait:
        yield wait


@pytest.fixture
def sign_in(
    chromium: Browser, live_server: Any, site: factories.Tree, answered: Callable[[], bool]
) -> Iterator[Callable]:
    """`sign_in(name, group)` gives a browser window of a new user of that group."""
    contexts = []

    def open_window(name: str, group: Group) -> Page:
        user = get_user_model().objects.create_user(username=name, password="a pass phrase")
        user.groups.add(group)
        context = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en")
        contexts.append(context)
        window = context.new_page()
        window.on("dialog", lambda dialog: dialog.accept())
        window.goto(f"{live_server.url}/admin/")
        window.fill("[name=username]", name)
        window.fill("[name=password]", "a pass phrase")
        window.click("button[type=submit]")
        window.wait_for_url("**/admin/")
        return window

    yield open_window
    for context in contexts:
        context.close()
    assert answered()


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`shoot(window, name)` keeps a screenshot of the whole page."""
    folder = SCREENSHOTS / request.node.name
    folder.mkdir(parents=True, exist_ok=True)

    def keep(window: Page, name: str) -> None:
        window.screenshot(path=folder / f"{name}.png", full_page=True)

    return keep


@pytest.fixture(scope="module")
def demonstration_server(
    chromium: Browser, django_db_setup: None, django_db_blocker: Any
) -> Iterator[demonstration.Demonstration]:
    """The demonstration on a server, loaded once for a module and taken back after it.

    The server's threads share the connection, and so the transaction. The browser comes first:
    where an event loop runs, as Playwright's does, Django has connections of its own.
    """
    design_page = override_settings(CMS_DESIGN_PAGE=True)
    with django_db_blocker.unblock(), transaction.atomic(), design_page:
        secrets = demonstration.load()
        server = LiveServer("localhost")
        with requests_watched() as answered:
            yield demonstration.Demonstration(server.url, secrets)
            assert answered()
        server.stop()
        transaction.set_rollback(True)


@pytest.fixture
def demo(
    demonstration_server: demonstration.Demonstration, db: None
) -> demonstration.Demonstration:
    """The demonstration; what a test changes in it is taken back."""
    return demonstration_server
