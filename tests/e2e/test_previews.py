"""The preview panel shows a draft in an external front end, and follows what is typed."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from cms.models import SiteSettings
from tests.cms.translation.helpers import editor_of
from tests.factories import Tree

pytestmark = pytest.mark.e2e


@pytest.fixture
def front_end(live_server: LiveServer) -> Iterator[str]:
    """The address of a front end that shows the title of a draft, and whence it was asked for."""

    class FrontEnd(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (token,) = parse_qs(urlsplit(self.path).query)["token"]
            with urlopen(f"{live_server.url}/api/v1/preview/{token}") as answer:
                title = json.load(answer)["title"]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            page = f"<title>x</title><h1>{title}</h1><p>{self.headers['Referer']}</p>"
            self.wfile.write(page.encode())

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FrontEnd)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/preview"
    server.shutdown()
    server.server_close()


def test_the_panel_frames_the_front_end(
    site: Tree, sign_in: Callable, live_server: LiveServer, front_end: str
) -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    settings.front_end_url = front_end
    settings.save()
    admin = sign_in("editor", editor_of(site.home).groups.get())

    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", site.news.pk])
    admin.goto(f"{live_server.url}{address}")
    admin.locator("[name=title]").fill("Roofs")
    admin.locator("[aria-label='Toggle preview']").click()
    frame = admin.frame_locator("#w-preview-iframe")
    expect(frame.get_by_role("heading", name="Roofs")).to_be_visible()
    expect(frame.locator("p")).to_have_text("None")

    admin.locator("[name=title]").fill("Walls")
    expect(frame.get_by_role("heading", name="Walls")).to_be_visible()
