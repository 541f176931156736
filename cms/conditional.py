"""Answers that are the same for everybody, and are not sent again to whoever has them."""

import datetime
import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from cms.cache import SECONDS, VERSION_KEY, content_version

MODIFIED_KEY = "cms:modified"


def conditional_response(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    *,
    modified: datetime.datetime,
    max_age: int = SECONDS,
    etag: str = "",
) -> HttpResponse:
    """`body` with its hash as ETag, or 304 to a request that has it already.

    `modified` is what `last_modified()` was before the content of `body` was read: later than
    that, it may belong to a change that the body does not know. `max_age` is in seconds. `etag` is
    `etag_of(body)`, for who knows it already.
    """
    etag = etag or etag_of(body)
    seconds = int(modified.timestamp())
    response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(seconds)
    response.headers["Content-Length"] = str(len(body))
    patch_cache_control(response, public=True, max_age=max_age)
    return (
        get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
        or response
    )


def etag_of(body: bytes) -> str:
    """The strong validator of `body`, quoted as in the header."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def last_modified() -> datetime.datetime:
    """When the present version of all content was first seen.

    The newest date among the items of a list says less: it stays, or goes back, when an item is
    withdrawn, and when something is changed that the items only refer to.

    HTTP dates count whole seconds, so that two versions are kept at least a second apart. The
    moment is renewed after SECONDS, for what changes with the date and not by a publication.
    """
    found = cache.get_many([VERSION_KEY, MODIFIED_KEY])
    version = found.get(VERSION_KEY) or content_version()
    known: tuple[int, datetime.datetime] | None = found.get(MODIFIED_KEY)
    if known is not None and known[0] == version:
        return known[1]
    now = datetime.datetime.now(datetime.UTC)
    moment = now if known is None else max(now, known[1] + datetime.timedelta(seconds=1))
    cache.set(MODIFIED_KEY, (version, moment), SECONDS)
    return moment
