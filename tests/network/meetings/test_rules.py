"""What a meeting may say of itself, and what an editor is told instead."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.publish_gate import NotPublishable
from network.models import MeetingPage, NetworkPage
from tests import factories
from tests.factories import Tree

DAY = datetime.date(2027, 3, 28)
# On that day clocks in Kyiv are put forward from 3:00 to 4:00; on the other one back again.
BACK = datetime.date(2027, 10, 31)
TIME = datetime.time

IMPOSSIBLE = [
    ({"start_time": TIME(3, 30)}, "start_time"),
    ({"start_time": TIME(1), "end_time": TIME(3)}, "end_time"),
    ({"end_date": DAY - datetime.timedelta(days=1)}, "end_date"),
    ({"start_time": TIME(12), "end_time": TIME(11)}, "end_time"),
    ({"end_time": TIME(11)}, "start_time"),
    ({"start_date": datetime.date.min, "start_time": TIME(0)}, "start_date"),
    ({"end_date": datetime.date.max, "start_time": TIME(0), "end_time": TIME(23)}, "end_date"),
    ({"place": ""}, "place"),
    ({"online_url": "https://example.org/"}, "is_online"),
    ({"is_online": True, "online_url_is_public": True}, "online_url"),
    ({"is_online": True, "online_url": "ftp://example.org/"}, "online_url"),
    ({"timezone": "Europe/Atlantis", "start_time": TIME(3, 30)}, "timezone"),
]


def test_what_cannot_be_is_refused_beside_its_field(ukraine: NetworkPage) -> None:
    page = factories.meeting_page(ukraine, start_date=DAY)
    for fields, named in IMPOSSIBLE:
        meeting = MeetingPage.objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(meeting, name, value)
        with pytest.raises(ValidationError) as refusal:
            meeting.full_clean()
        assert set(refusal.value.error_dict) == {named}, fields


def test_an_hour_that_comes_twice_is_its_first(ukraine: NetworkPage) -> None:
    meeting = factories.meeting_page(ukraine, start_date=BACK)
    meeting.place, meeting.is_online, meeting.start_time = "", True, TIME(3, 30)
    meeting.full_clean()
    assert meeting.starts_at.utcoffset() == datetime.timedelta(hours=3)


def test_the_next_number_is_suggested_and_a_taken_one_refused_beside_the_field(
    meeting: MeetingPage, ukraine: NetworkPage, admin_client: Client
) -> None:
    french = NetworkPage.objects.get(
        translation_key=ukraine.translation_key, locale__language_code="fr"
    )
    for parent in (ukraine, french):
        url = reverse("wagtailadmin_pages:add", args=["network", "meetingpage", parent.pk])
        form = BeautifulSoup(admin_client.get(url).text, "html.parser")
        assert form.find(id="id_ordinal")["value"] == "3"

    url = reverse("wagtailadmin_pages:add", args=["network", "meetingpage", french.pk])
    guest = meeting.participants.first().authority
    typed = {
        "title": "Another second meeting",
        "ordinal": "2",
        "start_date": "2027-05-01",
        "timezone": "Europe/Kyiv",
        "place": "Rivne",
        "state": "cancelled",
        "cancellation_reason": " ",
        **{
            f"{name}-{count}": "0"
            for name in ("body", "agenda", "documents", "participants", "articles", "comments")
            for count in ("count", "TOTAL_FORMS", "INITIAL_FORMS")
        },
        "participants-TOTAL_FORMS": "2",
        "participants-0-authority": str(guest.pk),
        "participants-1-authority": str(guest.pk),
    }
    answer = admin_client.post(url, typed)
    form = BeautifulSoup(answer.text, "html.parser")
    told = form.select_one("[id$=child-ordinal-errors]")
    assert "Safety; a meeting, in Lviv" in told.get_text()
    unsaid = form.select_one("[id$=child-cancellation_reason-errors]")
    assert "why" in unsaid.get_text()
    assert "correct the duplicate" in answer.text
    assert form.find(id="id_title")["value"] == "Another second meeting"

    skipped = {"start_date": DAY.isoformat(), "start_time": "03:30", "ordinal": "3"}
    answer = admin_client.post(url, {**typed, **skipped, "participants-TOTAL_FORMS": "1"})
    told = BeautifulSoup(answer.text, "html.parser").select_one("[id$=start_time-errors]")
    assert "does not exist" in told.get_text()

    answer = admin_client.post(url, {**typed, "participants-TOTAL_FORMS": "1000000000"})
    assert "at most 300 forms" in answer.text


def test_a_taken_number_is_refused_by_any_route_but_not_to_translations_and_other_networks(
    meeting: MeetingPage, ukraine: NetworkPage, tree: Tree
) -> None:
    factories.meeting_page(factories.network_page(tree.networks, country="GR"), ordinal=2)
    with pytest.raises(NotPublishable) as refusal:
        factories.meeting_page(ukraine, ordinal=2)
    assert list(refusal.value.error_dict) == ["ordinal"]
    translated = meeting.get_translation(tree.locale("uk"))
    assert translated.ordinal == 2
    # A copy keeps the number of its model, as a draft.
    copy = meeting.copy(update_attrs={"slug": "lviv-again"}, keep_live=False)
    with pytest.raises(NotPublishable):
        copy.get_latest_revision().publish()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_meetings_published_at_once_under_one_number_one_gets_it() -> None:
    tree = factories.site_tree()
    ukraine = factories.network_page(tree.networks, title="Network", country="UA")
    drafts = [
        factories.meeting_page(ukraine, title=f"Meeting {number}", ordinal=number)
        for number in range(1, 5)
    ]
    for draft in drafts:
        draft.unpublish()
        draft.ordinal = 7
        draft.save_revision()
    together = Barrier(len(drafts))

    def publish(draft: MeetingPage) -> bool:
        together.wait()
        try:
            MeetingPage.objects.get(pk=draft.pk).get_latest_revision().publish()
        except NotPublishable:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(drafts)) as pool:
        published = list(pool.map(publish, drafts))
    assert published.count(True) == 1
    assert MeetingPage.objects.live().filter(ordinal=7, alias_of=None).count() == 1
