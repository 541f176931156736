"""A network with a meeting that has everything."""

import datetime
import json

import pytest

from network.models import MeetingArticle, MeetingPage, MeetingParticipant, NetworkPage
from network.models.register import AuthorityName
from news.models import NewsPage
from tests import factories
from tests.factories import Tree


@pytest.fixture
def ukraine(tree: Tree) -> NetworkPage:
    return factories.network_page(tree.networks, slug="ukraine", title="Ukrainian Alliance")


@pytest.fixture
def report(tree: Tree) -> NewsPage:
    return factories.news_page(tree.news, title="What was said in Lviv")


@pytest.fixture
def meeting(ukraine: NetworkPage, report: NewsPage) -> MeetingPage:
    """The second meeting, published with its aliases: two participants, a report, an agenda."""
    page = factories.meeting_page(
        ukraine,
        slug="lviv",
        title="Safety; a meeting, in Lviv",
        ordinal=2,
        start_date=datetime.date(2027, 2, 26),
        start_time=datetime.time(10),
        end_time=datetime.time(16, 30),
        address="Rynok Square 1",
        agenda=json.dumps(
            [{"type": "item", "value": {"day": None, "time": "10:00:00", "text": "Opening"}}]
        ),
    )
    for key, name in (("ua-uzhhorod", "Uzhhorod"), ("ua-lviv", "Lviv")):
        authority = factories.authority(key=key, name=name)
        AuthorityName.objects.create(authority=authority, language="uk", name=f"{name} (uk)")
        page.participants.add(MeetingParticipant(authority=authority))
    page.articles.add(MeetingArticle(article=report, role=MeetingArticle.Role.REPORT))
    page.save_revision().publish()
    return MeetingPage.objects.get(pk=page.pk)
