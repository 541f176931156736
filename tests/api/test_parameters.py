"""What the API refuses: always a problem document with a 4xx status that names the fault."""

import pytest
from django.test import Client

from tests.factories import Tree, news_page

LISTS = [
    "/api/v1/news",
    "/api/v1/networks",
    "/api/v1/meetings",
    "/api/v1/participants",
    "/api/v1/organisations",
    "/api/v1/terminology/notes",
    "/api/v1/terminology/terms",
]
WITHOUT_PAGES = ["/api/v1/topics", "/api/v1/furniture", "/api/v1/terminology/note"]
DETAILS = [
    "/api/v1/news/{}",
    "/api/v1/networks/{}",
    "/api/v1/meetings/{}",
    "/api/v1/organisations/{}",
]
HUGE = "9" * 30


def problem(client: Client, address: str, status: int, method: str = "get") -> dict:
    response = getattr(client, method)(address)
    assert response.status_code == status, (address, response.content[:300])
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    document = response.json()
    assert document["type"] == "about:blank"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def at_fault(document: dict) -> list[str]:
    return [error["parameter"] for error in document["errors"]]


@pytest.mark.parametrize("address", [*LISTS, *WITHOUT_PAGES, "/api/v1/languages"])
def test_unknown_parameter_is_named(tree: Tree, client: Client, address: str) -> None:
    assert at_fault(problem(client, f"{address}?fields=body", 422)) == ["fields"]


@pytest.mark.parametrize("address", [*LISTS, *WITHOUT_PAGES])
def test_repeated_parameter_is_named(tree: Tree, client: Client, address: str) -> None:
    assert at_fault(problem(client, f"{address}?locale=en&locale=fr", 422)) == ["locale"]


@pytest.mark.parametrize("query", ["locale=%00", "locale=en%00", "e%00=1", "topic=%00"])
def test_null_character_is_refused(tree: Tree, client: Client, query: str) -> None:
    assert problem(client, f"/api/v1/news?{query}", 422)["errors"]


@pytest.mark.parametrize("address", [*LISTS, *WITHOUT_PAGES])
@pytest.mark.parametrize("code", ["de", "EN", "", "e" * 5000])
def test_language_that_the_site_has_not_is_refused(
    tree: Tree, client: Client, address: str, code: str
) -> None:
    assert at_fault(problem(client, f"{address}?locale={code}", 422)) == ["locale"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", f"page={HUGE}", "page=1.5"])
def test_page_that_is_no_page_number_is_refused(
    tree: Tree, client: Client, address: str, query: str
) -> None:
    assert at_fault(problem(client, f"{address}?{query}", 422)) == ["page"]


@pytest.mark.parametrize("address", LISTS)
def test_page_size_is_at_most_100(tree: Tree, client: Client, address: str) -> None:
    assert client.get(f"{address}?page_size=100").status_code == 200
    assert at_fault(problem(client, f"{address}?page_size=101", 422)) == ["page_size"]


@pytest.mark.parametrize("address", LISTS)
def test_page_past_the_end_is_not_found(tree: Tree, client: Client, address: str) -> None:
    assert client.get(f"{address}?page=1").json()["items"] == []
    assert "page 1" in problem(client, f"{address}?page=2147483647", 404)["detail"]


@pytest.mark.parametrize(
    "query",
    [
        f"year={HUGE}",
        "year=0",
        "country=ua",
        "country=XXX",
        "order=title",
        "fallback=perhaps",
        "topic='",
        "network=%F0%9F%98%80",
    ],
)
def test_value_of_the_wrong_type_is_named(tree: Tree, client: Client, query: str) -> None:
    assert at_fault(problem(client, f"/api/v1/news?{query}", 422)) == [query.split("=")[0]]


@pytest.mark.parametrize("address", DETAILS)
def test_item_that_is_not_there(tree: Tree, client: Client, address: str) -> None:
    problem(client, address.format(2147483647), 404)
    assert problem(client, address.format("%00"), 422)["errors"][0]["location"] == "path"
    assert client.get(address.format(HUGE)).status_code in (404, 422)
    assert client.get(address.format("a/b")).status_code == 404


def test_item_of_another_kind_is_not_found(tree: Tree, client: Client) -> None:
    article = news_page(tree.news)
    problem(client, f"/api/v1/networks/{article.pk}", 404)
    problem(client, f"/api/v1/meetings/{article.pk}", 404)


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/news/", "/api/v1/openapi"])
def test_unknown_address_is_a_problem_document(tree: Tree, client: Client, address: str) -> None:
    problem(client, address, 404)


def test_address_with_a_null_character_is_a_bad_request(tree: Tree, client: Client) -> None:
    problem(client, "/api/v1/%00", 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["/api/v1/news", "/api/v1/openapi.json", "/api/v1/docs"])
def test_api_is_read_only(tree: Tree, client: Client, address: str, method: str) -> None:
    problem(client, address, 405, method)
    assert getattr(client, method)(address).headers["Allow"] == "GET, HEAD"


def test_flood_of_parameters_is_a_bad_request(tree: Tree, client: Client) -> None:
    response = client.get("/api/v1/news?" + "&".join(f"a{n}=1" for n in range(10_001)))
    assert response.status_code in (400, 422)


def test_failure_says_nothing_of_the_inside(
    tree: Tree, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("the password of the database is 12345")

    monkeypatch.setattr("news.api.known_private_paths", fail)
    assert "12345" not in str(problem(client, "/api/v1/news", 500))
