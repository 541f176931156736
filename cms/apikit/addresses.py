"""Absolute addresses, on the host that the request came to."""

from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

# What RFC 3986 allows in a path, as Django's `reverse` leaves it.
SAFE_IN_PATH = "/~:@!$&'()*+,;="


class Addresses:
    """Finds the addresses of pages without a query for each.

    Pages outside the site that the request came to have no address here.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        roots = Site.get_site_root_paths()
        if len({root.site_id for root in roots}) > 1:
            site = Site.find_for_request(request)
            roots = [root for root in roots if site and root.site_id == site.pk]
        self.homes = {root.root_path: self._home(root.language_code) for root in roots}
        self.root_paths: dict[str, str] = {root.language_code: root.root_path for root in roots}

    def _home(self, language: str) -> str:
        with translation.override(language):
            return self.absolute(reverse("wagtail_serve", args=("",)))

    def absolute(self, path: str) -> str:
        """`path` with scheme and host; an address that has them stays as it is."""
        return self.request.build_absolute_uri(path)

    def page(self, page: Page) -> str | None:
        """The address of `page`; None outside the site."""
        for root_path, home in self.homes.items():
            if page.url_path.startswith(root_path):
                return home + quote(page.url_path[len(root_path) :], safe=SAFE_IN_PATH)
        return None
