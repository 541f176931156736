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
from cms.apikit.answers import allow_origin, finish, preflight
from cms.apikit.bodies import BodyParser
from cms.apikit.docs import DocsPage
from cms.apikit.examples import add_example
from cms.apikit.links import add_links
from cms.apikit.problems import CONTENT_TYPE, Problem, problem
from cms.conditional import last_modified

View = Callable[..., HttpResponse]

READING = frozenset({"GET", "HEAD"})
ASKING = frozenset({"POST"})
# Bytes of a question; the longest text that an operation takes fits in, whatever its script.
MAX_BODY = 2**21
# What each method may answer beside its own answer.
DOCUMENTED_ERRORS = {
    "get": (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    "post": (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
    ),
}


class HeadlessAPI(NinjaAPI):
    """A NinjaAPI for anonymous readers."""

    def __init__(self, docs: DocsBase | None = None, **options: Any) -> None:
        super().__init__(docs=docs or DocsPage(), parser=BodyParser(), **options)
        problems.install(self)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Ninja's patterns, reading only; and an answer of the API's own to any other address."""
        patterns, app_name, namespace = super().urls
        replaced: dict[Any, View] = {"openapi-json": self.document_view, "api-root": to_docs}
        questions = self.question_names()
        own: list[URLResolver | URLPattern] = [
            path(
                str(pattern.pattern),
                guard(
                    replaced.get(pattern.name, pattern.callback),
                    ASKING if pattern.name in questions else READING,
                ),
                name=pattern.name,
            )
            for pattern in patterns
            if isinstance(pattern, URLPattern)
        ]
        own.append(re_path(r"", guard(problems.not_found, READING), name="not-found"))
        return own, app_name, namespace

    def question_names(self) -> set[str]:
        """Names of the addresses that answer to POST; an address answers to one method only."""
        return {
            self.get_operation_url_name(operation, router=router)
            for _prefix, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
            if ASKING.issuperset(operation.methods)
        }

    def document_view(self, request: HttpRequest) -> HttpResponse:
        """The OpenAPI document."""
        modified = last_modified()
        body = json.dumps(self.get_openapi_schema()).encode()
        return finish(request, body, modified).response(request)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Ninja's document, with links, and the problem documents and 304 of each operation."""
        document = super().get_openapi_schema(**options)
        definition = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        document["components"]["schemas"] |= {**definition.pop("$defs"), "Problem": definition}
        reference = {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}
        for operations in document["paths"].values():
            for method, operation in operations.items():
                for parameter in operation["parameters"]:
                    leave_out_null(parameter["schema"])
                add_example(operation)
                if method == "get":
                    not_modified = {"description": "Not modified"}
                    operation["responses"][HTTPStatus.NOT_MODIFIED.value] = not_modified
                operation["responses"] |= {
                    status.value: {
                        "description": status.phrase,
                        "content": {CONTENT_TYPE: reference},
                    }
                    for status in DOCUMENTED_ERRORS[method]
                }
        add_links(document["paths"])
        return document


def leave_out_null(schema: dict[str, Any]) -> None:
    """Describe a parameter that may be left out by its values: an address cannot say null."""
    alternatives = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(alternatives) == 1:
        del schema["anyOf"]
        schema |= {**alternatives[0], **schema}


def guard(view: View, methods: frozenset[str]) -> View:
    """`view` for `methods`; any other is answered with 405, a body that is too long with 413."""

    @wraps(view, assigned=())
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        asked_before = preflight(request, methods)
        if asked_before is not None:
            return asked_before
        return allow_origin(request, answer(request, **arguments))

    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if request.method not in methods:
            refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, REFUSALS[methods])
            refusal.headers["Allow"] = ", ".join(sorted(methods))
            return refusal
        if body_length(request) > MAX_BODY:
            limit = f"The body is longer than {MAX_BODY} bytes."
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, limit)
        if request.method != "HEAD":
            return view(request, **arguments)
        # Ninja knows no HEAD: it is a GET whose body is thrown away.
        request.method = "GET"
        response = view(request, **arguments)
        request.method = "HEAD"
        response.content = b""
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


REFUSALS = {READING: "The API is read only.", ASKING: "A question is asked with POST."}


def body_length(request: HttpRequest) -> int:
    """Bytes of the body; none where Django, too, reads none, for want of a number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def to_docs(request: HttpRequest) -> HttpResponse:
    """The root of the API leads to its description."""
    return redirect(f"{request.path}docs")
