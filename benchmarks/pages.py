"""The kinds of public pages, with an address of each in a language of a running site."""

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator

HAS_PICTURE = re.compile(r"<main.*<picture.*</main>", re.DOTALL)


def fetch(url: str) -> str:
    """The text behind one of the site's own addresses; raises HTTPError if it is refused."""
    with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 (our own address)
        return answer.read().decode()


def articles_of(address: str, language: str) -> list[str]:
    """Paths of the published articles in `language`, longest first."""
    listed = json.loads(fetch(f"{address}/{language}/news/feed/json/"))["items"]
    longest = sorted(listed, key=lambda item: -len(item.get("content_html", "")))
    return [urllib.parse.urlsplit(item["url"]).path for item in longest]


def pages_of(address: str, language: str) -> Iterator[tuple[str, str]]:
    """Kind and path of each page that is measured."""
    yield "home", f"/{language}/"
    yield "news list", f"/{language}/news/"
    kinds = {"article with pictures": True, "article without pictures": False}
    for path in articles_of(address, language):
        page = fetch(address + path)
        for kind, has_picture in list(kinds.items()):
            if bool(HAS_PICTURE.search(page)) is has_picture:
                yield kind, path
                del kinds[kind]
    yield "networks", f"/{language}/networks/"
    yield "network", f"/{language}/networks/ukraine/"
    yield "directory", f"/{language}/authorities/"
    yield "country", f"/{language}/authorities/country/ua/"
    yield "terminology", f"/{language}/terminology/"
    yield "join", f"/{language}/join/"
