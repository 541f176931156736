"""Answers that browsers and proxies may keep, and notice when they have changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from cms.cache import bump_content_version
from tests import factories
from tests.factories import Tree, news_page

CaptureCommits = Callable[..., AbstractContextManager[list[Callable[[], None]]]]
ADDRESSES = [
    "/api/v1/news",
    "/api/v1/participants",
    "/api/v1/furniture",
    "/api/v1/languages",
    "/api/v1/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_known_answer_is_not_sent_again(tree: Tree, client: Client, address: str) -> None:
    first = client.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["ETag"].startswith('"')
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=60"
    since = client.get(address, headers={"if-modified-since": first.headers["Last-Modified"]})
    assert since.status_code == 304


def test_head_has_the_headers_of_get_and_no_body(tree: Tree, client: Client) -> None:
    got = client.get("/api/v1/news")
    head = client.head("/api/v1/news")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_publication_changes_the_validators(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: CaptureCommits
) -> None:
    article = news_page(tree.news, title="Before")
    before = client.get("/api/v1/news")
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "After"
        article.save_revision().publish()
    for header, value in (
        ("if-none-match", before.headers["ETag"]),
        ("if-modified-since", before.headers["Last-Modified"]),
    ):
        after = client.get("/api/v1/news", headers={header: value})
        assert after.status_code == 200
        assert after.json()["items"][0]["title"] == "After"


def test_what_is_published_while_an_answer_is_written_is_told_to_who_asks_by_date(
    tree: Tree, client: Client
) -> None:
    news_page(tree.news)

    def publish_meanwhile(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        result = execute(sql, *arguments)
        if "news_newspage" in sql:
            bump_content_version()
        return result

    with connection.execute_wrapper(publish_meanwhile):
        before = client.get("/api/v1/news")
    after = client.get(
        "/api/v1/news", headers={"if-modified-since": before.headers["Last-Modified"]}
    )

    assert after.status_code == 200


def test_label_of_a_topic_changes_the_etag(tree: Tree, client: Client) -> None:
    topic = factories.topic("housing", en="Housing")
    news_page(tree.news, topics=[topic])
    before = client.get("/api/v1/news").headers["ETag"]
    topic.labels.update(label="Homes")
    assert client.get("/api/v1/news").headers["ETag"] != before


def test_answer_is_the_same_for_everybody(tree: Tree, client: Client) -> None:
    news_page(tree.news)
    anonymous = client.get("/api/v1/news", headers={"accept-language": "fr"})
    client.force_login(get_user_model().objects.create_superuser("root", "r@example.org", "x"))
    known = client.get("/api/v1/news", headers={"accept-language": "uk"})
    assert known.content == anonymous.content
    assert "Cookie" not in known.headers.get("Vary", "")
    assert "Set-Cookie" not in known.headers
