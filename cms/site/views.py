"""Addresses that belong to the site as a whole."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.languages import preferred_language
from cms.page_languages import languages_with_home


@require_safe
def to_readers_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the published home in the language that the reader chose or the browser asks."""
    response = redirect(f"/{preferred_language(request, languages_with_home())}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


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
