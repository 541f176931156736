"""The activity report of a network: what it counts, for whom, as a page and as CSV."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import TranslationLog, TranslationSource

from network.models import Membership, NetworkPage, NetworkSection, Signature
from tests import factories
from tests.factories import Tree

YEAR = {"first": "2019-01-01", "last": "2019-12-31"}
DAY = datetime.date(2019, 2, 26)
BEFORE = datetime.date(2018, 12, 31)


def fill(network: NetworkPage, tree: Tree, number: int = 1) -> None:
    """So many of everything within the year, and one of each outside."""
    for position in range(number):
        for day in {DAY, DAY if position else BEFORE}:
            town = factories.authority(name=f"Town {position} {day.year}")
            Membership.objects.create(authority=town, network=network, joined_on=day)
            Signature.objects.create(authority=town, signed_on=day)
            factories.meeting_page(network, title=f"Meeting {position} {day.year}", start_date=day)
            page = factories.news_page(
                tree.news, title=f"=News {position} {day.year}", date=day, countries=["UA"]
            )
        source, _created = TranslationSource.get_or_create_from_instance(
            network if position else factories.news_page(network, title="Translated", date=BEFORE)
        )
        moment = datetime.datetime(2019, 12, 31, 12, tzinfo=datetime.UTC)
        # The French one is a draft: readers get the alias.
        for language in ("uk", "fr"):
            log = TranslationLog.objects.create(source=source, locale=tree.locale(language))
            TranslationLog.objects.filter(pk=log.pk).update(created_at=moment)
        versions = Page.objects.filter(translation_key=source.object_id)
        versions.filter(locale=tree.locale("uk")).update(alias_of=None)
        assert page.live


@pytest.fixture
def ukraine(tree: Tree) -> NetworkPage:
    return factories.network_page(tree.networks, slug="ukraine", title="Ukrainian Alliance")


def coordinator_of(network: NetworkPage) -> Client:
    """Somebody who works in the section of `network` and nowhere else."""
    group = Group.objects.create(name=f"Coordinators of {network.slug}")
    section, _created = NetworkSection.objects.update_or_create(
        network_key=network.translation_key,
        defaults={"country": network.country, "slug": network.slug, "group": group},
    )
    user = User.objects.create_user(username=f"of-{network.slug}", password="x")
    user.groups.add(section.group, Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def test_a_period_is_told_from_the_content_as_a_page_and_as_csv(
    ukraine: NetworkPage, tree: Tree
) -> None:
    fill(ukraine, tree)
    client = coordinator_of(ukraine)
    asked = {"network": str(ukraine.translation_key), **YEAR}

    page = BeautifulSoup(client.get(reverse("network_activity"), asked).text, "html.parser")
    sections = {
        part.h3.get_text(): (
            part.p.get_text(),
            [row.get_text(" ", strip=True) for row in part.select("tbody tr")],
        )
        for part in page.select(".activity-report section")
    }
    assert sections == {
        "Members": (
            "On the last day – founders: 0, members: 2.",
            ["26 February 2019 Town 0 2019 member: joined"],
        ),
        "Meetings": ("1 meeting.", ["26 February 2019 Meeting 0 2019 Lviv"]),
        "News": ("1 article.", ["26 February 2019 =News 0 2019 English"]),
        "Signatures": (
            "1 authority signed the Declaration.",
            ["26 February 2019 Town 0 2019"],
        ),
        "Translations": ("1 translation.", ["31 December 2019 Translated Ukrainian"]),
    }

    answer = client.get(reverse("network_activity_csv"), asked)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["section"] for row in rows] == [
        "members",
        "meetings",
        "news",
        "signatures",
        "translations",
    ]
    assert rows[2]["name"] == "'=News 0 2019"
    assert rows[0]["date"] == "2019-02-26"


def test_a_coordinator_has_the_report_of_the_own_network_only(
    ukraine: NetworkPage, tree: Tree, client: Client, admin_client: Client
) -> None:
    greece = factories.network_page(tree.networks, slug="greece", title="Greece", country="GR")
    own = coordinator_of(ukraine)
    for view in ("network_activity", "network_activity_csv"):
        url = reverse(view)
        form = BeautifulSoup(own.get(url).text, "html.parser")
        assert [one.get_text() for one in form.select("select option")] == ["Ukrainian Alliance"]
        foreign = {"network": str(greece.translation_key), **YEAR}
        refused = own.get(url, foreign)
        assert refused.status_code == 302 and refused.url == reverse("wagtailadmin_home")
        assert client.get(url, foreign).status_code == 302
        assert admin_client.get(url, foreign).status_code == 200
    stranger = User.objects.create_user(username="stranger", password="x")
    stranger.groups.add(Group.objects.get(name="Editors"))
    client.force_login(stranger)
    assert client.get(reverse("network_activity")).status_code == 302
    NetworkSection.objects.update(retired_at=datetime.datetime.now(datetime.UTC))
    assert own.get(reverse("network_activity")).status_code == 302


def test_wrong_questions_are_answered_beside_the_field(
    ukraine: NetworkPage, admin_client: Client
) -> None:
    key = str(ukraine.translation_key)
    questions = [
        ({"network": key, "first": "2019-12-31", "last": "2019-01-01"}, "before it begins"),
        ({"network": key, "first": "yesterday", "last": "2019-01-01"}, "valid date"),
        ({"network": key, "first": "0001-01-01", "last": "9999-12-31"}, "between 1900 and 2199"),
        ({"network": "no-key", **YEAR}, "valid choice"),
        ({"network": "00000000-0000-4000-8000-000000000000", **YEAR}, "valid choice"),
    ]
    for view in ("network_activity", "network_activity_csv"):
        for asked, told in questions:
            answer = admin_client.get(reverse(view), asked)
            assert answer.status_code == 200, asked
            assert told in answer.text
            assert "activity-report" not in answer.text.split("<main")[1]


def test_the_report_costs_the_same_for_any_number_of_entries(
    ukraine: NetworkPage, tree: Tree, admin_client: Client
) -> None:
    asked = {"network": str(ukraine.translation_key), **YEAR}

    def queries() -> int:
        cache.clear()
        admin_client.get(reverse("network_activity"), asked)
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(reverse("network_activity"), asked)
        return len(captured)

    fill(ukraine, tree)
    few = queries()
    fill(ukraine, tree, 4)
    assert queries() == few
    assert Page.objects.count() > 20
