"""Finished answers are kept, and whatever they contain is told anew as soon as it changes."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

import cms.cache
from cms.apikit import keeping
from cms.cache import content_version
from network.models import NetworkCoordinator, Participation
from network.shared_facts import carry_facts
from tests import factories
from tests.factories import Tree, network_page, news_page

ROOT = "/api/v1"
NEWS = f"{ROOT}/news"
# They answer a reader's own words, or one person alone.
NEVER_KEPT = {"search_everything", "get_preview"}

Change = Callable[[], Any]
Commit = Callable[[Change], None]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """What makes a change as if its transaction, and no test's around it, came to an end."""

    def made(change: Change) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            change()

    return made


@pytest.fixture
def kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where processes share a cache, and outside the transaction of a test."""
    settings.CMS_API_KEEP_ANSWERS = True
    monkeypatch.setattr(cms.cache, "connection", SimpleNamespace(in_atomic_block=False))


def save(row: Any, **fields: Any) -> Change:
    def change() -> None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save_revision().publish() if isinstance(row, Page) else row.save()

    return change


def close(language: str, home: Page) -> None:
    home.get_translations().get(locale__language_code=language).delete()
    # Wagtail forgets where the trees of its sites begin when one of them is saved.
    Site.objects.get().save()


def queries(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=headers)
    assert response.status_code in (200, 304), (address, response.content)
    return len(captured)


def test_every_operation_tells_a_change_at_once_and_a_repeat_without_a_query(
    tree: Tree, client: Client, kept: None, commit: Commit
) -> None:
    profile = factories.profile()
    note = factories.note()
    term = factories.term("Roma")
    topic = factories.topic("housing", en="Housing")
    organisation = factories.organisation()
    picture = factories.image(credit="A. Photographer")
    document = factories.document(title="The Declaration")
    network = network_page(tree.networks, slug="ukraine", country="UA")
    coordinator = NetworkCoordinator.objects.create(
        page=network, name="A. Name", office="Secretary", locale=network.locale
    )
    meeting = factories.meeting_page(network, aliases=False)
    article = news_page(
        tree.news,
        slug="roofs",
        lead_image=picture,
        lead_image_alt="Roofs",
        topics=[topic],
        organisation=organisation,
        countries=["UA"],
        documents=json.dumps(
            [{"type": "document", "value": {"document": document.pk, "label": ""}}]
        ),
    )
    other = news_page(tree.news, slug="other", topics=[topic], aliases=False)
    authority = factories.authority(key="lviv", country="UA")
    factories.participation(1, authority=authority)
    redirect = Redirect.objects.create(old_path="/old", redirect_page=article)
    full, detail, page = f"{NEWS}/full", f"{NEWS}/{article.pk}", f"{ROOT}/pages/{article.pk}"
    articles = [NEWS, full, detail, page]

    changes: list[tuple[Change, list[str]]] = [
        (
            save(article, title="Renamed"),
            [
                *articles,
                f"{ROOT}/pages",
                f"{ROOT}/resolve?path=/en/news/roofs/",
                f"{NEWS}/{other.pk}/related",
            ],
        ),
        (save(picture, credit="Somebody else"), articles),
        (save(document, title="The Declaration of Mayors"), [full, detail, page]),
        (save(topic.labels.get(), label="Homes"), [*articles, f"{ROOT}/topics", f"{NEWS}/choices"]),
        (
            save(organisation, name="The Congress"),
            [detail, f"{ROOT}/organisations", f"{ROOT}/organisations/{organisation.pk}"],
        ),
        (
            save(profile, mission="Another mission", contact_email="office@example.org"),
            [f"{ROOT}/furniture", f"{ROOT}/accessibility"],
        ),
        (
            save(note, head_term="Roma"),
            [f"{ROOT}/{name}" for name in ("furniture", "terminology/note", "terminology/notes")],
        ),
        (save(term, usage_note="As they say"), [f"{ROOT}/terminology/terms"]),
        (
            save(network, title="The network of Ukraine"),
            [f"{ROOT}/{name}" for name in ("networks", "networks/ukraine", "countries")],
        ),
        (save(coordinator, name="Another name"), [f"{ROOT}/networks/ukraine"]),
        (save(meeting, place="Kyiv"), [f"{ROOT}/meetings", f"{ROOT}/meetings/{meeting.pk}"]),
        (
            save(authority, name="Lviv"),
            [f"{ROOT}/{name}" for name in ("authorities", "authorities/lviv", "participants")],
        ),
        (
            lambda: Participation.objects.get().delete(),
            [
                f"{ROOT}/{name}"
                for name in ("furniture", "countries/UA", "participants", "participants/statistics")
            ],
        ),
        (save(redirect, is_permanent=False), [f"{ROOT}/redirects", f"{ROOT}/resolve?path=/old"]),
        (
            lambda: CollectionViewRestriction.objects.create(
                collection=Collection.get_first_root_node(), restriction_type="login"
            ),
            [full, detail, page],
        ),
        (
            lambda: PageViewRestriction.objects.create(page=article, restriction_type="login"),
            [NEWS, full, f"{ROOT}/pages", f"{ROOT}/redirects"],
        ),
        (lambda: close("fr", tree.home), [f"{ROOT}/languages"]),
    ]
    walked = set()
    for change, addresses in changes:
        before = {address: client.get(address) for address in addresses}
        for address, response in before.items():
            assert queries(client, address) == 0, address
            assert queries(client, address, **{"if-none-match": response.headers["ETag"]}) == 0
            walked.add(client.get(address).resolver_match.url_name)
        commit(change)
        for address, response in before.items():
            after = client.get(address, headers={"if-none-match": response.headers["ETag"]})
            assert after.status_code == 200, (change, address)
            assert after.content != response.content, address
            assert after.content == client.get(address).content

    contract = client.get(f"{ROOT}/openapi.json").json()
    reading = {path["get"]["operationId"] for path in contract["paths"].values() if "get" in path}
    assert reading - NEVER_KEPT - walked == set(), "say what changes the answers of these"


def test_facts_carried_to_other_languages_are_a_change_of_their_own(
    tree: Tree, commit: Commit
) -> None:
    """They are written past the signals, and after what was published."""
    meeting = factories.meeting_page(network_page(tree.networks))
    Page.objects.filter(translation_key=meeting.translation_key).update(alias_of=None)
    type(meeting).objects.filter(pk=meeting.pk).update(ordinal=7)
    meeting.refresh_from_db()
    before = content_version()
    commit(lambda: carry_facts(type(meeting), meeting))
    assert type(meeting).objects.exclude(pk=meeting.pk).filter(ordinal=7).count() == 3
    assert content_version() != before


def test_what_is_unpublished_is_gone_at_once(
    tree: Tree, client: Client, kept: None, commit: Commit
) -> None:
    article = news_page(tree.news, aliases=False)
    detail = f"{NEWS}/{article.pk}"
    assert client.get(NEWS).json()["count"] == 1
    assert client.get(detail).status_code == 200
    commit(article.unpublish)
    assert client.get(NEWS).json()["count"] == 0
    assert client.get(detail).status_code == 404


def test_one_answer_for_each_address_and_form(tree: Tree, client: Client, kept: None) -> None:
    news_page(tree.news, aliases=False)
    client.get(f"{NEWS}?locale=en&page_size=5")
    assert queries(client, f"{NEWS}?page_size=5&locale=en") == 0
    for different in (f"{NEWS}?locale=fr&page_size=5", f"{NEWS}?locale=en&page_size=6"):
        assert queries(client, different) > 0, different
    packed = client.get(NEWS, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert client.get(NEWS).json()["count"] == 1
    elsewhere = client.get(NEWS, headers={"host": "localhost"}).json()["items"][0]["url"]
    assert elsewhere.startswith("http://localhost/")
    again = client.get(NEWS, headers={"accept-encoding": "gzip"})
    assert (again.content, again.headers["ETag"]) == (packed.content, packed.headers["ETag"])


@pytest.mark.parametrize("address", [f"{NEWS}?q=roofs", f"{ROOT}/authorities?q=lviv"])
def test_answers_to_words_are_not_kept(
    tree: Tree, client: Client, kept: None, address: str
) -> None:
    client.get(address)
    assert queries(client, address) > 0


def test_a_list_is_counted_once_until_something_changes(
    tree: Tree, client: Client, kept: None, commit: Commit
) -> None:
    news_page(tree.news, aliases=False)
    first = queries(client, f"{NEWS}?page_size=5")
    assert queries(client, f"{NEWS}?page_size=6") < first
    commit(lambda: news_page(tree.news, aliases=False))
    assert client.get(f"{NEWS}?page_size=6").json()["count"] == 2
    for empty in (f"{ROOT}/pages?below=987654", f"{NEWS}?country=AL"):
        assert client.get(empty).json()["count"] == 0


def test_refusals_are_not_kept(tree: Tree, client: Client, kept: None) -> None:
    assert client.get(f"{NEWS}/987654").status_code == 404
    assert client.get(f"{NEWS}?page=2").status_code == 404
    page = news_page(tree.news, aliases=False)
    # No version tells of it: rows are written past everything that would.
    Page.objects.filter(pk=page.pk).update(first_published_at=None)
    assert client.get(f"{NEWS}/{page.pk}").status_code == 200
    assert client.get(f"{NEWS}?page_size=0").status_code == 422


def test_whoever_asks_at_ever_new_addresses_fills_no_memory(
    tree: Tree, client: Client, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 2 * len(client.get(NEWS).content))
    for size in range(1, 6):
        assert client.get(f"{NEWS}?page_size={size}").status_code == 200
    assert queries(client, f"{NEWS}?page_size=1") == 0
    assert queries(client, f"{NEWS}?page_size=5") > 0
    monkeypatch.setattr(keeping, "LARGEST", 10)
    cache.clear()
    client.get(NEWS)
    assert queries(client, NEWS) > 0


def test_what_no_version_knows_of_is_not_kept(tree: Tree, client: Client, settings: Any) -> None:
    """A test is one transaction, which is never committed."""
    settings.CMS_API_KEEP_ANSWERS = True
    client.get(NEWS)
    assert queries(client, NEWS) > 0


def test_removed_size_of_a_picture_is_a_change_and_a_new_one_is_none(
    db: None, commit: Commit
) -> None:
    picture = factories.image()
    before = content_version()
    commit(lambda: picture.get_rendition("width-400"))
    assert content_version() == before
    commit(lambda: picture.renditions.get(filter_spec="width-400").delete())
    assert content_version() != before
