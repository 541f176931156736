"""The kinds of public pages, with an address of each in a language of a running site."""

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator

# The language that the demonstration is written in first.
SOURCE = "en"


def fetch(url: str) -> str:
    """The text behind one of the site's own addresses; raises HTTPError if it is refused."""
    with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 (our own address)
        return answer.read().decode()


def articles_of(address: str, language: str) -> list[str]:
    """Paths of the articles in `language`, longest first; untranslated ones if it has none."""
    listed = json.loads(fetch(f"{address}/{language}/news/feed/json/"))["items"]
    longest = sorted(listed, key=lambda item: -len(item.get("content_html", "")))
    paths = [urllib.parse.urlsplit(item["url"]).path for item in longest]
    if paths or language == SOURCE:
        return paths
    return [
        path.replace(f"/{SOURCE}/", f"/{language}/", 1) for path in articles_of(address, SOURCE)
    ]


def pages_of(address: str, language: str) -> Iterator[tuple[str, str]]:
    """Kind and path of each page that is measured."""
    yield "home", f"/{language}/"
    yield "news list", f"/{language}/news/"
    for path in articles_of(address, language)[:1]:
        yield "article", path
    yield "networks", f"/{language}/networks/"
    yield "network", f"/{language}/networks/ukraine/"
    yield "directory", f"/{language}/authorities/"
    yield "country", f"/{language}/authorities/country/ua/"
    yield "search", f"/{language}/search/?q=Lviv"
    yield "terminology", f"/{language}/terminology/"
    yield "join", f"/{language}/join/"
