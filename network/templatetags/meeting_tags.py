"""For templates of meetings and of pages that lead to a calendar."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.page_languages import text_language_code
from network.calendars import links
from network.cancellations import Reason, reasons_elsewhere
from network.meeting_relations import Articles, Participant, articles_of, participants_of
from network.models import MeetingPage

register = template.Library()


@register.simple_tag
def meeting_participants(meeting: MeetingPage) -> list[Participant]:
    return participants_of(meeting)


@register.simple_tag
def meeting_articles(meeting: MeetingPage) -> Articles:
    return articles_of(meeting)


@register.simple_tag
def reason_elsewhere(meeting: MeetingPage) -> Reason | None:
    """Why `meeting` is cancelled, where only another language says so."""
    return reasons_elsewhere([meeting]).get(meeting.translation_key)


@register.simple_tag(takes_context=True)
def calendar_links(context: dict[str, Any], page: Page) -> links.CalendarLinks | None:
    """The addresses of the calendar of `page`."""
    return links.calendar_links(context["request"], page)


@register.filter
def shown_language(page: Page) -> str:
    """The language of the words that `page`, of whatever class, shows."""
    return text_language_code(page)
