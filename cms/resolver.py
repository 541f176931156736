"""Finds the page of an address in a constant number of queries, in every language.

Stock Wagtail walks down the tree, one query a level, and asks again for each page whether it is
translated or private. Here one query reads the page with all its ancestors and whether any of them
is restricted; a second one reads the page's own fields. The name `wagtail_serve`, the route cached
on the request and Wagtail's hooks stay (docs/deviations/resolver.md).
"""

from itertools import accumulate

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, after the page has been found in our way."""
    if not hasattr(request, "_wagtail_route_for_request"):
        request._wagtail_route_for_request = find_route(request, path)
    return views.serve(request, path)


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page, and what its `serve` gets, for `path` below the home of the active language."""
    root_path = home_url_path(request)
    if root_path is None:
        return None
    components = [component for component in path.split("/") if component]
    ancestors = read_ancestors(root_path, components)
    if not ancestors:
        return None
    deepest = ancestors[-1]
    rest = components[deepest.url_path.removeprefix(root_path).count("/") :]
    page = deepest.specific
    page.resolved_ancestors = ancestors[:-1]
    if not any(ancestor.is_restricted for ancestor in ancestors):
        page.resolved_restrictions = PageViewRestriction.objects.none()
    try:
        return page.route(request, rest)
    except Http404:
        return None


def home_url_path(request: HttpRequest) -> str | None:
    """`url_path` of the request's site in the active language; Wagtail caches the list."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    language = translation.get_language()
    for root in Site.get_site_root_paths():
        if root.site_id == site.pk and root.language_code == language:
            return root.root_path
    return None


def read_ancestors(root_path: str, components: list[str]) -> list[Page]:
    """The pages along the path, from the tree's root down, as far as they exist; one query.

    Each says in `is_restricted` whether it, or the page that it is an alias of, is private.
    """
    below = accumulate(components, lambda path, slug: f"{path}{slug}/", initial=root_path)
    above = accumulate(
        root_path.strip("/").split("/")[:-1], lambda path, slug: f"{path}{slug}/", initial="/"
    )
    restriction = PageViewRestriction.objects.filter(
        Q(page=OuterRef("pk")) | Q(page=OuterRef("alias_of"))
    )
    return list(
        Page.objects.filter(url_path__in={*above, *below})
        .annotate(is_restricted=Exists(restriction))
        .select_related("locale", "alias_of__locale")
        .order_by("depth")
    )
