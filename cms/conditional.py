"""Answers that are the same for everybody, and are not sent again to whoever has them."""

import datetime
import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

MAX_AGE = 300


def conditional_response(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    last_modified: datetime.datetime | None = None,
) -> HttpResponseBase:
    """`body` with ETag and Last-Modified, or 304 to a request that has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    seconds = int(last_modified.timestamp()) if last_modified else None
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return (
        get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
        or response
    )
