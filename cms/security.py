"""The content security policy (docs/adr/0003-csp-without-nonces.md)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from cms.front_end import front_end_origins
from cms.video import frame_sources

PUBLIC = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'self'"],
}
# Wagtail's admin sets styles and small scripts inline, and previews pages in a frame.
ADMIN = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'self'"],
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), browsing-topics=()"


def policy_header(policy: dict[str, list[str]]) -> str:
    """A policy as the value of the Content-Security-Policy header."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


class SecurityHeadersMiddleware:
    """Sets the content security policy: one for public pages, one for the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        frames = frame_sources()
        self.public = policy_header({**PUBLIC, "frame-src": frames or ["'none'"]})

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path.startswith(admin_prefix())
        policy = admin_policy() if is_admin else self.public
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def admin_policy() -> str:
    """That of the admin, whose preview panel frames the external front ends of the sites."""
    frames = [*ADMIN["frame-src"], *front_end_origins()]
    return policy_header({**ADMIN, "frame-src": frames})


def admin_prefix() -> str:
    """The path that the admin lives under; one that no request has where there is no admin."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return "\0"
