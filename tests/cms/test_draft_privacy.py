"""A coordinator does not learn what another network is drafting."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests import factories
from tests.cms.translation.helpers import editor_of

pytestmark = pytest.mark.django_db

OWN, FOREIGN, PUBLISHED = "Our draft", "Their secret", "Their article"


@pytest.fixture
def pages(tree: factories.Tree) -> dict[str, Page]:
    """A draft in the own network, a draft and a published article in another one."""
    ours = factories.network_page(tree.networks, title="Ours", aliases=False)
    theirs = factories.network_page(tree.networks, title="Theirs", aliases=False)
    made = {
        OWN: factories.news_page(ours, title=OWN, aliases=False),
        FOREIGN: factories.news_page(theirs, title=FOREIGN, aliases=False),
        PUBLISHED: factories.news_page(theirs, title=PUBLISHED, aliases=False),
    }
    for title in (OWN, FOREIGN):
        made[title].unpublish()
    return made


@pytest.fixture
def coordinator(pages: dict[str, Page], client: Client) -> Client:
    client.force_login(editor_of(pages[OWN].get_parent()))
    return client


@pytest.fixture
def editor(pages: dict[str, Page]) -> Client:
    """Somebody who may edit everything."""
    client = Client()
    client.force_login(editor_of(Page.get_first_root_node(), "editor"))
    return client


def text_of(client: Client, name: str, *ids: int, **parameters: str) -> str:
    return client.get(reverse(name, args=ids), parameters).content.decode()


def test_the_page_chooser_offers_published_pages_and_the_own_drafts(
    pages: dict[str, Page], coordinator: Client, editor: Client
) -> None:
    def listed(client: Client, title: str) -> bool:
        section = pages[title].get_parent().pk
        return title in text_of(client, "wagtailadmin_choose_page_child", section)

    assert listed(coordinator, OWN)
    assert listed(coordinator, PUBLISHED)
    assert not listed(coordinator, FOREIGN)
    assert listed(editor, FOREIGN)


def test_pages_that_are_chosen_by_their_ids_are_named_to_those_who_may_know_them(
    pages: dict[str, Page], coordinator: Client, editor: Client
) -> None:
    address = reverse("wagtailadmin_choose_page_chosen_multiple")
    ids = {"id": [*(page.pk for page in pages.values()), "x", "9" * 30]}
    named = coordinator.get(address, ids).content.decode()
    assert OWN in named
    assert PUBLISHED in named
    assert FOREIGN not in named
    assert FOREIGN in editor.get(address, ids).content.decode()


def test_the_search_of_the_page_chooser_finds_no_foreign_draft(
    pages: dict[str, Page], coordinator: Client, editor: Client
) -> None:
    search = "wagtailadmin_choose_page_search"
    assert FOREIGN not in text_of(coordinator, search, q="secret")
    assert PUBLISHED in text_of(coordinator, search, q="article")
    assert OWN in text_of(coordinator, search, q="draft")
    assert FOREIGN in text_of(editor, search, q="secret")


def test_the_page_chooser_does_not_open_a_foreign_draft(
    pages: dict[str, Page], coordinator: Client
) -> None:
    child = reverse("wagtailadmin_choose_page_child", args=[pages[FOREIGN].pk])
    assert FOREIGN not in coordinator.get(child, follow=True).content.decode()
    root = reverse("wagtailadmin_choose_page_child", args=[Page.get_first_root_node().pk])
    assert coordinator.get(root).status_code == 200


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_actions_on_several_pages_name_no_foreign_draft(
    pages: dict[str, Page], coordinator: Client, action: str
) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    ids = [page.pk for page in pages.values()]
    html = coordinator.get(url, {"id": ids, "next": "/admin/"}).content.decode()
    assert OWN in html
    assert PUBLISHED in html
    assert FOREIGN not in html


def test_only_who_works_on_all_pages_sees_which_were_edited_last(
    pages: dict[str, Page], coordinator: Client, editor: Client
) -> None:
    report = reverse("wagtailadmin_reports:page_types_usage")
    for name in ("page_types_usage", "page_types_usage_results"):
        url = reverse(f"wagtailadmin_reports:{name}")
        assert coordinator.get(url).status_code == 302
        assert editor.get(url).status_code == 200
    assert report not in coordinator.get("/admin/").content.decode()
    assert report in editor.get("/admin/").content.decode()
