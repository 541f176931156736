"""Errors of the API as problem documents (RFC 9457), in English, for programs and their authors."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Literal

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import BaseModel, Field

CONTENT_TYPE = "application/problem+json"
NUL = "\0"

logger = logging.getLogger("django.request")


class ProblemError(BaseModel):
    """What is wrong with one parameter, or one value of the body."""

    parameter: str = Field(description="Name of the parameter")
    location: Literal["query", "path", "body"]
    message: str


class Problem(BaseModel):
    """A problem document as RFC 9457 describes it."""

    type: str = Field(
        description="A URI that names the kind of problem; `about:blank` for the status's own"
    )
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = Field(description="Parameters at fault; empty for other problems")


class InvalidParameters(Exception):
    """The request has parameters that the operation does not take as they are."""

    def __init__(self, errors: list[ProblemError]) -> None:
        super().__init__(errors)
        self.errors = errors


def problem(status: int, detail: str, errors: list[ProblemError] | None = None) -> HttpResponse:
    """A problem document that no cache keeps."""
    document = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=errors or [],
    )
    return HttpResponse(
        document.model_dump_json(),
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def invalid_parameters(errors: list[ProblemError]) -> HttpResponse:
    names = ", ".join(dict.fromkeys(error.parameter for error in errors))
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"Parameters not accepted: {names}.", errors)


def not_found(request: HttpRequest) -> HttpResponse:
    """View for addresses under the API that nothing else answers."""
    if NUL in request.path:
        return problem(HTTPStatus.BAD_REQUEST, "The address contains a null character.")
    return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")


def _on_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, str(error) or "There is nothing at this address.")


def _on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message)


def _on_throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    response = problem(error.status_code, "Too many requests: ask again later.")
    response.headers["Retry-After"] = str(error.wait)
    return response


def _on_invalid_parameters(request: HttpRequest, error: InvalidParameters) -> HttpResponse:
    return invalid_parameters(error.errors)


def _on_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Ninja's findings; the last part of `loc` is the parameter, the first one where it stands."""
    return invalid_parameters(
        [
            ProblemError(
                parameter=str(found["loc"][-1]), location=found["loc"][0], message=found["msg"]
            )
            for found in error.errors
        ]
    )


def _on_suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem(HTTPStatus.BAD_REQUEST, "The request cannot be read.")


def _on_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("API failed at %s", request.path, exc_info=error, extra={"request": request})
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed to answer.")


HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    Http404: _on_not_found,
    HttpError: _on_http_error,
    Throttled: _on_throttled,
    InvalidParameters: _on_invalid_parameters,
    ValidationError: _on_validation_error,
    SuspiciousOperation: _on_suspicious,
    Exception: _on_exception,
}


def install(api: NinjaAPI) -> None:
    """Let `api` answer every error with a problem document."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
