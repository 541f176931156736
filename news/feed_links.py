"""Where the feeds of the active language are."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FeedLink:
    """A feed for the head of a page, and for readers: `title` says what is in it."""

    url: str
    content_type: str
    name: str
    title: str


FORMATS = {
    "news_feed": ("application/rss+xml", "RSS"),
    "news_feed_atom": ("application/atom+xml", "Atom"),
    "news_feed_json": ("application/feed+json", "JSON Feed"),
}


def feed_links(query: str = "", about: list[str] | None = None) -> list[FeedLink]:
    """The feeds of the news that `query` (of `NewsFilters`) asks for, `about` being its words."""
    title = " – ".join([_("News"), *(about or [])])
    return [
        FeedLink(
            url=f"{reverse(route)}?{query}" if query else reverse(route),
            content_type=content_type,
            name=name,
            title=f"{title} ({name})",
        )
        for route, (content_type, name) in FORMATS.items()
    ]
