"""Addresses that belong to the site as a whole."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site


@require_safe
def to_readers_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home in the best language of Accept-Language."""
    code = translation.get_language_from_request(request)
    available = {root.language_code for root in Site.get_site_root_paths()}
    response = redirect(f"/{code if code in available else settings.LANGUAGE_CODE}/")
    patch_vary_headers(response, ["Accept-Language"])
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
