"""Queries of the API: within the budget, and as many for 50 as for 5."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.apikit.images import DETAIL_SPECS
from cms.models import AllianceRendition, StandardPage
from network.models import JoinPage, MeetingPage, MeetingParticipant, Membership
from network.models.consent import ConsentText, ConsentWording
from network.models.register import AuthorityName
from news.models import NewsPage, NewsPageCountry
from news.models.topics import NewsPageTopic
from tests import factories
from tests.factories import Tree, meeting_page, network_page, news_page

LIST_BUDGET = 6
DETAIL_BUDGET = 5
FEW, MANY = 5, 50


def queries(client: Client, address: str) -> int:
    """Queries of a request in a warmed process."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, response.content
    return len(captured)


def picture() -> Any:
    """An image whose sizes exist already, without drawing them."""
    image = factories.image()
    AllianceRendition.objects.bulk_create(
        AllianceRendition(
            image=image, filter_spec=spec, file="images/x.webp", width=width, height=9
        )
        for width, spec in enumerate(DETAIL_SPECS, start=400)
    )
    return image


def assert_equal_for_few_and_many(
    client: Client, address: str, add: Callable[[int], Any], budget: int
) -> None:
    for number in range(FEW):
        add(number)
    few = queries(client, address)
    for number in range(FEW, MANY):
        add(number)
    many = queries(client, address)
    assert few == many
    assert many <= budget


def test_list_of_news(tree: Tree, client: Client) -> None:
    topics = [factories.topic(f"topic-{n}", en=f"Topic {n}") for n in range(3)]
    images = [picture() for _ in range(FEW)]

    def add(number: int) -> None:
        article = NewsPage(
            title=f"Article {number}",
            lead_image=images[number % FEW],
            lead_image_alt="Roofs",
            locale=tree.news.locale,
        )
        article.topics.add(*topics[: number % 3 + 1])
        for code in ["UA", "GR", "AL"][: number % 3 + 1]:
            article.countries.add(NewsPageCountry(country=code))
        Page.objects.get(pk=tree.news.pk).add_child(instance=article)

    assert_equal_for_few_and_many(client, "/api/v1/news?page_size=100", add, LIST_BUDGET)


def test_full_list_of_news_costs_no_more_than_the_short_one(tree: Tree, client: Client) -> None:
    page = StandardPage(title="Linked", slug="linked", locale=tree.home.locale)
    Page.objects.get(pk=tree.home.pk).add_child(instance=page)
    body = json.dumps(
        [
            *factories.all_blocks(tree.news),
            {"type": "image", "value": {"image": picture().pk, "alt_text": "Roofs"}},
            {"type": "document", "value": {"document": factories.document().pk, "label": ""}},
            {"type": "paragraph", "value": f'<a linktype="page" id="{page.pk}">x</a>'},
        ]
    )
    english = factories.organisation()
    factories.organisation("fr", translation_key=english.translation_key)
    lead_image, housing = picture(), factories.topic("housing", en="Housing")

    def add(number: int) -> None:
        news_page(
            tree.news,
            body=body,
            lead_image=lead_image,
            lead_image_alt="Roofs",
            organisation=english,
            topics=[housing],
        )

    add(0)
    address = "/api/v1/news/full?page_size=100&locale=fr&fallback=true"
    few = queries(client, address)
    for number in range(FEW):
        add(number)
    assert queries(client, address) == few <= LIST_BUDGET


def test_list_of_fallbacks(tree: Tree, client: Client) -> None:
    for _ in range(2):
        news_page(tree.news)
    few = queries(client, "/api/v1/news?locale=fr&fallback=true")
    for _ in range(6):
        news_page(tree.news)
    many = queries(client, "/api/v1/news?locale=fr&fallback=true")
    assert few == many <= LIST_BUDGET


def test_list_of_meetings(tree: Tree, client: Client) -> None:
    networks = [network_page(tree.networks, aliases=False) for _ in range(3)]

    def add(number: int) -> None:
        meeting = MeetingPage(
            title=f"Meeting {number}",
            start_date=datetime.date(2019, 2, 26),
            place="Lviv",
            locale=tree.news.locale,
        )
        Page.objects.get(pk=networks[number % 3].pk).add_child(instance=meeting)

    assert_equal_for_few_and_many(client, "/api/v1/meetings?page_size=100", add, LIST_BUDGET)


def test_list_of_participants(tree: Tree, client: Client) -> None:
    def add(number: int) -> None:
        row = factories.participation(number + 1)
        AuthorityName.objects.create(authority=row.authority, language="fr", name=f"Ville {number}")

    address = "/api/v1/participants?locale=fr&page_size=100"
    assert_equal_for_few_and_many(client, address, add, LIST_BUDGET)


def test_list_of_organisations(tree: Tree, client: Client) -> None:
    target = tree.news.pk
    assert_equal_for_few_and_many(
        client,
        "/api/v1/organisations?page_size=100",
        lambda number: factories.organisation(
            name=f"Body {number}", description=f'<p><a linktype="page" id="{target}">x</a></p>'
        ),
        LIST_BUDGET,
    )


def test_furniture(tree: Tree, client: Client) -> None:
    factories.profile()
    factories.note()
    assert queries(client, "/api/v1/furniture") <= LIST_BUDGET


@pytest.mark.parametrize("size", [1, 12])
def test_article_with_everything(tree: Tree, client: Client, size: int) -> None:
    links = "".join(
        f'<a linktype="page" id="{page.pk}">x</a>' for page in (tree.news, tree.networks)
    )
    blocks = [
        block
        for _ in range(size)
        for block in (
            {
                "type": "image",
                "value": {"image": picture().pk, "alt_text": "Roofs", "caption": ""},
            },
            {
                "type": "document",
                "value": {"document": factories.document().pk, "label": ""},
            },
            {"type": "paragraph", "value": f"<p>{links}</p>"},
        )
    ]
    article = news_page(
        tree.news,
        body=json.dumps([*factories.all_blocks(tree.news), *blocks]),
        lead_image=picture(),
        lead_image_alt="Roofs",
        organisation=factories.organisation(),
        countries=["UA", "GR"],
        topics=[factories.topic("housing", en="Housing")],
    )
    assert queries(client, f"/api/v1/news/{article.pk}") <= DETAIL_BUDGET
    assert queries(client, f"/api/v1/news/{article.pk}?locale=fr") <= DETAIL_BUDGET
    # A text that only its page holds, and that is not published: another one stands in for it.
    in_french = article.get_translations().get(locale__language_code="fr")
    Page.objects.filter(pk=in_french.pk).update(alias_of=None, live=False)
    assert queries(client, f"/api/v1/news/{article.pk}?locale=fr") <= DETAIL_BUDGET


def test_network_with_members_and_founders(tree: Tree, client: Client) -> None:
    network = network_page(tree.networks, slug="ukraine", body=json.dumps(factories.all_blocks()))
    assert_equal_for_few_and_many(
        client,
        "/api/v1/networks/ukraine",
        lambda number: Membership.objects.create(authority=factories.authority(), network=network),
        DETAIL_BUDGET,
    )


def test_meeting_with_participants(tree: Tree, client: Client) -> None:
    meeting = meeting_page(
        network_page(tree.networks),
        body=json.dumps(factories.all_blocks()),
        organisation=factories.organisation(),
    )

    def add(number: int) -> None:
        row = factories.participation(number + 1)
        MeetingParticipant.objects.create(page=meeting, authority=row.authority)

    assert_equal_for_few_and_many(client, f"/api/v1/meetings/{meeting.pk}", add, DETAIL_BUDGET)


def test_choices_statistics_and_forms(tree: Tree, client: Client) -> None:
    article = news_page(tree.news, aliases=False, countries=["UA"])
    consent = ConsentText.objects.create(label="1", published_at=timezone.now())
    ConsentWording.objects.create(consent=consent, language="en", text="<p>x</p>", agreement="y")
    join = factories.add_page(tree.home, JoinPage(title="Join", slug="join"))
    budgets = {
        "/api/v1/news/choices": LIST_BUDGET,
        "/api/v1/participants/statistics": LIST_BUDGET,
        f"/api/v1/pages/{join.pk}": DETAIL_BUDGET,
    }

    def add(numbers: range) -> dict[str, int]:
        for number in numbers:
            topic = factories.topic(f"topic-{number}", en=f"Topic {number}")
            NewsPageTopic.objects.create(content_object=article, tag=topic)
            factories.participation(number + 1, joined_on=datetime.date(1950 + number, 1, 1))
        return {address: queries(client, address) for address in budgets}

    few = add(range(FEW))
    assert add(range(FEW, MANY)) == few
    assert {address: few[address] for address in few if few[address] > budgets[address]} == {}


def test_pages_of_every_type_addresses_and_countries(tree: Tree, client: Client) -> None:
    article = news_page(tree.news, slug="roofs")
    about = factories.add_page(
        tree.home,
        StandardPage(
            title="About",
            slug="about",
            body=factories.all_blocks(),
            organisation=factories.organisation("fr"),
        ),
    )
    network_page(tree.networks, slug="ukraine")
    redirect = Redirect.objects.create(old_path="/old", redirect_page=article)
    factories.participation(1)
    budgets = {
        "/api/v1/pages?page_size=100": LIST_BUDGET,
        "/api/v1/pages?locale=fr&fallback=true&page_size=100": LIST_BUDGET,
        "/api/v1/redirects?page_size=100": LIST_BUDGET,
        "/api/v1/countries": LIST_BUDGET,
        f"/api/v1/pages/{about.pk}": DETAIL_BUDGET,
        f"/api/v1/pages/{article.pk}": DETAIL_BUDGET,
        f"/api/v1/pages/{tree.home.pk}?locale=fr": DETAIL_BUDGET,
        "/api/v1/resolve?path=/uk/news/roofs/": DETAIL_BUDGET,
        "/api/v1/resolve?path=/old?a=1": DETAIL_BUDGET,
        "/api/v1/resolve?path=/en/networks/ukraine/calendar.ics": DETAIL_BUDGET,
        "/api/v1/countries/UA": DETAIL_BUDGET,
    }
    few = {address: queries(client, address) for address in budgets}
    factories.more_like(article, 10)
    for number in range(2, 12):
        factories.participation(number)
        Redirect.objects.create(old_path=f"/old-{number}", redirect_page=redirect.redirect_page)
    assert {address: queries(client, address) for address in budgets} == few
    assert {address: few[address] for address in few if few[address] > budgets[address]} == {}
