"""The terminology in the API: its lists, and the check of a text."""

import datetime
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cms.apikit.headless import MAX_BODY
from cms.terminology.api import CHECKS_A_MINUTE, LONGEST_TEXT
from tests import factories

pytestmark = pytest.mark.django_db

CHECK = "/api/v1/terminology/check"


def ask(client: Client, body: Any, **extra: Any) -> Any:
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(CHECK, data, content_type="application/json", **extra)


def question(text: str, **fields: Any) -> dict[str, Any]:
    return {"language": "en", "text": text, **fields}


@pytest.fixture
def roma(db: None) -> None:
    concept = factories.concept("roma", en="People.")
    factories.term("Roma", of=concept)
    factories.term("Romani people", of=concept, administrative_status="admitted")
    factories.term(
        "Gypsies",
        forms=("Gypsy",),
        of=concept,
        administrative_status="deprecated",
        severity="block",
        usage_note="Found offensive.",
    )
    factories.term("Roma and Travellers", valid_from="2004-01-01", valid_to="2010-12-31")


def test_a_finding_names_words_place_and_what_to_use_in_code_points(
    roma: None, client: Client
) -> None:
    answer = ask(client, question("🏘 A Gypsy camp"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "findings": [
            {
                "start": 4,
                "end": 9,
                "match": "Gypsy",
                "status": "deprecated",
                "severity": "block",
                "alternatives": ["Roma", "Romani people"],
                "note": "Found offensive.",
            }
        ]
    }


def test_the_date_of_the_text_decides(roma: None, client: Client) -> None:
    text = "The rights of Roma and Travellers"
    assert ask(client, question(text, date="2006-05-01")).json() == {"findings": []}
    found = ask(client, question(text, date="2025-05-01")).json()["findings"]
    assert [finding["match"] for finding in found] == ["Roma and Travellers"]


def test_needs_neither_cookie_nor_token_and_sets_none(roma: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = ask(strict, question("x"), headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status", "at_fault"),
    [
        ("", 422, ["check"]),
        ("{", 400, []),
        ("[" * 200_000, 400, []),
        (b"\xff\xfe", 400, []),
        ('{"language": "en", "text": "Gypsies", "text": "x"}', 400, []),
        (question("Gyp\0sies"), 422, ["text"]),
        ("null", 422, ["check"]),
        ("[]", 422, ["check"]),
        ({"language": "en"}, 422, ["text"]),
        ({"language": "de", "text": "x"}, 422, ["language"]),
        ({"language": 7, "text": ["x"]}, 422, ["language", "text"]),
        (question("x", date="yesterday"), 422, ["date"]),
        (question("x", date="9999-99-99"), 422, ["date"]),
        (question("x", date=0), 422, ["date"]),
        (question("x", format="html"), 422, ["format"]),
        (question("x" * (LONGEST_TEXT + 1)), 422, ["text"]),
        ('{"language": "en", "text": "\\ud800"}', 422, ["text"]),
        (question("x" * MAX_BODY), 413, []),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(
    client: Client, body: Any, status: int, at_fault: list[str]
) -> None:
    answer = ask(client, body)
    assert answer.status_code == status, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in answer.json()["errors"]] == at_fault


@pytest.mark.parametrize(
    "text",
    ["", "\u202e\u0301" * 50, "'" * 5000, "🏘" * 1000],
    ids=["empty", "marks", "apostrophes", "emoji"],
)
def test_odd_texts_are_answered(roma: None, client: Client, text: str) -> None:
    assert ask(client, question(text)).json() == {"findings": []}


def test_the_longest_text_is_taken_in_any_script(client: Client) -> None:
    text = json.dumps(question("Ж" * LONGEST_TEXT), ensure_ascii=True)
    assert ask(client, text).status_code == 200


def test_other_methods_are_told_what_to_use(client: Client) -> None:
    answer = client.get(CHECK)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert client.post("/api/v1/terminology/terms").headers["Allow"] == "GET, HEAD"


def spend(client: Client, **extra: Any) -> None:
    for _ in range(CHECKS_A_MINUTE):
        assert ask(client, question("x"), **extra).status_code == 200


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still, ten seconds before the minute is over."""
    cache.clear()
    monkeypatch.setattr("cms.apikit.throttle.time.time", lambda: 110.0)


def test_who_asks_too_often_is_told_when_to_come_back(one_minute: None, client: Client) -> None:
    spend(client)
    refused = ask(client, question("x"))
    assert refused.status_code == 429
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "10"
    assert ask(client, question("x"), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_client_is_not_another_one_by_saying_so(one_minute: None, client: Client) -> None:
    spend(client, HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert ask(client, question("x"), HTTP_X_FORWARDED_FOR="198.51.100.2").status_code == 429


@override_settings(NINJA_NUM_PROXIES=1)
def test_clients_behind_the_sites_proxy_are_told_apart(one_minute: None, client: Client) -> None:
    spend(client, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1")
    asked = {
        address: ask(client, question("x"), HTTP_X_FORWARDED_FOR=address).status_code
        for address in ("198.51.100.2", "198.51.100.1, 198.51.100.3", "x, 198.51.100.1")
    }
    assert list(asked.values()) == [200, 200, 429]


@override_settings(NINJA_NUM_PROXIES=1)
def test_a_network_of_ipv6_is_one_client(one_minute: None, client: Client) -> None:
    spend(client, HTTP_X_FORWARDED_FOR="2001:db8::1")
    assert ask(client, question("x"), HTTP_X_FORWARDED_FOR="2001:db8::2").status_code == 429
    assert ask(client, question("x"), HTTP_X_FORWARDED_FOR="2001:db8:0:1::1").status_code == 200


def test_notes_are_dated_versions_of_one_language(tree: factories.Tree, client: Client) -> None:
    for day, term in (("1995-01-01", "Roma (Gypsies)"), ("2012-05-18", "Roma and Travellers")):
        factories.note(head_term=term, in_force_from=day)
    factories.note(head_term="Future", in_force_from="2999-01-01")
    factories.note(head_term="Draft", in_force_from="2020-01-01", live=False)
    answer = client.get("/api/v1/terminology/notes?locale=en").json()
    assert [
        (note["head_term"], note["in_force_from"], note["in_force_to"]) for note in answer["items"]
    ] == [
        ("Roma and Travellers", "2012-05-18", None),
        ("Roma (Gypsies)", "1995-01-01", "2012-05-17"),
    ]
    assert client.get("/api/v1/terminology/notes?locale=fr").json()["count"] == 0
    fallback = client.get("/api/v1/terminology/notes?locale=fr&fallback=true").json()
    assert [note["served_locale"] for note in fallback["items"]] == ["en", "en"]
    assert fallback["items"][0]["is_fallback"] is True


def test_terms_are_those_of_one_language(roma: None, tree: factories.Tree, client: Client) -> None:
    factories.term("Roms", "fr")
    terms = client.get("/api/v1/terminology/terms?locale=en").json()
    assert terms["count"] == 4
    gypsies = next(term for term in terms["items"] if term["text"] == "Gypsies")
    assert gypsies["concept"] == "roma"
    assert gypsies["definition"] == "People."
    assert gypsies["forms"] == ["Gypsy"]
    assert (gypsies["status"], gypsies["severity"]) == ("deprecated", "block")


def test_lists_cost_no_more_for_more_terms_and_notes(tree: factories.Tree, client: Client) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            concept = factories.concept(en="A definition")
            factories.term(f"term {concept.pk}", forms=(f"terms {concept.pk}",), of=concept)
            day = datetime.date(1990, 1, 1) + datetime.timedelta(days=concept.pk)
            factories.note(in_force_from=day)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}&page_size=100").status_code == 200
        return len(captured)

    addresses = [f"/api/v1/terminology/{name}?locale=en" for name in ("notes", "terms")]
    add(5)
    few = [count(address) for address in addresses]
    add(15)
    assert [count(address) for address in addresses] == few
    assert max(few) <= 6
