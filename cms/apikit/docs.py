"""The page that describes the API: plain HTML made from the OpenAPI document, without scripts."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

JSON = "application/json"
Document = dict[str, Any]


class DocsPage(DocsBase):
    """Lists operations with their parameters, and the types that they answer with."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema()
        return render(
            request,
            "cms/api_docs.html",
            {
                "info": document["info"],
                "operations": list(operations(document)),
                "types": list(types(document)),
                "openapi_url": self.get_openapi_url(api, kwargs),
            },
        )


def operations(document: Document) -> Iterator[Document]:
    """Each operation with what a reader needs to call it."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answer = operation["responses"][200]["content"][JSON]["schema"]
            yield {
                **operation,
                "path": path,
                "method": method.upper(),
                "answer": describe(answer),
                "question": describe_question(operation),
                "example": written(operation["responses"][200]["content"][JSON].get("example")),
                "parameters": [
                    {**parameter, "type": describe(parameter["schema"])}
                    for parameter in operation["parameters"]
                ],
            }


def written(example: Any) -> str:
    """An example as readers see it; empty where there is none."""
    return json.dumps(example, indent=2, ensure_ascii=False) if example is not None else ""


def describe_question(operation: Document) -> list[dict[str, str]]:
    """The type of the body; empty where an operation takes none."""
    body = operation.get("requestBody")
    return describe(body["content"][JSON]["schema"]) if body else []


def types(document: Document) -> Iterator[Document]:
    """Each named type with its fields."""
    for name, schema in sorted(document["components"]["schemas"].items()):
        yield {
            "name": name,
            "description": schema.get("description", ""),
            "values": schema.get("enum", []),
            "fields": [
                {
                    "name": field,
                    "description": value.get("description", ""),
                    "type": describe(value),
                }
                for field, value in schema.get("properties", {}).items()
            ],
        }


def describe(schema: Document) -> list[dict[str, str]]:
    """A type in words: pieces of text, each with the name of the type that it links to, if any."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return [{"text": name, "link": name}]
    if alternatives := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return join([describe(alternative) for alternative in alternatives])
    if schema.get("type") == "array":
        return [{"text": "list of ", "link": ""}, *describe(schema["items"])]
    return [{"text": plain(schema), "link": ""}]


def join(parts: list[list[dict[str, str]]]) -> list[dict[str, str]]:
    """Alternatives, with “or” between them."""
    joined = parts[0]
    for part in parts[1:]:
        joined = [*joined, {"text": " or ", "link": ""}, *part]
    return joined


def plain(schema: Document) -> str:
    """A type without parts: a constant, an enumeration, or a JSON type with its format."""
    if "const" in schema:
        return f"“{schema['const']}”"
    if "enum" in schema:
        return " or ".join(f"“{value}”" for value in schema["enum"])
    return f"{schema['type']} ({schema['format']})" if "format" in schema else schema["type"]
