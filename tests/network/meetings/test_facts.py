"""What is no text of a meeting is the same in all its languages."""

import datetime

import pytest
from django.test import Client
from icalendar import Calendar
from wagtail.models import Page

from cms.translation.state import State, states_of
from network.models import MeetingArticle, MeetingPage, MeetingParticipant
from tests import factories
from tests.cms.translation.helpers import submit, type_strings
from tests.factories import Tree

LATER = datetime.date(2027, 3, 5)


@pytest.fixture
def french(meeting: MeetingPage, tree: Tree) -> MeetingPage:
    """A version written in French, published, with a draft that changes its title and address."""
    page = meeting.get_translation(tree.locale("fr"))
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    page = MeetingPage.objects.get(pk=page.pk)
    page.title = "Réunion"
    page.save_revision().publish()
    page.title, page.online_url = "Brouillon", "https://example.org/draft"
    page.is_online = True
    page.save_revision()
    return MeetingPage.objects.get(pk=page.pk)


def test_what_one_version_publishes_holds_in_all_languages_and_their_drafts(
    meeting: MeetingPage, french: MeetingPage, client: Client
) -> None:
    guest = factories.authority(key="pl-lublin", name="Lublin")
    meeting.start_date, meeting.ordinal = LATER, 3
    meeting.state, meeting.cancellation_reason = "cancelled", "The hall is flooded."
    meeting.participants.set([MeetingParticipant(authority=guest)])
    meeting.save_revision().publish()

    told = client.get(french.url).text
    assert "5 mars 2027" in told and "Lublin" in told and "Uzhhorod" not in told
    # A reason is a text: until it is translated it is told in the language that it has.
    assert '<p lang="en">The hall is flooded.</p>' in told
    calendar = Calendar.from_ical(client.get(f"{french.url}calendar.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event["DESCRIPTION"] == "The hall is flooded."
    assert event["DESCRIPTION"].params["LANGUAGE"] == "en"
    french.refresh_from_db()
    assert (french.title, french.state, french.ordinal) == ("Réunion", "cancelled", 3)

    draft = french.get_latest_revision_as_object()
    assert (draft.start_date, draft.state) == (LATER, "cancelled")
    assert [row.authority for row in draft.participants.all()] == [guest]
    # Not what was being changed there, which its own publication brings to all.
    assert (draft.title, draft.online_url) == ("Brouillon", "https://example.org/draft")
    french.get_latest_revision().publish()
    meeting.refresh_from_db()
    assert meeting.online_url == "https://example.org/draft"
    assert (meeting.title, meeting.start_date) == ("Safety; a meeting, in Lviv", LATER)


def test_a_draft_of_a_date_changes_nothing(meeting: MeetingPage, french: MeetingPage) -> None:
    meeting.start_date = LATER
    meeting.save_revision()
    french.refresh_from_db()
    assert french.start_date != LATER


def test_a_translation_is_out_of_date_by_a_text_but_not_by_a_fact(
    meeting: MeetingPage, tree: Tree
) -> None:
    french = tree.locale("fr")
    translation = submit(meeting, french)
    type_strings(translation)
    translation.save_target(publish=True)
    report = factories.news_page(tree.news, aliases=False)

    def state_after_publication() -> State:
        meeting.save_revision().publish()
        return states_of([meeting.translation_key])[meeting.translation_key][french.pk].state

    meeting.start_date = LATER
    meeting.articles.add(MeetingArticle(article=report, role=MeetingArticle.Role.REPORT))
    assert state_after_publication() == State.LIVE
    meeting.title = "Another title"
    assert state_after_publication() == State.STALE
