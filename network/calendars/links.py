"""Where readers subscribe to a calendar."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True)
class CalendarLinks:
    """Absolute addresses of one calendar; programs that keep calendars open `webcal` ones."""

    url: str
    webcal_url: str


def calendar_links(request: HttpRequest, page: Page) -> CalendarLinks | None:
    """The calendar of `page`: the index of networks, a network or a meeting.

    None in the preview of a page that has no address yet.
    """
    address = page.get_url(request)
    if not address:
        return None
    url = request.build_absolute_uri(f"{address}calendar.ics")
    return CalendarLinks(url=url, webcal_url=f"webcal:{url.partition(':')[2]}")
