"""Answers as they are sent: with validators, compressed, readable by scripts of other sites."""

import datetime
import gzip
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

from cms.conditional import conditional_response, etag_of

JSON = "application/json"
# Below this size compression saves nothing; Django's own middleware has the same limit.
SMALLEST_TO_COMPRESS = 200
# What a script may read of an answer beside its body, and for how long it need not ask again.
EXPOSED_HEADERS = "ETag, Retry-After"
PREFLIGHT_SECONDS = 86_400


@dataclass(frozen=True)
class Answer:
    """A body as it is sent, with its validators."""

    body: bytes
    is_compressed: bool
    etag: str
    modified: datetime.datetime

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer to `request`, or 304."""
        response = conditional_response(
            request, self.body, JSON, modified=self.modified, etag=self.etag
        )
        if self.is_compressed and response.status_code == HTTPStatus.OK:
            response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def finish(request: HttpRequest, body: bytes, modified: datetime.datetime) -> Answer:
    """`body` in the form that `request` takes; `modified` as `conditional_response` takes it.

    Compressed here, and always to the same bytes, so that the ETag of the compressed form is
    strong too. The padding of Django's middleware, which would make it weak, hides secrets from
    who can guess at them (BREACH): the API has none, its answers are the same for everybody.
    """
    is_compressed = len(body) >= SMALLEST_TO_COMPRESS and accepts_gzip(request)
    if is_compressed:
        body = gzip.compress(body, compresslevel=6, mtime=0)
    return Answer(body, is_compressed, etag_of(body), modified)


def accepts_gzip(request: HttpRequest) -> bool:
    """By the same rule as Django's middleware, which compresses what comes to it uncompressed."""
    return re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")) is not None


def allow_origin(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, readable by scripts of the origins in CMS_API_ALLOWED_ORIGINS.

    Credentials are never allowed, for the API knows no reader. Fetch standard, CORS protocol:
    https://fetch.spec.whatwg.org/#http-cors-protocol
    """
    allowed: list[str] = getattr(settings, "CMS_API_ALLOWED_ORIGINS", [])
    if "*" in allowed:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif allowed:
        patch_vary_headers(response, ["Origin"])
        if (origin := request.headers.get("Origin")) in allowed:
            response.headers["Access-Control-Allow-Origin"] = origin
    if "Access-Control-Allow-Origin" in response.headers:
        response.headers["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    return response


def preflight(request: HttpRequest, methods: frozenset[str]) -> HttpResponse | None:
    """The answer to a browser that asks before it lets a script of another site call `methods`.

    None for another request, and for an origin that is not allowed.
    """
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return None
    response = allow_origin(request, HttpResponse(status=204))
    if "Access-Control-Allow-Origin" not in response.headers:
        return None
    response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(methods))
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response
