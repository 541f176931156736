"""A router whose operations take declared parameters only, change nothing, and say how to cache."""

import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.throttling import BaseThrottle
from pydantic import BaseModel

from cms.apikit.answers import JSON
from cms.apikit.keeping import kept_answer
from cms.apikit.parameters import refuse_odd_parameters

View = Callable[..., BaseModel]

PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class ReadRouter(Router):
    """Operations that change nothing. Each view returns the model that it is registered with."""

    def read(
        self, path: str, shape: type[BaseModel], summary: str, is_public: bool = True
    ) -> Callable[[View], Callable[..., HttpResponse]]:
        """Register a view for GET (and HEAD) of `path`; its answer has the type `shape`.

        One that is not public is kept by no cache and listed by no search engine.
        """

        def register(view: View) -> Callable[..., HttpResponse]:
            declared = frozenset(query_names(view))

            @wraps(view)
            def checked(request: HttpRequest, **arguments: Any) -> HttpResponse:
                refuse_odd_parameters(request, declared)

                def make() -> bytes:
                    return view(request, **arguments).model_dump_json().encode()

                if is_public:
                    return kept_answer(request, make)
                return HttpResponse(make(), content_type=JSON, headers=PRIVATE_HEADERS)

            return self.get(path, response=shape, summary=summary, operation_id=view.__name__)(
                checked
            )

        return register

    def ask(
        self, path: str, shape: type[BaseModel], summary: str, throttle: BaseThrottle
    ) -> Callable[[View], Callable[..., HttpResponse]]:
        """Register a view for POST of `path`: a question too long for an address.

        The view takes the body as a schema; its answer has the type `shape` and is not cached.
        """

        def register(view: View) -> Callable[..., HttpResponse]:
            @wraps(view)
            def checked(request: HttpRequest, **arguments: Any) -> HttpResponse:
                refuse_odd_parameters(request, ())
                body = view(request, **arguments).model_dump_json().encode()
                headers = {"Cache-Control": "no-store"}
                return HttpResponse(body, content_type=JSON, headers=headers)

            return self.post(
                path,
                response=shape,
                summary=summary,
                operation_id=view.__name__,
                throttle=throttle,
            )(checked)

        return register


def query_names(view: View) -> Iterator[str]:
    """Names of the query parameters that `view` declares by its schemas."""
    for parameter in inspect.signature(view).parameters.values():
        annotated = getattr(parameter.annotation, "__origin__", parameter.annotation)
        if inspect.isclass(annotated) and issubclass(annotated, BaseModel):
            yield from annotated.model_fields
