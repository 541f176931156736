"""Meetings as events of iCalendar (RFC 5545, RFC 7986).

A meeting is one event in the calendars of all languages: the UID is its translation key. Words are
those that the page shows, each property with the LANGUAGE they are in.
"""

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from network.calendars.timezones import timezone_rules
from network.cancellations import Reason
from network.models import CalendarEntry, MeetingPage

PRODUCT = "-//Alliance CMS//Meetings//EN"
# How often subscribers need to ask (RFC 7986, section 5.7).
REFRESH = datetime.timedelta(hours=6)


def new_calendar(name: str, language: str, url: str) -> Calendar:
    """An empty calendar; `url` is its own address."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", name, parameters={"LANGUAGE": language})
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add("URL", url)
    return calendar


def meeting_event(
    meeting: MeetingPage,
    entry: CalendarEntry | None,
    url: str,
    network: str,
    reason: Reason | None = None,
) -> Event:
    """`meeting` (with `locale` and `alias_of__locale`); `url` of its page, `network` its name.

    Without `entry` it was published before entries were kept. `reason` is why it is cancelled,
    where only another language says so.
    """
    language = {"LANGUAGE": meeting.language_code}
    event = stamped_event(meeting.translation_key, entry, meeting.last_published_at)
    event.add("STATUS", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("SUMMARY", meeting.title, parameters=language)
    for name, value in times_of(meeting).items():
        event.add(name, value)
    where = ", ".join(filter(None, (meeting.place, meeting.address))) or meeting.public_online_url
    texts = {"LOCATION": where, "DESCRIPTION": description_of(meeting), "CATEGORIES": network}
    for name, text in texts.items():
        if text:
            event.add(name, [text] if name == "CATEGORIES" else text, parameters=language)
    if reason and not event.get("DESCRIPTION"):
        event.add("DESCRIPTION", reason.text, parameters={"LANGUAGE": reason.language})
    if meeting.public_online_url:
        event.add("CONFERENCE", meeting.public_online_url, parameters={"VALUE": "URI"})
    event.add("URL", url)
    return event


def withdrawn_event(entry: CalendarEntry) -> Event:
    """An event that subscribers are to drop; it says nothing of what it was."""
    event = stamped_event(entry.meeting_key, entry, None)
    event.add("STATUS", "CANCELLED")
    event.add("SUMMARY", _("Withdrawn meeting"), parameters={"LANGUAGE": get_language()})
    event.add("DTSTART", entry.start_date)
    return event


def stamped_event(
    key: Any, entry: CalendarEntry | None, published: datetime.datetime | None
) -> Event:
    """An event with what tells its versions apart.

    Without METHOD, DTSTAMP says when the event was last revised, as LAST-MODIFIED does (RFC 5545,
    section 3.8.7.2): the same answer as long as nothing changes.
    """
    changed = entry.changed_at if entry else published
    event = Event()
    event.add("UID", str(key))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", entry.sequence if entry else 0)
    return event


def times_of(meeting: MeetingPage) -> dict[str, datetime.date]:
    """DTSTART and DTEND, which is exclusive.

    Where no hour is known, they are days. A meeting of several days whose last hour is not known
    lasts until the end of its last day; one of a day has no end then.
    """
    next_day = meeting.last_day + datetime.timedelta(days=1)
    if meeting.starts_at is None:
        return {"DTSTART": meeting.start_date, "DTEND": next_day}
    times: dict[str, datetime.date] = {"DTSTART": meeting.starts_at}
    if meeting.ends_at is not None:
        times["DTEND"] = meeting.ends_at
    elif meeting.last_day > meeting.start_date:
        midnight = datetime.time(tzinfo=zoneinfo.ZoneInfo(meeting.timezone))
        times["DTEND"] = datetime.datetime.combine(next_day, midnight)
    return {
        name: time for name, time in times.items() if name == "DTSTART" or time > times["DTSTART"]
    }


def description_of(meeting: MeetingPage) -> str:
    """Why it is cancelled, else what is done when."""
    if meeting.is_cancelled:
        return meeting.cancellation_reason
    lines = []
    for item in meeting.agenda:
        day, time = item.value["day"], item.value["time"]
        when = " ".join(filter(None, (day and day.isoformat(), time and time.strftime("%H:%M"))))
        lines.append(f"{when} {item.value['text']}".strip())
    return "\n".join(lines)


def add_timezones(calendar: Calendar, meetings: Iterable[MeetingPage]) -> None:
    """VTIMEZONE for each zone in which an hour of `meetings` is told."""
    spans: dict[str, list[datetime.date]] = {}
    for meeting in meetings:
        if meeting.start_time is not None:
            spans.setdefault(meeting.timezone, []).extend((meeting.start_date, meeting.last_day))
    for zone, days in sorted(spans.items()):
        calendar.add_component(timezone_rules(zone, min(days).year, max(days).year))
