"""Understands an article written as Markdown with front matter.

Front matter: `title`, and optionally `language`, `date`, `legacy_id`, `summary`,
`event` (`from`, `to`, `place`) and `links` (a list of `label` and `url`).
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.markdown import MarkdownError, split_front_matter, to_blocks
from news.importer.meta import read_address, read_day, read_legacy_id
from news.importer.partial_date import PartialDate, read_partial_date
from news.importer.problems import ImportProblem, NotAnArticle
from news.importer.text import collapse_blanks


class NoResources:
    """An article brings neither pictures nor documents along, and knows no page or concept here."""

    def image(self, key: str) -> int:
        raise KeyError(key)

    document = page = image

    def concept(self, key: str) -> str:
        raise KeyError(key)


@dataclass(frozen=True)
class MarkdownArticle:
    """An article as its file has it; what is not said there is empty or None."""

    title: str
    language: str
    date: PartialDate | None
    legacy_id: int | None
    summary: str
    event_from: datetime.date | None
    event_to: datetime.date | None
    event_place: str
    links: tuple[tuple[str, str], ...]
    body: str


def parse_markdown(text: str) -> MarkdownArticle:
    """The article in `text`. Raises ImportProblem; NotAnArticle where there is no front matter."""
    try:
        values, body = split_front_matter(text)
        if not values:
            raise NotAnArticle(_("a Markdown file without front matter is no article"))
        title = plain(values, "title")
        if not title:
            raise ValueError(_("the front matter has no title"))
        event = values.get("event") or {}
        links = values.get("links") or []
        if not isinstance(event, dict) or not isinstance(links, list):
            raise ValueError(_("“event” has from, to and place; “links” is a list"))
        return MarkdownArticle(
            title=title,
            language=plain(values, "language"),
            date=read_partial_date(plain(values, "date")),
            legacy_id=read_legacy_id(plain(values, "legacy_id")),
            summary=plain(values, "summary"),
            event_from=read_day(plain(event, "from")),
            event_to=read_day(plain(event, "to")),
            event_place=plain(event, "place"),
            links=tuple(read_link(link) for link in links),
            body=body,
        )
    except ValueError as error:
        raise ImportProblem(str(error)) from error


def blocks_of(body: str, key: str) -> list[dict[str, Any]]:
    """The body as raw stream data; `key` decides its identifiers. Raises ImportProblem."""
    try:
        return to_blocks(body, NoResources(), key)
    except MarkdownError as error:
        raise ImportProblem(str(error)) from error


def plain(values: dict[str, Any], name: str) -> str:
    """A value of the front matter as text, whether YAML took it for a date, a number or a text."""
    value = values.get(name)
    return "" if value is None else collapse_blanks(str(value))


def read_link(link: Any) -> tuple[str, str]:
    """Label and address of a link; the address may be empty. Raises ValueError."""
    if not isinstance(link, dict) or not plain(link, "label"):
        raise ValueError(_("each link has a label and, where it is known, a url"))
    url = plain(link, "url")
    return plain(link, "label"), read_address(url) if url else ""
