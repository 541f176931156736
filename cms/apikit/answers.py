"""Answers that caches can keep: strong validators, a short life, the same for everybody."""

import datetime
import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from pydantic import BaseModel

from cms.cache import SECONDS, content_version

CACHE_CONTROL = f"public, max-age={SECONDS}"
MODIFIED_KEY = "cms:api:modified"


def answer(request: HttpRequest, content: BaseModel) -> HttpResponse:
    """`content` as JSON, or 304 where the client has it already."""
    return cacheable(request, content.model_dump_json().encode(), "application/json")


def cacheable(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """`body` with its hash as ETag; 304 where the request's conditions say so."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    modified = int(last_modified().timestamp())
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Length"] = str(len(body))
    conditional = get_conditional_response(request, etag, modified, response) or response
    conditional.headers["Cache-Control"] = CACHE_CONTROL
    return conditional


def last_modified() -> datetime.datetime:
    """When the present version of all content was first seen.

    HTTP dates count whole seconds, so that two versions are kept at least a second apart. The
    moment is renewed after SECONDS, for what changes with the date and not by a publication.
    """
    version = content_version()
    known: tuple[int, datetime.datetime] | None = cache.get(MODIFIED_KEY)
    if known is not None and known[0] == version:
        return known[1]
    now = datetime.datetime.now(datetime.UTC)
    moment = now if known is None else max(now, known[1] + datetime.timedelta(seconds=1))
    cache.set(MODIFIED_KEY, (version, moment), SECONDS)
    return moment
