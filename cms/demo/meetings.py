"""The meetings of the demonstration, with their agenda, participants and news."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.demo.content import Item, read_items
from cms.demo.shelf import Shelf
from cms.markdown import stable_id
from network.models import MeetingArticle, MeetingPage, MeetingParticipant, MeetingState
from news.models import NewsPage


def meeting_page(item: Item, language: str, shelf: Shelf) -> MeetingPage:
    """A meeting, not yet saved, in one language."""
    fields = item.fields(language)
    reason = fields.get("cancellation_reason", "")
    page = MeetingPage(
        title=fields["title"],
        slug=item.name,
        ordinal=fields["ordinal"],
        timezone=fields["timezone"],
        place=fields["place"],
        address=fields.get("address", ""),
        is_online="online_url" in fields,
        online_url=fields.get("online_url", ""),
        online_url_is_public="online_url" in fields,
        state=MeetingState.CANCELLED if reason else MeetingState.PLANNED,
        cancellation_reason=reason,
        agenda=[agenda_item(item, n, row) for n, row in enumerate(fields.get("agenda", []))],
        documents=[document(item, row, shelf) for row in fields.get("documents", [])],
        body=item.blocks(language, shelf),
        **times(fields),
    )
    page.participants.set(
        [
            MeetingParticipant(authority=shelf.authorities[key])
            for key in fields.get("participants", [])
        ]
    )
    return page


def times(fields: dict[str, Any]) -> dict[str, datetime.date | datetime.time | None]:
    """When a meeting is: on its days, or so many days after the demonstration was built."""
    if "starts_in_days" in fields:
        begins, ends = fields.get("begins"), fields.get("ends")
        return {
            "start_date": timezone.localdate() + datetime.timedelta(days=fields["starts_in_days"]),
            "start_time": datetime.time.fromisoformat(begins) if begins else None,
            "end_time": datetime.time.fromisoformat(ends) if ends else None,
        }
    starts_at = datetime.datetime.fromisoformat(fields["starts_at"])
    ends_at = datetime.datetime.fromisoformat(fields["ends_at"])
    hour_is_known = not fields["all_day"]
    return {
        "start_date": starts_at.date(),
        "start_time": starts_at.time() if hour_is_known else None,
        "end_date": ends_at.date() if ends_at.date() != starts_at.date() else None,
        "end_time": ends_at.time() if hour_is_known else None,
    }


def agenda_item(item: Item, position: int, row: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "item",
        "value": {"day": None, "time": f"{row['time']}:00", "text": row["text"]},
        "id": str(stable_id(item.key, "agenda", str(position))),
    }


def document(item: Item, row: dict[str, str], shelf: Shelf) -> dict[str, Any]:
    key = row["document"]
    return {
        "type": "document",
        "value": {"document": shelf.document(key), "label": row["label"]},
        "id": str(stable_id(item.key, "documents", key)),
    }


def tie_articles(shelf: Shelf) -> None:
    """Name the articles that report on a meeting, once there are both."""
    for name, item in read_items("meetings").items():
        slugs = item.source.fields.get("reports", [])
        if not slugs:
            continue
        meeting = MeetingPage.objects.get(pk=shelf.meetings[name].pk)
        reports = NewsPage.objects.filter(
            slug__in=slugs, locale__language_code=settings.LANGUAGE_CODE
        )
        for article in reports:
            meeting.articles.add(MeetingArticle(article=article, role=MeetingArticle.Role.REPORT))
        meeting.save_revision().publish()
