"""The reader's language is remembered when it was chosen, by a cookie that names nobody."""

import pytest
from django.conf import settings
from django.test import Client

from tests import factories
from tests.factories import Tree


def root(client: Client, chosen: str = "", accepted: str = "") -> str:
    """Where `/` leads a reader with this choice and this browser."""
    client.cookies.clear()
    if chosen:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))
    return response.headers["Location"]


def test_a_choice_goes_before_what_the_browser_asks_for(tree: Tree, client: Client) -> None:
    homes = [
        root(client, chosen, accepted)
        for chosen, accepted in (
            ("uk", "fr"),
            ("uk", ""),
            ("rom", "fr, uk;q=0.5"),
            ("", "fr"),
            ("de", "fr"),  # the site has no German
            ("not a language", "fr"),
            ("x" * 5000, "fr"),
        )
    ]

    assert homes == ["/uk/", "/uk/", "/rom/", "/fr/", "/fr/", "/fr/", "/fr/"]


def test_a_language_without_a_published_home_is_passed_over(tree: Tree, client: Client) -> None:
    tree.translation_of(tree.home, "uk").unpublish()

    assert root(client, chosen="uk", accepted="de, uk;q=0.9, fr;q=0.8") == "/fr/"
    assert root(client, accepted="uk") == "/en/"


@pytest.mark.parametrize("path", ["/", "/uk/", "/fr/news/", "/uk/missing/", "/fr/search/?q=x"])
def test_no_answer_sets_a_cookie(tree: Tree, client: Client, path: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "rom"

    assert not client.get(path, headers={"accept-language": "fr"}).cookies


def test_an_address_with_a_language_is_the_same_for_every_reader(
    tree: Tree, client: Client
) -> None:
    path = factories.news_page(tree.news).url
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    answer = client.get(path, headers={"accept-language": "fr"})
    client.cookies.clear()

    assert answer.content == client.get(path).content


def test_an_error_at_an_address_without_a_language_speaks_the_chosen_one(
    tree: Tree, client: Client
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"

    answer = client.get("/missing/", headers={"accept-language": "fr"})

    assert answer.status_code == 404
    assert "Сторінку не знайдено" in answer.text
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))
