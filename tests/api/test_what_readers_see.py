"""What stands on pages of the site beside their own text, over the API too."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from network.models import CooperatePage, JoinPage, MeetingParticipant
from network.models.consent import ConsentText, ConsentWording
from tests import factories
from tests.api.test_queries import DETAIL_BUDGET, LIST_BUDGET, queries
from tests.factories import Tree, network_page, news_page

API = "/api/v1"


@pytest.fixture
def ask(client: Client) -> Callable[..., dict[str, Any]]:
    """The answer to a path below the API with these parameters."""

    def answer(path: str, **parameters: str) -> dict[str, Any]:
        response = client.get(f"{API}{path}", parameters)
        assert response.status_code == 200, (path, response.content)
        return response.json()

    return answer


Ask = Callable[..., dict[str, Any]]


def test_around_an_article(tree: Tree, client: Client, ask: Ask) -> None:
    """Breadcrumbs, words for the head, articles like it: as on the page."""
    housing = factories.topic("housing", en="Housing", fr="Logement")
    network = network_page(tree.networks, slug="ukraine", title="Network of Ukraine")
    article = news_page(
        network,
        slug="roofs",
        title="Roofs",
        summary="A town builds.",
        seo_title="Roofs for all of us",
        date=datetime.date(2019, 3, 1),
        date_precision="month",
        topics=[housing],
        countries=["UA"],
    )
    for number in range(4):
        news_page(tree.news, title=f"Like it {number}", topics=[housing], aliases=False)
    news_page(tree.news, title="About nothing alike", aliases=False)
    full = ask(f"/news/{article.pk}")
    site = client.get("/en/networks/ukraine/roofs/").content.decode()
    crumbs = [(one["title"], one["url"]) for one in full["breadcrumbs"]]
    assert crumbs == [
        ("Home", "http://testserver/en/"),
        ("Networks", "http://testserver/en/networks/"),
        ("Network of Ukraine", "http://testserver/en/networks/ukraine/"),
    ]
    assert (full["seo_title"], full["meta_description"]) == (
        "Roofs for all of us",
        "A town builds.",
    )
    assert (full["date"], full["date_precision"]) == ("2019-03-01", "month")
    related = ask(f"/news/{article.pk}/related")["items"]
    assert len(related) == 3
    assert "About nothing alike" not in str(related)
    assert [site.index(one["title"]) for one in related] == sorted(
        site.index(one["title"]) for one in related
    )
    in_french = ask(f"/news/{article.pk}", locale="fr")
    assert {one["served_locale"] for one in in_french["breadcrumbs"]} == {"en"}
    assert in_french["breadcrumbs"][0]["url"] == "http://testserver/fr/"
    assert ask(f"/news/{article.pk}/related", locale="fr")["items"] == []
    assert queries(client, f"{API}/news/{article.pk}/related") <= DETAIL_BUDGET


def test_choices_and_feeds_of_the_news(tree: Tree, client: Client, ask: Ask) -> None:
    housing = factories.topic("housing", en="Housing", fr="Logement")
    factories.topic("unused", en="Unused")
    network = network_page(tree.networks, slug="ukraine", title="Ukraine")
    news_page(network, topics=[housing], countries=["UA"], date=datetime.date(2024, 1, 1))
    news_page(tree.news, topics=[housing], date=datetime.date(2025, 1, 1), aliases=False)

    def choices(**parameters: str) -> dict[str, list[tuple[str, str, int]]]:
        found = ask("/news/choices", **parameters)
        return {
            name: [(one["value"], one["label"], one["count"]) for one in values]
            for name, values in found.items()
        }

    assert choices() == {
        "topic": [("housing", "Housing", 2)],
        "country": [("UA", "Ukraine", 1)],
        "network": [("ukraine", "Ukraine", 1)],
        "year": [("2025", "2025", 1), ("2024", "2024", 1)],
    }
    assert choices(locale="fr", fallback="true")["topic"] == [("housing", "Logement", 1)]
    assert choices(locale="fr")["topic"] == []
    assert choices(year="2025")["country"] == []
    assert choices(network="nothing")["topic"] == []
    for name, values in choices().items():
        for value, _label, count in values:
            assert ask("/news", **{name: value})["count"] == count
    feeds = ask("/news", topic="housing", year="2025")["feeds"]
    assert [feed["name"] for feed in feeds] == ["RSS", "Atom", "JSON Feed"]
    for feed in feeds:
        response = client.get(feed["url"].removeprefix("http://testserver"))
        assert response.headers["Content-Type"].startswith(feed["media_type"])
    assert queries(client, f"{API}/news/choices?topic=housing") <= LIST_BUDGET


def test_participants_in_numbers_and_as_files(tree: Tree, client: Client, ask: Ask) -> None:
    year = timezone.localdate().year
    factories.participation(1, authority_country="UA", joined_on=datetime.date(year - 2, 5, 1))
    factories.participation(2, authority_country="UA", authority_is_example=True)
    factories.participation(3, authority_country="GR", joined_on=datetime.date(year, 1, 1))
    found = ask("/participants/statistics", locale="fr")
    assert (found["participants"], found["examples"], found["undated"]) == (3, 1, 1)
    assert [
        (one["code"], one["name"], one["participants"], one["examples"])
        for one in found["countries"]
    ] == [("GR", "Grèce", 1, 0), ("UA", "Ukraine", 2, 1)]
    assert [(one["year"], one["joined"], one["total"]) for one in found["years"]] == [
        (year - 2, 1, 1),
        (year - 1, 0, 1),
        (year, 1, 2),
    ]
    assert "Malte" in [one["name"] for one in found["countries_without"]]
    participants = ask("/participants", country="GR")
    assert (participants["counter"]["participants"], participants["examples"]) == (3, 1)
    directory = ask("/authorities", country="UA", order="name", locale="uk")
    for address in (participants["csv_url"], directory["csv_url"], directory["json_url"]):
        path = address.removeprefix("http://testserver")
        lines = client.get(path).content.decode()
        assert (path.count("/uk/") == 1) is ("country=UA&sort=name" in path)
        assert participants["items"][0]["authority"]["name"] in lines or "country=UA" in path
    for item in [*participants["items"][0:1], {"authority": directory["items"][0]}]:
        profile = item["authority"]["url"].removeprefix("http://testserver")
        assert client.get(profile).status_code == 200


def test_around_a_meeting(tree: Tree, client: Client, ask: Ask) -> None:
    """Profiles of those who take part, if there are any; why it is cancelled, in any language."""
    network = network_page(tree.networks, slug="ukraine")
    meeting = factories.meeting_page(network, slug="first", title="First")
    listed, unknown = factories.authority(key="lviv"), factories.authority(key="elsewhere")
    factories.participation(1, authority=listed)
    for authority in (listed, unknown):
        MeetingParticipant.objects.create(page=meeting, authority=authority)
    in_french = tree.translation_of(meeting, "fr")
    in_french.alias_of = None
    in_french.cancellation_reason = "La salle est fermée."
    for page in (meeting, in_french):
        page.state = "cancelled"
        page.save()
    full = ask(f"/meetings/{meeting.pk}")
    assert {one["key"]: one["url"] for one in full["participants"]} == {
        "lviv": "http://testserver/en/authorities/lviv/",
        "elsewhere": None,
    }
    for item in (full, ask("/meetings")["items"][0]):
        assert item["cancellation_reason"] == "La salle est fermée."
        assert item["cancellation_reason_locale"] == "fr"
    in_french.live = False
    in_french.save()
    full = ask(f"/meetings/{meeting.pk}")
    assert (full["cancellation_reason"], full["cancellation_reason_locale"]) == ("", None)
    index = ask(f"/pages/{tree.networks.pk}")
    assert client.get(index["calendar_url"].removeprefix("http://testserver")).status_code == 200


def test_forms_of_the_pages_that_invite(tree: Tree, client: Client, ask: Ask) -> None:
    join = factories.add_page(
        tree.home,
        JoinPage(title="Join", slug="join", reason_help="In a few sentences."),
    )
    cooperate = factories.add_page(tree.home, CooperatePage(title="Cooperate", slug="cooperate"))
    assert ask(f"/pages/{join.pk}")["form"] is None
    consent = ConsentText.objects.create(label="1", published_at=timezone.now())
    link = f'<p><a linktype="page" id="{tree.news.pk}">News</a></p>'
    ConsentWording.objects.create(consent=consent, language="en", text=link, agreement="I agree")
    for page in (join, cooperate):
        form = ask(f"/pages/{page.pk}", locale="uk")["form"]
        site = client.get(form["url"].removeprefix("http://testserver")).content.decode()
        fields = [field for section in form["sections"] for field in section["fields"]]
        for field in fields:
            assert f'name="{field["name"]}"' in site
            assert field["label"] in site
        kinds = {field["name"]: field["type"] for field in fields}
        assert (kinds["email"], kinds["phone"], kinds["country"]) == ("email", "tel", "select")
        assert form["consent"]["served_locale"] == "en"
        assert 'href="http://testserver/uk/news/"' in form["consent"]["html"]
        assert queries(client, f"{API}/pages/{page.pk}?locale=uk") <= DETAIL_BUDGET
    form = ask(f"/pages/{join.pk}")["form"]
    fields = {field["name"]: field for one in form["sections"] for field in one["fields"]}
    assert (fields["reason"]["type"], fields["reason"]["help"]) == (
        "textarea",
        "In a few sentences.",
    )
    assert fields["authority_name"]["is_required"]
    assert not fields["population"]["is_required"]
    assert {"value": "UA", "label": "Ukraine"} in fields["country"]["choices"]
    assert Page.objects.filter(pk=join.pk, live=True).exists()


def test_accessibility_statement_is_that_of_the_site(tree: Tree, client: Client, ask: Ask) -> None:
    factories.profile(contact_email="office@example.org")
    for code in ("en", "uk", "rom"):
        found = ask("/accessibility", locale=code)
        site = client.get(f"/{code}/accessibility/").content.decode()
        assert found["url"] == f"http://testserver/{code}/accessibility/"
        assert found["served_locale"] == ("en" if code == "rom" else code)
        for line in found["html"].splitlines():
            assert line.strip().removeprefix("<p>").removesuffix("</p>") in site
        assert "<script" not in json.dumps(found)
    assert "office@example.org" in found["html"]
    assert '<span lang="en"' in found["html"]
