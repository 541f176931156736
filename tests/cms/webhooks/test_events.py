"""What is told of, and what is not: what readers see, and nothing else."""

import datetime
import json
from collections.abc import Callable
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.webhooks import events
from cms.webhooks.models import Delivery, Endpoint, EndpointSection, Event, EventType
from network.models import RelationState
from network.relations import change_state, record_beginning
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(endpoint: Callable[..., Endpoint], tree: factories.Tree) -> Callable[[], list[Any]]:
    """What an endpoint that asks for everything has been told of since the last time."""
    endpoint()

    def since() -> list[Any]:
        rows = Event.objects.order_by("created_at", "object_key", "sequence")
        bodies = [json.loads(row.body) for row in rows]
        Event.objects.all().delete()
        return [(body["type"], body["data"]) for body in bodies]

    return since


def types(found: list[Any]) -> list[str]:
    return [name for name, _data in found]


def test_a_page_is_told_of_from_its_publication_to_its_end(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    draft = factories.NewsPage(
        title="Secret draft", slug="one", date="2026-01-01", summary="Secret draft", live=False
    )
    Page.objects.get(pk=tree.news.pk).add_child(instance=draft)
    draft.save_revision()
    assert told() == []

    draft.get_latest_revision().publish()
    page = Page.objects.get(pk=draft.pk)
    ids = {"id": page.pk, "translation_key": str(page.translation_key)}
    place = {"object": f"page:{page.pk}"}
    address = "http://localhost/en/news/one/"
    facts = {"page_type": "news.NewsPage", "language": "en"}
    assert told() == [
        ("page.published", {**ids, **facts, **place, "address": address, "sequence": ANY})
    ]

    page = page.specific
    page.slug, page.title = "two", "Secret title"
    page.save_revision()
    assert told() == []
    page.get_latest_revision().publish()
    moved, published = told()
    new = "http://localhost/en/news/two/"
    assert moved[0] == "page.moved"
    assert (moved[1]["address"], moved[1]["previous_address"]) == (new, address)
    assert published[0] == "page.published"
    assert "Secret" not in json.dumps([moved, published])

    page = Page.objects.get(pk=page.pk)
    page.move(Page.objects.get(pk=tree.networks.pk), pos="last-child")
    (moved,) = told()
    assert moved[0] == "page.moved"
    assert moved[1]["address"] == "http://localhost/en/networks/two/"
    assert moved[1]["previous_address"] == new

    Page.objects.get(pk=page.pk).unpublish()
    assert told() == [("page.unpublished", {**ids, **place, "sequence": ANY})]
    Page.objects.get(pk=page.pk).delete()
    assert told() == []  # readers have lost it before


def test_what_is_deleted_while_live_is_told_of_once_and_with_what_is_below_it(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    page = factories.news_page(tree.news, aliases=False)
    told()
    tree.news.delete()
    found = told()
    assert {(name, data["id"]) for name, data in found} == {
        ("page.deleted", page.pk),
        ("page.deleted", tree.news.pk),
    }
    assert all(set(data) == {"id", "translation_key", "object", "sequence"} for _n, data in found)


def test_private_pages_tell_nothing_and_what_becomes_private_is_withdrawn(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    page = factories.news_page(tree.news, slug="one", aliases=False)
    told()
    lock = PageViewRestriction.objects.create(page=tree.news, restriction_type="login")
    withdrawn = told()
    assert types(withdrawn) == ["page.unpublished"] * 2
    assert {data["id"] for _name, data in withdrawn} == {tree.news.pk, page.pk}
    assert "address" not in json.dumps(withdrawn)

    page = Page.objects.get(pk=page.pk).specific
    page.save_revision().publish()
    page.slug = "two"
    page.save_revision().publish()
    page.unpublish()
    page.get_latest_revision().publish()
    Page.objects.get(pk=page.pk).delete()
    assert told() == []
    other = factories.news_page(tree.news, slug="three", aliases=False)
    assert told() == []

    lock.delete()
    assert {(name, data["id"]) for name, data in told()} == {
        ("page.published", tree.news.pk),
        ("page.published", other.pk),
    }
    # Deleting a private section takes its restriction away first, and still tells nothing.
    PageViewRestriction.objects.create(page=tree.news, restriction_type="login")
    told()
    Page.objects.get(pk=tree.news.pk).delete()
    assert told() == []


def test_pages_that_move_into_a_private_section_and_out_of_it(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    page = factories.news_page(tree.news, slug="one", aliases=False)
    PageViewRestriction.objects.create(page=tree.networks, restriction_type="login")
    told()
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=tree.networks.pk), pos="last-child")
    ((name, data),) = told()
    assert (name, set(data)) == (
        "page.unpublished",
        {"id", "translation_key", "object", "sequence"},
    )
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=tree.news.pk), pos="last-child")
    ((name, data),) = told()
    assert (name, data["address"]) == ("page.published", "http://localhost/en/news/one/")


def test_translations_are_told_of_when_they_go_live_and_when_they_fall_behind(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    article = factories.news_page(tree.news, title="One")
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Один")
    told()
    translation.save_target(publish=True)
    version = article.get_translation(tree.locale("uk"))
    found = told()
    # Moved from where it stood in, in the words of the source, to its own slug.
    assert set(types(found)) == {"page.moved", "page.published", "translation.live"}
    assert {data["id"] for _name, data in found} == {version.pk}
    assert {data["language"] for _name, data in found} == {"uk"}

    article = Page.objects.get(pk=article.pk).specific
    article.title = "Two"
    article.save_revision().publish()
    stale = [data for name, data in told() if name == "translation.stale"]
    assert [(data["id"], data["language"]) for data in stale] == [(version.pk, "uk")]


def test_terms_are_told_of_once_in_a_transaction(told: Callable[[], list[Any]]) -> None:
    with transaction.atomic():
        factories.term("Roma")
        factories.term("Sinti")
    assert types(told()) == ["terms.changed"]


def test_a_participant_is_told_of_when_it_takes_part(told: Callable[[], list[Any]]) -> None:
    today = timezone.localdate()
    authority = factories.authority(key="town", country="UA")
    contact = authority.contact_persons.create(name="Olena", email="olena@example.org")
    participation = factories.participation(7, authority=authority)
    told()
    record_beginning(participation, on=today, by=None)
    ((name, data),) = told()
    assert name == "participant.joined"
    assert data["addresses"]["uk"] == "http://localhost/uk/authorities/town/"
    assert (data["key"], data["number"], data["country"]) == ("town", 7, "UA")
    assert contact.email not in json.dumps(data)
    change_state(participation, RelationState.SUSPENDED, on=today, by=None)
    assert told() == []
    Site.objects.update(is_default_site=False)
    change_state(participation, RelationState.ACTIVE, on=today, by=None)
    assert types(told()) == ["participant.joined"]
    later = factories.participation(8, joined_on=today + datetime.timedelta(days=1))
    told()
    record_beginning(later, on=today, by=None)
    assert told() == []


def test_an_endpoint_is_told_of_its_events_languages_and_sections_alone(
    endpoint: Callable[..., Endpoint], tree: factories.Tree
) -> None:
    french = Page.objects.get(translation_key=tree.news.translation_key, locale__language_code="fr")
    asking = {
        "everything": endpoint(name="everything"),
        "ukrainian": endpoint(name="ukrainian", languages=["uk"]),
        "deleted": endpoint(name="deleted", event_types=["page.deleted"]),
        "news": endpoint(name="news"),
        "networks": endpoint(name="networks"),
        "a section that is gone": endpoint(name="a section that is gone"),
    }
    EndpointSection.objects.create(endpoint=asking["news"], page=french)
    EndpointSection.objects.create(endpoint=asking["networks"], page=tree.networks)
    EndpointSection.objects.create(endpoint=asking["a section that is gone"])
    factories.news_page(tree.news, aliases=False)
    assert names() == {"everything", "news"}
    events.record(EventType.TERMS_CHANGED, "terms", dict)
    assert names() == set(asking) - {"deleted"}
    asking["ukrainian"].delete()
    tree.networks.delete()
    assert names() == {"everything", "deleted", "networks"}


def names() -> set[str]:
    found = set(Delivery.objects.values_list("endpoint__name", flat=True))
    Event.objects.all().delete()
    return found


def test_what_is_rolled_back_was_never_told(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    page = factories.news_page(tree.news, aliases=False)
    told()
    with pytest.raises(RuntimeError), transaction.atomic():
        page.unpublish()
        factories.term("Roma")
        raise RuntimeError
    assert told() == []
    factories.term("Roma")
    assert types(told()) == ["terms.changed"]


@pytest.mark.parametrize("act", ["unpublish", "move"])
def test_a_page_is_not_changed_when_telling_of_it_fails(
    act: str, tree: factories.Tree, endpoint: Callable[..., Endpoint], monkeypatch: Any
) -> None:
    page = factories.news_page(tree.news, aliases=False)
    endpoint()
    before = Page.objects.values("live", "path").get(pk=page.pk)

    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(events, "write", fail)
    acts: dict[str, Callable[[], Any]] = {
        "unpublish": page.unpublish,
        "move": lambda: page.move(Page.objects.get(pk=tree.networks.pk), pos="last-child"),
    }
    with pytest.raises(RuntimeError):
        acts[act]()
    assert Page.objects.values("live", "path").get(pk=page.pk) == before


def test_stand_ins_for_missing_translations_are_not_told_of(
    told: Callable[[], list[Any]], tree: factories.Tree
) -> None:
    factories.news_page(tree.news)
    assert Locale.objects.count() == 4
    assert types(told()) == ["page.published"]
