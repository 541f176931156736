"""The table: by no route does a term that blocks come before readers, wherever it stands.

Each test is a route; it tries the places of a full article and a full note one by one, and takes
each attempt back.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.terminology.gate import DiscouragedTerms
from cms.terminology.models import TerminologyNote
from cms.terminology.places import Place, places_of
from news.models import NewsPage
from tests import factories
from tests.cms.terminology import gate_routes as routes
from tests.cms.terminology.gate_samples import (
    INSTEAD,
    WORDS,
    block_words,
    live_with_words,
    with_words,
)
from tests.cms.translation import samples
from tests.replay import replay

pytestmark = pytest.mark.django_db

# A place of each of these kinds is tried in the quick run.
KINDS = re.compile(
    r"title|seo_title|search_description|lead_image_alt|head_term|text|body\.[^.]+"
    r"|body\.[^.]+\.(alt_text|caption|cell-[^.]+|links\.[^.]+\.label)"
    r"|(links|documents)\.[^.]+\.label"
)


@pytest.fixture
def tree(db: None) -> factories.Tree:
    """Two languages do: each more would have its aliases published at each attempt."""
    return factories.site_tree(("en", "fr"))


def publish_texts(tree: factories.Tree) -> None:
    """An article and a note, live, every text and type of block filled, whose words then block."""
    article = samples.fill(factories.news_page(tree.news))
    for video in article.body.blocks_by_name("video"):
        video.value["url"] = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    article.lead_image = factories.image()
    article.corrected_on = article.date
    for text in (article, samples.fill(factories.note())):
        text.save_revision().publish()
    block_words()


@pytest.fixture
def desks(tree: factories.Tree, admin_client: Any) -> list[routes.Desk]:
    replay("texts at the gate", lambda: publish_texts(tree))
    subjects = [NewsPage.objects.get(alias_of=None), TerminologyNote.objects.get()]
    user = admin_client.get("/admin/").wsgi_request.user
    return [routes.Desk(tree, subject, admin_client, user) for subject in subjects]


def one_of_each_kind(places: list[Place]) -> list[Place]:
    return list(
        {
            re.sub(r"[0-9a-f-]{36}|cell-.*", "…", place.path): place
            for place in places
            if KINDS.fullmatch(place.path)
        }.values()
    )


def attempt(desk: routes.Desk, route: routes.Route, *places: Place) -> None:
    """Try `route` with the words at `places`, and take it back.

    Readers get none of it, and whoever tried is told of each place.
    """
    with transaction.atomic(), disable_reference_index_auto_update():
        text = with_words(desk.subject, *places)
        try:
            told = route(desk, text)
        except DiscouragedTerms as refusal:
            told = str(refusal)
            assert set(refusal.error_dict) == {place.field for place in places}
        already = {desk.subject.translation_key} if route in routes.FROM_BEFORE else set()
        assert live_with_words() <= already, places
        for place in places:
            assert told_of(place) in told, (place.path, told)
        transaction.set_rollback(True)


def told_of(place: Place) -> str:
    return f"{place.label}: “{WORDS}” (character 1) cannot be published. Use “{INSTEAD}” instead."


def subjects(route: routes.Route, desks: list[routes.Desk]) -> Iterator[routes.Desk]:
    """The desks at which `route` can be tried, made ready for it."""
    assert not live_with_words()
    for desk in desks:
        if isinstance(desk.subject, Page) or route not in routes.PAGES_ONLY:
            if route in routes.BY_TRANSLATION:
                desk.begin_translation()
            yield desk


@pytest.mark.parametrize("route", routes.ONE_BY_ONE, ids=lambda route: route.__name__)
def test_no_word_goes_live_from_a_place_of_any_kind(
    route: routes.Route, desks: list[routes.Desk]
) -> None:
    for desk in subjects(route, desks):
        for place in one_of_each_kind(places_of(desk.subject)):
            attempt(desk, route, place)


@pytest.mark.full
@pytest.mark.parametrize(
    "route", [*routes.ONE_BY_ONE, *routes.AT_ONCE], ids=lambda route: route.__name__
)
def test_no_word_goes_live_from_any_place(route: routes.Route, desks: list[routes.Desk]) -> None:
    for desk in subjects(route, desks):
        for place in places_of(desk.subject):
            attempt(desk, route, place)


@pytest.mark.parametrize("route", routes.AT_ONCE, ids=lambda route: route.__name__)
def test_every_place_is_named_at_once(route: routes.Route, desks: list[routes.Desk]) -> None:
    for desk in subjects(route, desks):
        attempt(desk, route, *places_of(desk.subject))
