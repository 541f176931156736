"""A walk over the demonstration: every address that its pages, feeds and style sheets name."""

import html
import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles.views import serve as serve_static
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.views.static import serve as serve_file

HOST = "testserver"
LANGUAGES = ("en", "fr", "uk", "rom")
STARTS = ["/", *(f"/{language}/" for language in LANGUAGES), "/sitemap.xml", "/robots.txt"]

# What a browser fetches by itself, as opposed to where a reader may go.
RESOURCES = {
    "script[src]": "src",
    "img[src]": "src",
    "iframe[src]": "src",
    "source[src]": "src",
    "video[src]": "src",
    "link[rel~=stylesheet]": "href",
    "link[rel~=icon]": "href",
    "link[rel~=apple-touch-icon]": "href",
    "link[rel~=preload]": "href",
    "link[rel~=manifest]": "href",
    "object[data]": "data",
}
LINKS = {"a[href]": "href", "link[href]": "href", "area[href]": "href", "form[action]": "action"}
ABSOLUTE_ADDRESS = re.compile(rf"http://{HOST}[^\s\"'<>\\]*")
CSS_ADDRESS = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


@dataclass
class Walk:
    """Visits at most `limit` addresses and notes whatever is wrong with them."""

    limit: int | None = None
    client: Client = field(default_factory=Client)
    answers: dict[str, int] = field(default_factory=dict)
    alternates: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def go(self, starts: list[str]) -> None:
        queue = deque(starts)
        seen = set(starts)
        while queue and (self.limit is None or len(self.answers) < self.limit):
            url = queue.popleft()
            for found in self.visit(url):
                if found not in seen:
                    seen.add(found)
                    queue.append(found)
        self.check_alternates()

    def visit(self, url: str) -> list[str]:
        """Fetch `url`; returns the addresses of this host that the answer names."""
        response = self.fetch(url)
        self.answers[url] = response.status_code
        if response.status_code in (301, 302):
            if response.status_code == 302 and url != "/":
                self.problems.append(f"{url}: redirected for now")
            return self.local(url, [response.headers["Location"]])
        if response.status_code != 200:
            self.problems.append(f"{url}: {response.status_code}")
            return []
        kind = response.headers["Content-Type"].split(";")[0]
        if kind == "text/html":
            return self.read_page(url, BeautifulSoup(response.content, "html.parser"))
        body = b"".join(response) if response.streaming else response.content
        if kind == "text/css":
            return self.local(url, CSS_ADDRESS.findall(body.decode()))
        if kind.startswith(("application/", "text/")) and kind.endswith(("xml", "json", "plain")):
            return self.local(url, ABSOLUTE_ADDRESS.findall(html.unescape(body.decode())))
        return []

    def fetch(self, url: str) -> HttpResponse:
        """Files are not the site's to serve; here they come from where a web server finds them."""
        path = unquote(urlsplit(url).path)
        request = RequestFactory().get(path)
        try:
            if path.startswith(settings.STATIC_URL):
                return serve_static(request, path.removeprefix(settings.STATIC_URL), insecure=True)
            if path.startswith(settings.MEDIA_URL):
                name = path.removeprefix(settings.MEDIA_URL)
                return serve_file(request, name, document_root=settings.MEDIA_ROOT)
        except Http404:
            return HttpResponse(status=404)
        return self.client.get(url)

    def read_page(self, url: str, page: BeautifulSoup) -> list[str]:
        self.check_page(url, page)
        resources = [
            str(tag[attribute])
            for selector, attribute in RESOURCES.items()
            for tag in page.select(selector)
        ]
        for tag in page.select("[srcset]"):
            resources += [part.split()[0] for part in str(tag["srcset"]).split(",")]
        for resource in resources:
            if urlsplit(urljoin(f"http://{HOST}{url}", resource)).netloc != HOST:
                self.problems.append(f"{url}: fetches {resource} from another host")
        links = [
            str(tag[attribute])
            for selector, attribute in LINKS.items()
            for tag in page.select(selector)
        ]
        self.alternates[url] = {
            str(link["hreflang"]): str(link["href"]).removeprefix(f"http://{HOST}")
            for link in page.select("head link[rel=alternate][hreflang]")
        }
        return self.local(url, [*resources, *links])

    def check_page(self, url: str, page: BeautifulSoup) -> None:
        language = url.split("/")[1]
        if page.html is None or page.html.get("lang") != language:
            self.problems.append(f"{url}: not marked as {language}")
        if len(page.select("h1")) != 1:
            self.problems.append(f"{url}: {len(page.select('h1'))} first headings")
        if not page.title or not page.title.get_text(strip=True):
            self.problems.append(f"{url}: no title")
        ids = [str(tag["id"]) for tag in page.select("[id]")]
        if len(ids) != len(set(ids)):
            self.problems.append(f"{url}: an id is used twice")
        for link in page.select('a[href^="#"]'):
            if str(link["href"])[1:] not in ids:
                self.problems.append(f"{url}: {link['href']} leads nowhere")

    def check_alternates(self) -> None:
        for url, alternates in self.alternates.items():
            # What is filtered has translations of its own; a page of a list has those of the list.
            if alternates and not {url, url.split("?")[0]} & set(alternates.values()):
                self.problems.append(f"{url}: is none of its own translations")
            for other in alternates.values():
                if other in self.alternates and self.alternates[other] != alternates:
                    self.problems.append(f"{url}: {other} does not link back")

    @staticmethod
    def local(base: str, addresses: list[str]) -> list[str]:
        """Those of `addresses` that this host answers, as paths with their queries."""
        found = []
        for address in addresses:
            parts = urlsplit(urldefrag(urljoin(f"http://{HOST}{base}", address)).url)
            if parts.scheme == "http" and parts.netloc == HOST:
                found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return found
