"""Meetings over the API, with what they are tied to."""

from django.core.cache import cache
from django.test import Client

from network.models import MeetingPage


def test_a_meeting_in_full_names_participants_agenda_and_news_in_the_readers_language(
    meeting: MeetingPage, client: Client
) -> None:
    english = client.get(f"/api/v1/meetings/{meeting.pk}").json()
    ukrainian = client.get(f"/api/v1/meetings/{meeting.pk}?locale=uk").json()

    assert [one["name"] for one in english["participants"]] == ["Lviv", "Uzhhorod"]
    assert [one["name"] for one in ukrainian["participants"]] == ["Lviv (uk)", "Uzhhorod (uk)"]
    assert english["agenda"] == [{"day": None, "time": "10:00:00", "text": "Opening"}]
    assert [one["title"] for one in english["reports"]] == ["What was said in Lviv"]
    assert "/uk/" in ukrainian["reports"][0]["url"]
    assert english["announcements"] == []
    assert client.get(english["calendar_url"]).headers["Content-Type"].startswith("text/calendar")


def test_a_link_to_attend_is_told_only_where_everybody_may_know_it(
    meeting: MeetingPage, client: Client
) -> None:
    meeting.is_online, meeting.online_url = True, "https://meet.example.org/secret"
    addresses = (
        meeting.url,
        "/api/v1/meetings",
        f"/api/v1/meetings/{meeting.pk}",
        f"{meeting.url}calendar.ics",
    )
    for is_public in (False, True):
        meeting.online_url_is_public = is_public
        meeting.save_revision().publish()
        cache.clear()
        for address in addresses:
            text = client.get(address).content.decode().replace("\r\n ", "")
            assert ("meet.example.org" in text) is is_public, address


def test_a_cancelled_meeting_stays_in_the_list_with_its_reason(
    meeting: MeetingPage, client: Client
) -> None:
    meeting.state, meeting.cancellation_reason = "cancelled", "The hall is flooded."
    meeting.save_revision().publish()

    (item,) = client.get("/api/v1/meetings?upcoming=true").json()["items"]
    assert (item["state"], item["cancellation_reason"]) == ("cancelled", "The hall is flooded.")
