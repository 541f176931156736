"""Feeds with full text: RSS 2.0, Atom and JSON Feed 1.1, from one description of a feed.

https://www.rssboard.org/rss-specification, RFC 4287, https://www.jsonfeed.org/version/1.1/
"""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.feedgenerator import (
    Atom1Feed,
    Enclosure,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from cms.link_schemes import is_allowed

# XML 1.0 has no way to write these, not even escaped.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# What readers of feeds show; of anything else the text is kept, or nothing at all.
KEPT_TAGS = frozenset(
    "a b blockquote br caption cite code dd div dl dt em figcaption figure h2 h3 h4 hr i img li ol "
    "p span strong sub sup table tbody td th thead time tr ul".split()
)
DROPPED_TAGS = frozenset("button form iframe script source style svg template".split())
KEPT_ATTRIBUTES = frozenset(
    "alt colspan datetime dir height href lang rowspan scope src width".split()
)


@dataclass(frozen=True)
class FeedPicture:
    """The picture of an entry: absolute address, media type, and length of the file in bytes."""

    url: str
    media_type: str
    length: int


@dataclass(frozen=True)
class FeedItem:
    """An entry. `identifier` is a URI that stays when the address changes; `html` has absolute
    addresses; `summary` is plain text."""

    identifier: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    tags: list[str] = field(default_factory=list)
    picture: FeedPicture | None = None


@dataclass(frozen=True)
class FeedContent:
    """A feed in one language. All addresses are absolute; `home_url` is the page that lists the
    same. `identifier` is a URI that stays when the address changes."""

    identifier: str
    title: str
    description: str
    language: str
    home_url: str
    author: str
    updated: datetime.datetime
    items: list[FeedItem]


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with the full text beside the summary."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])
        # RSS knows only when an item was published.
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))

    def latest_post_date(self) -> datetime.datetime:
        return self.feed["updated"]


class AtomFeed(Atom1Feed):
    """Atom with the full text beside the summary."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})

    def latest_post_date(self) -> datetime.datetime:
        return self.feed["updated"]


def write_xml(writer: type[SyndicationFeed], feed: FeedContent, feed_url: str) -> bytes:
    """`feed` as XML; `feed_url` is its own address."""
    plain = without_control_characters
    document = writer(
        title=plain(feed.title),
        link=feed.home_url,
        description=plain(feed.description),
        language=feed.language,
        author_name=plain(feed.author),
        feed_url=feed_url,
        feed_guid=feed.identifier,
        updated=feed.updated,
    )
    for item in feed.items:
        document.add_item(
            title=plain(item.title),
            link=item.url,
            description=escape(plain(item.summary)),
            unique_id=item.identifier,
            unique_id_is_permalink=False,
            pubdate=item.published,
            updateddate=item.updated,
            categories=[plain(tag) for tag in item.tags],
            html=item.html,
            enclosures=enclosures(item),
        )
    return document.writeString("utf-8").encode()


def enclosures(item: FeedItem) -> list[Enclosure]:
    picture = item.picture
    return [Enclosure(picture.url, str(picture.length), picture.media_type)] if picture else []


def write_json(feed: FeedContent, feed_url: str) -> bytes:
    """`feed` as JSON Feed 1.1; `feed_url` is its own address."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed_url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": item.identifier,
                "url": item.url,
                "title": item.title,
                "summary": item.summary,
                "content_html": item.html,
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "language": feed.language,
                "tags": item.tags,
                **({"image": item.picture.url} if item.picture else {}),
            }
            for item in feed.items
        ],
    }
    return json.dumps(document, ensure_ascii=False).encode()


@dataclass(frozen=True)
class FeedFormat:
    """A way to write feeds down, and how it is announced."""

    content_type: str
    write: Callable[[FeedContent, str], bytes]


RSS = FeedFormat(RssFeed.content_type, lambda feed, url: write_xml(RssFeed, feed, url))
ATOM = FeedFormat(AtomFeed.content_type, lambda feed, url: write_xml(AtomFeed, feed, url))
JSON = FeedFormat("application/feed+json; charset=utf-8", write_json)


def without_control_characters(text: str) -> str:
    return CONTROL_CHARACTERS.sub("", text)


def feed_html(html: str, base_url: str) -> str:
    """HTML of a page as it can stand alone: plain elements only, addresses absolute.

    Pictures keep one size; frames, forms, icons and styles are left out.
    """
    soup = BeautifulSoup(without_control_characters(html), "html.parser")
    for tag in soup.find_all(DROPPED_TAGS):
        tag.decompose()
    for tag in soup.find_all(True):
        if tag.name not in KEPT_TAGS:
            tag.unwrap()
        else:
            keep_plain_attributes(tag, base_url)
    return re.sub(r"\s*\n\s*", "\n", str(soup)).strip()


def keep_plain_attributes(tag: Tag, base_url: str) -> None:
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT_ATTRIBUTES}
    for name in ("href", "src"):
        if name in tag.attrs:
            address = urljoin(base_url, str(tag.attrs.pop(name)))
            if is_allowed(address):
                tag.attrs[name] = address
