"""Calendars of meetings, read back as a calendar program reads them."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import Page, PageViewRestriction

from network.calendars.timezones import timezone_rules
from network.models import CalendarEntry, MeetingPage, NetworkPage
from tests import factories
from tests.factories import Tree
from tests.network.meetings.rfc5545 import faults_of

ALL = "/en/networks/calendar.ics"
OWN = "/en/networks/ukraine/calendar.ics"
REQUIRED = {"UID", "DTSTAMP", "DTSTART", "STATUS", "SEQUENCE", "SUMMARY", "LAST-MODIFIED"}


def read(client: Client, address: str) -> dict[str, Any]:
    """The events of a calendar by UID, after its form was checked against RFC 5545."""
    cache.clear()
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert faults_of(answer.content) == []
    calendar = Calendar.from_ical(answer.content)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert "METHOD" not in calendar
    zones = {zone["TZID"] for zone in calendar.walk("VTIMEZONE")}
    events = {}
    for event in calendar.walk("VEVENT"):
        assert set(event) >= REQUIRED
        assert not event.errors
        named = {event[name].params.get("TZID") for name in ("DTSTART", "DTEND") if name in event}
        assert named - {None} <= zones
        assert event["UID"] not in events
        events[str(event["UID"])] = event
    return events


def only(client: Client, address: str = OWN) -> Any:
    (event,) = read(client, address).values()
    return event


def test_a_meeting_is_told_with_its_hours_words_and_page(
    meeting: MeetingPage, client: Client
) -> None:
    for address in (OWN, ALL, f"{meeting.url}calendar.ics"):
        event = only(client, address)
        assert event["UID"] == str(meeting.translation_key)
        assert event["SUMMARY"] == "Safety; a meeting, in Lviv"
        assert event["SUMMARY"].params["LANGUAGE"] == "en"
        assert event.start == datetime.datetime(2027, 2, 26, 10, tzinfo=ZoneInfo("Europe/Kyiv"))
        assert event.end - event.start == datetime.timedelta(hours=6, minutes=30)
        assert event["LOCATION"] == "Lviv, Rynok Square 1"
        assert event["DESCRIPTION"] == "10:00 Opening"
        assert event["STATUS"] == "CONFIRMED"
        assert event["URL"] == f"http://testserver{meeting.url}"
    assert client.get(OWN).content.count(b"BEGIN:VTIMEZONE") == 1


def test_the_rules_of_a_zone_tell_each_change_of_clocks_in_the_time_before_it() -> None:
    rules = timezone_rules("Europe/Kyiv", 2027, 2028)
    winter, summer = rules.subcomponents[0], rules.subcomponents[1]
    assert (winter.name, summer.name) == ("STANDARD", "DAYLIGHT")
    assert summer["DTSTART"].dt == datetime.datetime(2027, 3, 28, 3)
    assert [moment.dt for moment in summer["RDATE"].dts] == [datetime.datetime(2028, 3, 26, 3)]
    assert summer["TZOFFSETTO"].td - summer["TZOFFSETFROM"].td == datetime.timedelta(hours=1)
    zone, told = ZoneInfo("Europe/Kyiv"), rules.to_tz()
    for day in range(1, 365):
        noon = datetime.datetime(2027, 1, 1, 12) + datetime.timedelta(days=day)
        assert told.utcoffset(noon) == zone.utcoffset(noon), noon


def test_days_without_hours_are_days_and_the_end_is_the_day_after(
    ukraine: NetworkPage, client: Client
) -> None:
    day = datetime.date(2019, 2, 26)
    factories.meeting_page(ukraine, start_date=day, end_date=day + datetime.timedelta(days=1))
    event = only(client)
    assert (event.start, event.end) == (day, day + datetime.timedelta(days=2))
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_the_same_event_is_in_the_calendars_of_all_languages_marked_with_that_of_its_words(
    meeting: MeetingPage, tree: Tree, client: Client
) -> None:
    address = "/uk/networks/ukraine/calendar.ics"
    assert only(client, address)["UID"] == only(client)["UID"]
    assert only(client, address)["SUMMARY"].params["LANGUAGE"] == "en"
    assert "/uk/" in only(client, address)["URL"]

    ukrainian = meeting.get_translation(tree.locale("uk"))
    Page.objects.filter(pk=ukrainian.pk).update(alias_of=None, title="Безпека " * 20)
    event = only(client, address)
    assert event["SUMMARY"] == "Безпека " * 20
    assert event["SUMMARY"].params["LANGUAGE"] == "uk"


def test_each_publication_is_a_later_version_and_a_cancellation_is_told(
    meeting: MeetingPage, client: Client
) -> None:
    before = only(client)
    meeting.state, meeting.cancellation_reason = "cancelled", "The hall is flooded."
    meeting.save_revision()
    assert only(client).to_ical() == before.to_ical()

    meeting.get_latest_revision().publish()
    after = only(client)
    assert after["STATUS"] == "CANCELLED"
    assert after["DESCRIPTION"] == "The hall is flooded."
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt

    Page.objects.get(pk=meeting.pk).specific.move(meeting.get_parent(), pos="first-child")
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    meeting.slug = "elsewhere"
    meeting.save_revision().publish()
    assert only(client)["UID"] == before["UID"]


WITHDRAWALS = {
    "unpublished": lambda meeting: meeting.unpublish(),
    "deleted": lambda meeting: Page.objects.get(pk=meeting.pk).delete(),
    "deleted with its network": lambda meeting: None,
    "private": lambda meeting: PageViewRestriction.objects.create(
        page=meeting, restriction_type=PageViewRestriction.LOGIN
    ),
    "private with its network": lambda meeting: PageViewRestriction.objects.create(
        page=meeting.get_parent(), restriction_type=PageViewRestriction.LOGIN
    ),
}


@pytest.mark.parametrize("how", WITHDRAWALS)
def test_subscribers_drop_a_meeting_that_is_not_public_any_more(
    how: str, meeting: MeetingPage, client: Client
) -> None:
    before = only(client)
    if how == "deleted with its network":
        Page.objects.get(pk=meeting.get_parent().pk).delete()
    WITHDRAWALS[how](meeting)

    event = only(client, ALL)
    assert (event["UID"], event["STATUS"]) == (before["UID"], "CANCELLED")
    assert event["SEQUENCE"] > before["SEQUENCE"]
    assert b"Lviv" not in event.to_ical()
    french = only(client, "/fr/networks/calendar.ics")
    assert french["STATUS"] == "CANCELLED"

    CalendarEntry.objects.update(withdrawn_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    assert read(client, ALL) == {}


def test_a_meeting_comes_back_and_follows_to_another_network(
    meeting: MeetingPage, tree: Tree, client: Client
) -> None:
    meeting.unpublish()
    withdrawn = only(client)
    meeting.get_latest_revision().publish()
    back = only(client)
    assert back["STATUS"] == "CONFIRMED" and back["SEQUENCE"] > withdrawn["SEQUENCE"]

    greece = factories.network_page(tree.networks, slug="greece", country="GR")
    Page.objects.get(pk=meeting.pk).specific.move(greece, pos="last-child")
    assert only(client)["STATUS"] == "CANCELLED"
    for address in ("/en/networks/greece/calendar.ics", ALL):
        event = only(client, address)
        assert event["STATUS"] == "CONFIRMED" and event["SEQUENCE"] > back["SEQUENCE"]


def test_what_was_never_public_is_in_no_calendar(
    ukraine: NetworkPage, tree: Tree, client: Client
) -> None:
    draft = MeetingPage(
        title="Secret",
        slug="secret",
        start_date=datetime.date(2027, 1, 1),
        place="Lviv",
        live=False,
    )
    ukraine.add_child(instance=draft)
    draft.save_revision()
    hidden = factories.network_page(tree.networks, slug="hidden", country="GR")
    lock = PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.LOGIN
    )
    private = factories.meeting_page(hidden, slug="private")
    for address in (ALL, OWN):
        assert read(client, address) == {}
    cache.clear()
    for address in (f"{draft.url}calendar.ics", "/en/networks/hidden/calendar.ics"):
        assert client.get(address).status_code == 404
    Page.objects.get(pk=draft.pk).delete()
    Page.objects.get(pk=private.pk).delete()
    lock.delete()
    assert read(client, ALL) == {}


def test_a_calendar_is_not_sent_again_and_costs_the_same_for_any_number_of_meetings(
    meeting: MeetingPage, ukraine: NetworkPage, client: Client
) -> None:
    first = client.get(OWN)
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get(OWN, headers=same).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(OWN, headers=since).status_code == 304
    assert client.head(OWN).content == b""
    assert client.post(OWN).status_code == 405
    assert client.get("/en/news/calendar.ics").status_code == 404

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(OWN)
        return len(captured)

    one = queries()
    for number in range(4):
        factories.meeting_page(ukraine, aliases=False, slug=f"meeting-{number}")
    assert queries() == one


def test_pages_lead_to_their_calendar(meeting: MeetingPage, client: Client) -> None:
    page = BeautifulSoup(client.get(meeting.url).content, "html.parser")
    links = [link["href"] for link in page.select("main a[href$='calendar.ics']")]
    own = f"http://testserver{meeting.url}calendar.ics"
    assert own in links
    assert f"webcal://testserver{OWN}" in links and f"http://testserver{OWN}" in links
    assert page.find("link", type="text/calendar")["href"] == own
