"""Finds the page of an address in a constant number of queries, in every language.

Stock Wagtail walks down the tree, one query a level, and asks again for each page whether it is
translated or private. Here one query reads the page with all its ancestors and whether any of them
is restricted; a second one reads the page's own fields. The name `wagtail_serve`, the route cached
on the request and Wagtail's hooks stay (docs/deviations/resolver.md).
"""

from itertools import accumulate
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver, get_urlconf
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms.cache import cached
from cms.languages import content_language_code
from cms.privacy import has_restrictions, restrictions_over
from cms.stand_ins import stand_in_for

# Treebeard keeps the place of a page in a path of 255 characters, four a level.
DEEPEST_LEVEL = 255 // 4


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, after the page has been found in our way."""
    if not hasattr(request, "_wagtail_route_for_request"):
        request._wagtail_route_for_request = find_route(request, path)  # type: ignore[attr-defined]
    try:
        return views.serve(request, path)
    except Http404 as error:
        # While debugging too: readers of a demonstration meet no developer's page.
        handler: Any = get_resolver(get_urlconf()).resolve_error_handler(404)
        return handler(request, exception=error)


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page, and what its `serve` gets, for `path` below the home of the active language."""
    site = find_site(request)
    components = [component for component in path.split("/") if component]
    if site is None or len(components) > DEEPEST_LEVEL:
        return None
    homes = home_url_paths(site)
    if not homes:
        return None
    pages = read_pages(homes, components)
    line = follow(pages, homes, components)
    if not line:
        return None
    page, rest = line[-1], components[len(line) - 1 :]
    if rest and not routes_itself(page):
        return None
    above = [other for other in pages.values() if line[0].is_descendant_of(other)]
    is_served = page.live or routes_itself(page)
    specific = read_specific(line, above) if is_served else read_stand_in(line, above)
    try:
        return specific.route(request, rest) if specific else None
    except Http404:
        return None


def find_site(request: HttpRequest) -> Site | None:
    """As `Site.find_for_request`, without a query while nothing has changed."""
    if not hasattr(request, "_wagtail_site"):
        key = f"site:{request.get_host()}:{request.get_port()}"
        site = cached(key, lambda: Site.find_for_request(request))
        request._wagtail_site = site  # type: ignore[attr-defined]
    return request._wagtail_site  # type: ignore[attr-defined]


def home_url_paths(site: Site) -> list[str]:
    """`url_path` of the site's home in the active language, if it has one."""
    language = content_language_code()
    return [
        root.root_path
        for root in Site.get_site_root_paths()
        if root.site_id == site.pk and root.language_code == language
    ]


def published_languages(site: Site) -> set[str]:
    """Codes of the languages that the site has a home in, were it a draft."""
    return {root.language_code for root in Site.get_site_root_paths() if root.site_id == site.pk}


def read_pages(homes: list[str], components: list[str]) -> dict[str, Page]:
    """The pages above the homes and along the path below each, by `url_path`; one query.

    Each says in `is_restricted` whether it is private.
    """
    url_paths: set[str] = set()
    for home in homes:
        url_paths.update(line_of("/", home.strip("/").split("/")[:-1]))
        url_paths.update(line_of(home, components))
    pages = (
        Page.objects.filter(url_path__in=url_paths)
        .annotate(is_restricted=has_restrictions())
        .select_related("locale", "alias_of__locale")
    )
    return {page.url_path: page for page in pages}


def line_of(start: str, slugs: list[str]) -> list[str]:
    """`start` and the `url_path` of each page that lies below it along `slugs`."""
    return list(accumulate(slugs, lambda path, slug: f"{path}{slug}/", initial=start))


def follow(pages: dict[str, Page], homes: list[str], components: list[str]) -> list[Page]:
    """The pages from the home down the path, as far as they exist.

    It ends early at a page that takes the rest of the path into its own hands.
    """
    home = next((pages[home] for home in homes if home in pages), None)
    if home is None:
        return []
    line = [home]
    for slug in components:
        child = pages.get(f"{line[-1].url_path}{slug}/")
        if child is None or routes_itself(line[-1]) or not child.is_child_of(line[-1]):
            break
        child._cached_parent_obj = line[-1]
        line.append(child)
    return line


def routes_itself(page: Page) -> bool:
    """Whether the page's class has a `route` of its own, as a RoutablePage has."""
    return page.specific_class is not None and page.specific_class.route is not Page.route


def read_specific(line: list[Page], above: list[Page]) -> Page:
    """The last page of `line` with its own fields and what is known of the pages above it."""
    page = line[-1]
    model = page.specific_class or Page
    related = getattr(model, "served_with", ())
    specific = model._default_manager.select_related("locale", "alias_of__locale", *related).get(
        pk=page.pk
    )
    whole_line = place_below(specific, line, above)
    sources = [other.alias_of or other for other in whole_line]
    if not any(source.alias_of_id for source in sources):
        specific.resolved_restrictions = (
            restrictions_over(specific)
            if page.is_restricted
            else PageViewRestriction.objects.none()
        )
    return specific


def read_stand_in(line: list[Page], above: list[Page]) -> Page | None:
    """What is shown in the place of the last page of `line`, which is not published."""
    specific = stand_in_for(line[-1])
    if specific is not None:
        place_below(specific, line, above)
    return specific


def place_below(specific: Page, line: list[Page], above: list[Page]) -> list[Page]:
    """Tell `specific` the pages above it. Returns all of them, root first, and its row last."""
    specific.resolved_ancestors = line[:-1]
    whole_line = [*sorted(above, key=lambda other: other.depth), *line]
    if len(whole_line) > 1:
        specific._cached_parent_obj = whole_line[-2]
    return whole_line
