"""The API as a contract: its document, its golden answer, its description for people."""

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client
from openapi_spec_validator import validate
from pydantic import BaseModel, create_model

from cms.apikit.blocks import SHAPES
from cms.blocks import QuoteBlock
from cms.templatetags.api_tags import code_spans
from tests.api import snapshots
from tests.api.samples import article_with_every_block, without_chance
from tests.factories import Tree

DOCUMENT = "/api/v1/openapi.json"
OUR_PACKAGES = {"cms", "home", "network", "news"}


@pytest.fixture
def document(db: None, client: Client) -> dict[str, Any]:
    return client.get(DOCUMENT).json()


def test_openapi_document_is_the_recorded_one(document: dict[str, Any]) -> None:
    snapshots.refuse_breaks(document)
    snapshots.check(snapshots.CONTRACT, document)


def test_openapi_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_openapi_document_is_the_same_for_readers_of_any_language(
    db: None, client: Client, document: dict[str, Any]
) -> None:
    assert client.get(DOCUMENT, headers={"accept-language": "uk"}).json() == document


def test_command_writes_the_same_document(document: dict[str, Any]) -> None:
    output = io.StringIO()
    call_command("export_openapi", stdout=output)
    assert json.loads(output.getvalue()) == document


def test_no_value_in_the_document_is_untyped(document: dict[str, Any]) -> None:
    untyped = [path for path, schema in schemas(document) if not is_typed(schema)]
    assert untyped == []


@pytest.mark.parametrize(
    "annotation",
    [Any, dict, dict[str, Any], list, list[Any], list[list[Any]], Any | None, dict[str, str]],
)
def test_untyped_value_would_be_noticed(annotation: Any) -> None:
    model = create_model("Example", value=(annotation, ...))
    found = [schema for _path, schema in parts("Example", model.model_json_schema())]
    assert not all(is_typed(schema) for schema in found)


def test_no_two_types_share_a_name() -> None:
    """Of two, the document would describe one, in the place of both."""
    ours = [kind for kind in all_below(BaseModel) if kind.__module__.split(".")[0] in OUR_PACKAGES]
    names = Counter(kind.__name__ for kind in ours)
    assert [name for name, number in names.items() if number > 1] == []


def all_below(kind: type) -> set[type]:
    """The subclasses of a class, and theirs."""
    return {one for below in kind.__subclasses__() for one in (below, *all_below(below))}


def schemas(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of the document with its place, down to the last field."""
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                yield from parts(f"{path}?{parameter['name']}", parameter["schema"])
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield from parts(f"{path} body", content["schema"])
            for status, response in operation["responses"].items():
                for content in response.get("content", {}).values():
                    yield from parts(f"{path} {status}", content["schema"])
    for name, schema in document["components"]["schemas"].items():
        yield from parts(name, schema)


def parts(path: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, schema
    for name, value in schema.get("properties", {}).items():
        yield from parts(f"{path}.{name}", value)
    for key in ("anyOf", "oneOf", "allOf"):
        for value in schema.get(key, []):
            yield from parts(f"{path}({key})", value)
    if "items" in schema:
        yield from parts(f"{path}[]", schema["items"])


def is_typed(schema: dict[str, Any]) -> bool:
    if schema.get("type") == "object":
        return bool(schema.get("properties")) and not schema.get("additionalProperties")
    if schema.get("type") == "array":
        return "items" in schema
    return any(key in schema for key in ("$ref", "anyOf", "oneOf", "allOf", "type"))


def test_body_is_a_union_of_all_nine_blocks_told_apart_by_type(document: dict[str, Any]) -> None:
    items = document["components"]["schemas"]["NewsArticle"]["properties"]["body"]["items"]
    assert items["discriminator"]["propertyName"] == "type"
    assert set(items["discriminator"]["mapping"]) == {
        "heading",
        "paragraph",
        "image",
        "quote",
        "links",
        "document",
        "callout",
        "table",
        "video",
    }


def test_article_with_every_block_is_the_recorded_one(tree: Tree, client: Client) -> None:
    article = article_with_every_block(tree)
    answer = client.get(f"/api/v1/news/{article.pk}").json()
    snapshots.check(snapshots.ARTICLE, without_chance(answer))


def test_block_without_a_type_in_the_api_is_refused_at_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [error for error in run_checks() if error.id == "cms.E001"] == []
    monkeypatch.delitem(SHAPES, QuoteBlock)
    errors = [error for error in run_checks() if error.id == "cms.E001"]
    assert errors
    assert "quote" in errors[0].msg


def test_docs_page_names_every_operation_and_loads_nothing_from_elsewhere(
    client: Client, document: dict[str, Any]
) -> None:
    response = client.get("/api/v1/docs")
    page = response.content.decode()
    assert response.status_code == 200
    for path, operations in document["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in page
    for name in document["components"]["schemas"]:
        assert f'id="type-{name}"' in page
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_docs_page_shows_what_descriptions_quote_as_code(
    client: Client, document: dict[str, Any]
) -> None:
    assert "`locale`" in json.dumps(document)
    page = client.get("/api/v1/docs").content.decode()
    assert "<code>locale</code>, in their own language" in page
    assert "`" not in page
    assert code_spans("`<b>` & <i>") == "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"


def test_root_of_the_api_leads_to_its_description(client: Client, db: None) -> None:
    response = client.get("/api/v1/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/api/v1/docs"
