"""Puts an item into a news page, in memory."""

import json
from typing import Any

from cms.dates import DatePrecision
from news.importer.item import Item, block_id
from news.models import NewsPage

# What a translator or the demonstration wrote about a text that the import replaces. Topics,
# countries, documents and the organisation stay: they are about the subject, not the wording.
FIELDS_OF_THE_OLD_TEXT: dict[str, Any] = {
    "summary": "",
    "date": None,
    "date_precision": DatePrecision.DAY,
    "event_from": None,
    "event_to": None,
    "event_place": "",
    "corrected_on": None,
    "correction_note": "",
    "lead_image": None,
    "lead_image_alt": "",
    "awaiting_review": False,
}


def forget_old_text(page: NewsPage) -> None:
    """Clear what belonged to another wording of the article."""
    for name, value in FIELDS_OF_THE_OLD_TEXT.items():
        setattr(page, name, value)


def fill(page: NewsPage, item: Item) -> None:
    """Write `item` into `page`. What the input does not know, such as a topic, is left as it is."""
    page.title = page.draft_title = item.title
    page.body = json.dumps(item.body)
    page.links = json.dumps(link_blocks(item))
    if item.date:
        page.date, page.date_precision = item.date.day, item.date.precision
    for name in ("summary", "event_from", "event_to", "event_place"):
        if value := getattr(item, name):
            setattr(page, name, value)


def link_blocks(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "type": "link",
            "value": {"label": label, "url": url, "page": None},
            "id": block_id(f"links/{place}"),
        }
        for place, (label, url) in enumerate(item.links)
    ]


def content_of(page: NewsPage) -> tuple[Any, ...]:
    """What `fill` writes, in a form that can be compared."""
    return (
        page.title,
        page.summary,
        page.date,
        page.date_precision,
        page.event_from,
        page.event_to,
        page.event_place,
        page.body.get_prep_value(),
        page.links.get_prep_value(),
    )
