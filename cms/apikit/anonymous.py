"""Whoever asks the API, it is the same request: cookies and logins are taken off before anything.

Django answers a cookie that it cannot read by deleting it, with `Vary: Cookie`, also where the view
reads none: a cache in front of the API would then keep, or hand on, what was meant for one reader.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

WHO_ASKS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION", "REMOTE_USER")


class AnonymousAPIMiddleware:
    """Goes before whatever reads cookies: sessions, forgery tokens, logins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(api_prefix()):
            for name in WHO_ASKS:
                request.META.pop(name, None)
        return self.get_response(request)


def api_prefix() -> str:
    """The path that the API lives under; one that no request has where there is no API."""
    try:
        return reverse("api-v1:api-root")
    except NoReverseMatch:
        return "\0"
