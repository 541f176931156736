"""Pages that no editor writes: errors, signing in, and languages that a site does not have."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from network.models import JoinPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_missing_page_speaks_the_readers_language_while_debugging_too(
    tree: factories.Tree, client: Client, settings: Any
) -> None:
    settings.DEBUG = True
    response = client.get("/uk/nothing/")
    assert response.status_code == 404
    text = response.content.decode()
    assert 'lang="uk"' in text
    assert "URLconf" not in text


@pytest.mark.parametrize("address", ["/rom/", "/rom/news/", "/rom/news/feed/"])
def test_a_language_without_a_home_is_not_served(client: Client, address: str) -> None:
    factories.site_tree(languages=("en", "fr"))
    assert client.get(address).status_code == 404
    assert client.get(address.replace("rom", "fr")).status_code == 200


def test_the_api_names_only_languages_that_have_a_home(client: Client) -> None:
    factories.site_tree(languages=("en", "fr"))
    items = client.get("/api/v1/languages").json()["items"]
    assert [item["code"] for item in items] == ["en", "fr"]


def test_readers_sign_in_on_a_page_of_the_site(tree: factories.Tree, client: Client) -> None:
    factories.profile(mission="What we are for.")
    text = client.get("/en/_util/login/").content.decode()
    assert "What we are for." in text
    assert 'name="password"' in text


def test_the_page_to_sign_in_says_each_error_once_and_aloud(
    tree: factories.Tree, client: Client
) -> None:
    page = BeautifulSoup(client.post("/en/_util/login/").content, "html.parser")
    said = [error.get_text(" ", strip=True) for error in page.select('main [role="alert"]')]
    assert said == ["This field is required."] * 2


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({}, {"id": "id_username"}),
        ({"username": "anna"}, {"id": "id_password"}),
        ({"username": "anna", "password": "wrong"}, {"role": "alert"}),
    ],
)
def test_whoever_could_not_sign_in_is_led_to_what_is_wrong(
    tree: factories.Tree, client: Client, typed: dict[str, str], place: dict[str, str]
) -> None:
    page = BeautifulSoup(client.post("/en/_util/login/", typed).content, "html.parser")
    # The first one takes the focus (HTML Standard, "The autofocus attribute").
    assert place.items() <= page.select("[autofocus]")[0].attrs.items()


def test_whoever_typed_a_wrong_password_for_a_page_is_led_back_to_it(
    tree: factories.Tree, client: Client
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=tree.news, restriction_type=PageViewRestriction.PASSWORD, password="a pass phrase"
    )
    address = f"/en/_util/authenticate_with_password/{restriction.pk}/{tree.news.pk}/"
    typed = {"password": "wrong", "return_url": tree.news.full_url}
    for response, focused in (
        (client.get(tree.news.full_url), []),
        (client.post(address, typed), ["id_password"]),
    ):
        page = BeautifulSoup(response.content, "html.parser")
        assert [one["id"] for one in page.select("[autofocus]")] == focused


def test_a_refused_form_answers_with_a_page_of_the_site_that_says_what_to_do(
    tree: factories.Tree,
) -> None:
    response = Client(enforce_csrf_checks=True).post("/en/news/")
    assert response.status_code == 403
    text = response.content.decode()
    assert "cms/css/site.css" in text and "send the form once more" in text


def test_a_private_version_is_no_alternate_of_a_public_one(
    tree: factories.Tree, client: Client
) -> None:
    article = factories.news_page(tree.news)
    french = tree.translation_of(article, "fr")
    type(french).objects.filter(pk=french.pk).update(alias_of=None)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    text = client.get(french.url).content.decode()
    assert article.url not in text
    assert french.url in text


def test_a_private_section_is_not_linked_from_the_furniture(
    tree: factories.Tree, client: Client
) -> None:
    join = factories.add_page(tree.home, JoinPage(title="Join us", slug="join"))
    assert join.url in client.get("/en/").content.decode()
    PageViewRestriction.objects.create(page=join, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    assert join.url not in client.get("/en/").content.decode()
