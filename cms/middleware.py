"""The language of a request, changed addresses, and what keeps robots out of a demonstration."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects import middleware as redirects

from cms.cache import cached
from cms.models import SiteSettings


class LanguageMiddleware(LocaleMiddleware):
    """Django's, restricted to addresses that begin with a language.

    Django's own turns every 404 of the API, the admin or a static file into a redirect to
    `/en/...`, since Wagtail's pattern matches whatever follows a language.
    """

    def process_request(self, request: HttpRequest) -> None:
        code = translation.get_language_from_path(request.path_info)
        if code is None:
            code = translation.get_language_from_request(request, check_path=False)
        translation.activate(code or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if translation.get_language_from_path(request.path_info):
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            # Without a language in its address, a page speaks the reader's: an error, for example.
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class RedirectMiddleware(redirects.RedirectMiddleware):
    """Wagtail's, which leads nobody in a circle.

    The redirect from an old address stays when the page gets this address back. Once the page is
    withdrawn it leads to itself, and browsers keep that even after the page has come back.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is response:
            return response
        target = urlsplit(answer.headers["Location"])
        is_same_host = target.netloc in ("", request.get_host())
        return response if is_same_host and target.path == iri_to_uri(request.path) else answer


class DemonstrationMiddleware:
    """Keeps everything of a demonstration out of search engines, files and feeds included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_demonstration():
            response.headers["X-Robots-Tag"] = "noindex"
        return response


def is_demonstration() -> bool:
    """Whether any site here is a demonstration."""
    return cached(
        "is-demonstration",
        lambda: SiteSettings.objects.filter(is_demonstration=True).exists(),
    )
