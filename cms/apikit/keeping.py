"""Finished answers, kept until anything is published: a repeat costs one look into the cache.

What readers see depends on content, which the version in `cms.cache` follows, on the address, and
on the day. What changes within a day, such as a meeting that begins, is SECONDS late at most, as
Cache-Control allows. docs/adr/0019-kept-answers.md says why this is safe.
"""

import hashlib
import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.apikit.answers import Answer, accepts_gzip, finish
from cms.cache import SECONDS, keep, keeps, read_kept
from cms.conditional import last_modified

# Parameters in which readers put their own words: no two ask alike, and the index of the search is
# brought up to date a moment after the version.
FREE_TEXT = frozenset({"q"})
# Bytes: of one answer, and of all that are kept in a stretch of SECONDS. Who makes up addresses
# drives nothing else out of the cache; other answers are then made anew.
LARGEST = 2**18
MOST = 2**25


def kept_answer(request: HttpRequest, make: Callable[[], bytes]) -> HttpResponse:
    """The answer to `request`, whose body `make` writes if none is kept."""
    if not may_be_kept(request):
        modified = last_modified()
        return finish(request, make(), modified).response(request)
    key = key_of(request)
    kept, version = read_kept(key)
    answer: Answer | None = kept
    if answer is None:
        modified = last_modified()
        answer = finish(request, make(), modified)
        if has_room(len(answer.body)):
            keep(key, answer, version)
    return answer.response(request)


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the question is one that others ask too, and the answer's end would be noticed."""
    return keeps() and FREE_TEXT.isdisjoint(request.GET)


def key_of(request: HttpRequest) -> str:
    """The same for addresses that differ in the order of their parameters only.

    What takes compressed answers and what does not have a form each.
    """
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    query = urlencode(sorted(request.GET.items()))
    written = f"{timezone.localdate()} {accepts_gzip(request)} {address}?{query}"
    return f"answer:{hashlib.sha256(written.encode()).hexdigest()}"


def has_room(size: int) -> bool:
    """Whether `size` more bytes may be kept now; they are counted."""
    if size > LARGEST:
        return False
    counter = f"cms:kept-bytes:{int(time.time() // SECONDS)}"
    if cache.add(counter, size, 2 * SECONDS):
        return True
    try:
        return cache.incr(counter, size) <= MOST
    except ValueError:  # the cache dropped it between the two calls
        return True
