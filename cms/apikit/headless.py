"""The API as a whole: read-only, its errors problem documents, its OpenAPI document complete."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

from cms.apikit import problems
from cms.apikit.docs import DocsPage
from cms.apikit.problems import CONTENT_TYPE, Problem, problem
from cms.conditional import conditional_response, last_modified

View = Callable[..., HttpResponse]

METHODS = ("GET", "HEAD")
DOCUMENTED_ERRORS = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)


class HeadlessAPI(NinjaAPI):
    """A NinjaAPI for anonymous readers."""

    def __init__(self, docs: DocsBase | None = None, **options: Any) -> None:
        super().__init__(docs=docs or DocsPage(), **options)
        problems.install(self)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Ninja's patterns, reading only; and an answer of the API's own to any other address."""
        patterns, app_name, namespace = super().urls
        replaced: dict[Any, View] = {"openapi-json": self.document_view, "api-root": to_docs}
        own: list[URLResolver | URLPattern] = [
            path(
                str(pattern.pattern),
                reading(replaced.get(pattern.name, pattern.callback)),
                name=pattern.name,
            )
            for pattern in patterns
            if isinstance(pattern, URLPattern)
        ]
        own.append(re_path(r"", reading(problems.not_found), name="not-found"))
        return own, app_name, namespace

    def document_view(self, request: HttpRequest) -> HttpResponse:
        """The OpenAPI document."""
        modified = last_modified()
        body = json.dumps(self.get_openapi_schema()).encode()
        return conditional_response(request, body, "application/json", modified=modified)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Ninja's document, with the problem documents and 304 that every operation may answer."""
        document = super().get_openapi_schema(**options)
        definition = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        document["components"]["schemas"] |= {**definition.pop("$defs"), "Problem": definition}
        reference = {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}
        for operations in document["paths"].values():
            for operation in operations.values():
                for parameter in operation["parameters"]:
                    leave_out_null(parameter["schema"])
                operation["responses"] |= {
                    HTTPStatus.NOT_MODIFIED.value: {"description": "Not modified"},
                    **{
                        status.value: {
                            "description": status.phrase,
                            "content": {CONTENT_TYPE: reference},
                        }
                        for status in DOCUMENTED_ERRORS
                    },
                }
        return document


def leave_out_null(schema: dict[str, Any]) -> None:
    """Describe a parameter that may be left out by its values: an address cannot say null."""
    alternatives = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(alternatives) == 1:
        del schema["anyOf"]
        schema |= {**alternatives[0], **schema}


def reading(view: View) -> View:
    """`view` for GET and HEAD; any other method is answered with 405."""

    @wraps(view, assigned=())
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if request.method not in METHODS:
            refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, "The API is read only.")
            refusal.headers["Allow"] = ", ".join(METHODS)
            return refusal
        if request.method == "GET":
            return view(request, **arguments)
        # Ninja knows no HEAD: it is a GET whose body is thrown away.
        request.method = "GET"
        response = view(request, **arguments)
        request.method = "HEAD"
        response.content = b""
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def to_docs(request: HttpRequest) -> HttpResponse:
    """The root of the API leads to its description."""
    return redirect(f"{request.path}docs")
