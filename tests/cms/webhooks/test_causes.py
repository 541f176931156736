"""Whatever way something comes about, it is told of: once, and without a word of any draft."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page

from cms.webhooks.models import Endpoint, Event
from network.models import Authority
from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings
from tests.cms.webhooks.causes import CAUSES, Cause, World

pytestmark = pytest.mark.django_db
GONE = {"page.unpublished", "page.deleted"}
IDS = {"id", "translation_key", "object", "sequence"}


class Undone(Exception):
    """Ends a cause: the next one finds the world as it was."""


@pytest.fixture
def world(tree: factories.Tree, client: Client, endpoint: Callable[..., Endpoint]) -> World:
    admin = User.objects.create_superuser("admin")
    client.force_login(admin)
    article = factories.news_page(tree.news, slug="article")
    network = factories.network_page(tree.networks, slug="network")
    meeting = factories.meeting_page(network, slug="meeting")
    draft = factories.NewsPage(title="Secret", slug="draft", date="2026-01-01", live=False)
    Page.objects.get(pk=tree.news.pk).add_child(instance=draft)
    draft.save_revision()
    organisation = factories.organisation()
    for original in (article, organisation):
        translation = submit(original, tree.locale("uk"))
        type_strings(translation)
        translation.save_target(publish=True)
    endpoint(is_active=False)
    return World(
        tree=tree,
        admin=admin,
        client=client,
        article=fresh(article),
        ukrainian=fresh(article.get_translation(tree.locale("uk"))),
        network=fresh(network),
        meeting=fresh(meeting),
        draft=fresh(draft),
        organisation=organisation,
        organisation_uk=organisation.get_translation(tree.locale("uk")),
    )


# The rest waits for the long run.
SAMPLE = {
    "published_anew_with_another_text",
    "expired",
    "unpublished_in_bulk",
    "alias_above_a_text_with_another_slug",
    "made_private_above_what_is_private",
    "translation_given_up_for_an_alias",
    "day_comes_on_which_a_participant_joins",
}


def test_causes_bring_about_their_events_and_no_other(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    sample = [(cause, told) for cause, told in CAUSES if cause.__name__ in SAMPLE]
    assert len(sample) == len(SAMPLE)
    assert not differing(sample, world, django_capture_on_commit_callbacks)


@pytest.mark.full
def test_every_cause_brings_about_its_events_and_no_other(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    assert len(CAUSES) > 40
    assert not differing(CAUSES, world, django_capture_on_commit_callbacks)


def differing(causes: list[tuple[Cause, list[str]]], world: World, capture: Any) -> dict[str, Any]:
    """What was told of instead, by the causes that told of something else."""
    wrong = {}
    for cause, expected in causes:
        try:
            with transaction.atomic():
                told = told_by(cause, world, capture)
                raise Undone
        except Undone:
            names = {**told.names, **world.names()}
        found = sorted(f"{body['type']} {names[body['data']['object']]}" for body in told.bodies)
        if found != expected:
            wrong[cause.__name__] = found
        for body in told.bodies:
            assert "ecret" not in json.dumps(body), cause.__name__
            if body["type"] in GONE:
                assert set(body["data"]) == IDS, cause.__name__
    return wrong


class Told:
    """The bodies of events, and names for what came to be while they were written."""

    def __init__(self) -> None:
        self.bodies = [json.loads(body) for body in Event.objects.values_list("body", flat=True)]
        self.names = {"terms": "terms"}
        for page in Page.objects.select_related("locale"):
            is_copy = page.locale.language_code == "en"
            self.names[f"page:{page.pk}"] = page.slug if is_copy else "meeting_uk"
        for authority in Authority.objects.all():
            self.names[f"authority:{authority.pk}"] = authority.key


def told_by(cause: Any, world: World, capture: Any) -> Told:
    """What is told when `cause` acts, and not while it prepares."""
    for field in ("article", "ukrainian", "network", "meeting", "draft"):
        setattr(world, field, fresh(getattr(world, field)))
    world.tree = factories.Tree(
        home=fresh(world.tree.home),
        news=fresh(world.tree.news),
        networks=fresh(world.tree.networks),
    )
    world.organisation.refresh_from_db()
    steps = cause(world)
    Endpoint.objects.update(is_active=False)
    with capture(execute=True):
        next(steps)
    # What happens once in a transaction: here all would be one.
    connection.run_on_commit.clear()
    Endpoint.objects.update(is_active=True)
    with capture(execute=True):
        assert next(steps, "the end") == "the end"
    return Told()
