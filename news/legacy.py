"""Addresses of the original site, `/{lang}/page/{id}-{slug}.html`, lead to the imported pages."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.privacy import private_paths, public
from news.models import ImportedItem

PATTERN = r"^page/(?P<legacy_id>\d{1,10})(?:-[^/]*)?(?:\.html)?/?$"


@require_safe
def page_in_language(request: HttpRequest, legacy_id: str) -> HttpResponse:
    """301 to the page with this number, in the language of the address."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return HttpResponsePermanentRedirect(find_url(request, int(legacy_id), language))


@require_safe
def page_in_readers_language(request: HttpRequest, legacy_id: str) -> HttpResponse:
    """301 to the page with this number, in the best language of Accept-Language."""
    language = translation.get_language_from_request(request)
    response = HttpResponsePermanentRedirect(find_url(request, int(legacy_id), language))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def find_url(request: HttpRequest, legacy_id: int, language: str) -> str:
    """Address of the public page with this number, in `language` if it is published there.

    A private page is not named: its address alone tells what it is about.

    Raises Http404.
    """
    items = ImportedItem.objects.filter(legacy_id=legacy_id).values("page__translation_key")
    versions = {
        page.locale.language_code: page
        for page in public(Page.objects.live(), private_paths())
        .filter(translation_key__in=items)
        .order_by("-pk")
        .select_related("locale")
    }
    page = versions.get(language) or next(iter(versions.values()), None)
    url = page.get_url(request) if page else None
    if not url:
        raise Http404
    return url
