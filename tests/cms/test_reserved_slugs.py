"""Editors cannot make a page that nobody could reach."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import StandardPage
from tests import factories
from tests.factories import Tree


@pytest.mark.parametrize("slug", ["search", "authorities", "terminology"])
def test_a_page_below_the_home_cannot_take_the_address_of_a_view(tree: Tree, slug: str) -> None:
    with pytest.raises(ValidationError, match="address of the site itself"):
        factories.add_page(tree.home, StandardPage(title="Page", slug=slug))
    french = tree.translation_of(tree.home, "fr")
    with pytest.raises(ValidationError):
        factories.add_page(french, StandardPage(title="Page", slug=slug), aliases=False)


def test_an_article_cannot_take_the_address_of_the_feed(tree: Tree) -> None:
    with pytest.raises(ValidationError):
        factories.news_page(tree.news, slug="feed")


def test_the_same_word_is_free_elsewhere(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks)

    page = factories.news_page(network, slug="feed")

    assert client.get(page.url).status_code == 200


def test_a_title_that_makes_such_an_address_gets_another_one(tree: Tree, client: Client) -> None:
    page = factories.news_page(tree.news, title="Feed", slug="")

    assert page.slug == "feed-1"
    assert client.get(page.url).status_code == 200


def test_an_editor_is_told(tree: Tree, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))
    fields = {
        "title": "Search",
        "slug": "search",
        "introduction": "",
        "organisation": "",
        "body": streamfield([]),
        "comments": inline_formset([]),
    }

    answer = client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "standardpage", tree.home.pk]),
        nested_form_data({**fields, "action-publish": "1"}),
    )

    assert answer.status_code == 200
    assert "is an address of the site itself" in answer.content.decode()
    assert not StandardPage.objects.exists()
