"""Addresses that belong to the site as a whole."""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from cms.languages import preferred_language
from cms.page_languages import languages_with_home

# A day: the icon hardly ever changes.
ICON_SECONDS = 86_400


@require_safe
def to_readers_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the published home in the language that the reader chose or the browser asks."""
    response = redirect(f"/{preferred_language(request, languages_with_home())}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@cache_control(public=True, max_age=ICON_SECONDS)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for programs that look for it here without reading a page."""
    return HttpResponse(read_icon(), content_type="image/png")


@lru_cache
def read_icon() -> bytes:
    """The icon of the site, or of the project that it is part of. Http404 where it has none."""
    path = finders.find("cms/img/favicon.png")
    if path is None:
        raise Http404
    return Path(path).read_bytes()


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether this process answers and reaches its database; for load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the reader's language."""
    return render(request, "404.html", status=404)
