"""What readers find at an address of the site: a page, a view, the way to another address.

Answers as the site itself would answer somebody who is not logged in, without rendering anything.
`VIEWS` has an entry for each address that is for readers; what has none is not found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeAlias

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.apikit.addresses import Addresses
from cms.page_languages import languages_with_home
from cms.privacy import has_restrictions, private_collections
from cms.resolver import find_route
from cms.view_languages import require_site
from network.calendars.feeds import find_section
from network.directory.entries import networks
from network.directory.filters import listed
from news import legacy


@dataclass(frozen=True)
class FoundView:
    """An address that is a view: its name, and the path of what the API has of it, if anything."""

    name: str
    api_path: str = ""


@dataclass(frozen=True)
class FoundRedirect:
    """The way to another address."""

    url: str
    status: HTTPStatus


Found: TypeAlias = "Page | FoundView | FoundRedirect"
# Raises Http404 where readers find nothing.
Finder = Callable[[HttpRequest, ResolverMatch], Found]


def find(request: HttpRequest, path: str) -> Found:
    """What is at `path`, which may have a query; raises Http404.

    Where the site would ask for the reader's language, it is its first one.
    """
    plain = path.partition("?")[0]
    language = translation.get_language_from_path(plain) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return find_view(request, plain)
        except Http404:
            redirect = find_redirect(request, path)
            if redirect is not None:
                return redirect
            if plain.endswith("/") or not settings.APPEND_SLASH:
                raise
            find_view(request, f"{plain}/")
            address = request.build_absolute_uri(f"{plain}/")
            return FoundRedirect(address, HTTPStatus.MOVED_PERMANENTLY)


def find_view(request: HttpRequest, path: str) -> Found:
    """What the view of `path` would show; raises Http404."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        # Its own words tell every address that there is, the admin's too.
        raise Http404 from error
    finder = VIEWS.get(match.view_name)
    if finder is None:
        raise Http404
    if translation.get_language_from_path(path):
        require_site(request)
    return finder(request, match)


def page(request: HttpRequest, match: ResolverMatch) -> Page:
    """The public page at the path; as the site shows it, also one that stands in for another."""
    route = find_route(request, match.args[0])
    if route is None or route[0].get_view_restrictions().exists():
        raise Http404
    return route[0]


def home(request: HttpRequest, match: ResolverMatch) -> FoundRedirect:
    """The home in the first language."""
    offered = languages_with_home()
    if not offered:
        raise Http404
    language = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in offered else min(offered)
    return FoundRedirect(request.build_absolute_uri(f"/{language}/"), HTTPStatus.FOUND)


def legacy_page(request: HttpRequest, match: ResolverMatch) -> FoundRedirect:
    language = translation.get_language() or settings.LANGUAGE_CODE
    url = legacy.find_url(request, int(match.kwargs["legacy_id"]), language)
    return FoundRedirect(request.build_absolute_uri(url), HTTPStatus.MOVED_PERMANENTLY)


def calendar(request: HttpRequest, match: ResolverMatch) -> FoundView:
    find_section(request, match.kwargs["path"])
    return FoundView("calendar")


def country(request: HttpRequest, match: ResolverMatch) -> FoundView | FoundRedirect:
    code = match.kwargs["code"]
    language = translation.get_language() or settings.LANGUAGE_CODE
    named = any(link.country == code.upper() for link in networks(language).values())
    if not named and not listed().filter(country=code.upper()).exists():
        raise Http404
    if code != code.lower():
        url = request.build_absolute_uri(reverse("authority_country", args=[code.lower()]))
        return FoundRedirect(url, HTTPStatus.MOVED_PERMANENTLY)
    return FoundView("authority_country", f"countries/{code.upper()}")


def authority(request: HttpRequest, match: ResolverMatch) -> FoundView:
    key = match.kwargs["key"]
    if not listed().filter(key=key).exists():
        raise Http404
    return FoundView("authority", f"authorities/{key}")


def document(request: HttpRequest, match: ResolverMatch) -> FoundView:
    """A file that everybody may download."""
    pk, name = match.args
    file = get_document_model().objects.filter(pk=pk).first() if len(pk) < 10 else None
    if file is None or file.filename != name or file.collection_id in private_collections():
        raise Http404
    return FoundView("document")


def view(name: str, api_path: str = "") -> Finder:
    """A view that is always there."""
    return lambda request, match: FoundView(name, api_path)


VIEWS: dict[str, Finder] = {
    "accessibility": view("accessibility", "accessibility"),
    "wagtail_serve": page,
    "root": home,
    "legacy_page": legacy_page,
    "legacy_page_any_language": legacy_page,
    "authorities": view("authorities", "authorities"),
    "authorities_csv": view("authorities_csv", "authorities"),
    "authorities_json": view("authorities_json", "authorities"),
    "participants_csv": view("participants_csv", "participants"),
    "authority_country": country,
    "authority_statistics": view("authority_statistics", "participants/statistics"),
    "authority": authority,
    "calendar": calendar,
    "news_feed": view("news_feed", "news"),
    "news_feed_atom": view("news_feed_atom", "news"),
    "news_feed_json": view("news_feed_json", "news"),
    "robots": view("robots"),
    "search": view("search", "search"),
    "sitemap": view("sitemap"),
    "terminology": view("terminology", "terminology/notes"),
    "wagtaildocs_serve": document,
}
# Views that readers are shown, by name.
VIEW_NAMES = sorted(
    {*VIEWS, "document"}
    - {"wagtail_serve", "root", "legacy_page", "legacy_page_any_language", "wagtaildocs_serve"}
)


def find_redirect(request: HttpRequest, path: str) -> FoundRedirect | None:
    """Where a redirect that editors made, or a changed address, leads; as Wagtail finds it."""
    normal = Redirect.normalise_path(path, decode_unicode=False)
    redirect = get_redirect(request, normal)
    if redirect is None and "?" in normal:
        redirect = get_redirect(request, normal.partition("?")[0])
    url = redirect_url(redirect, Addresses(request)) if redirect else None
    if redirect is None or url is None:
        return None
    return FoundRedirect(url, redirect_status(redirect))


def redirect_status(redirect: Redirect) -> HTTPStatus:
    return HTTPStatus.MOVED_PERMANENTLY if redirect.is_permanent else HTTPStatus.FOUND


def redirect_url(redirect: Redirect, addresses: Addresses) -> str | None:
    """The target; None where it is no public page of this site: its address tells of it."""
    if redirect.redirect_page_id is None:
        return redirect.redirect_link or None
    target = (
        Page.objects.live()
        .filter(pk=redirect.redirect_page_id)
        .annotate(is_restricted=has_restrictions())
        .first()
    )
    if target is None or target.is_restricted:
        return None
    return addresses.page(target)
