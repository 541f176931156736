"""What search engines are told: the sitemaps with their translations, and robots.txt.

https://www.sitemaps.org/protocol.html, https://www.rfc-editor.org/rfc/rfc9309
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.cache import cached
from cms.conditional import conditional_response, last_modified
from cms.middleware import is_demonstration
from cms.resolver import find_site
from cms.site.sitemap_entries import Entry, entries_by_language

# Seconds for which search engines need not ask again.
MAX_AGE = 300
# The protocol allows 50,000 addresses and 50 MB; with six languages each takes about 1 KB.
MOST_ADDRESSES = 20_000
SITEMAP_START = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:xhtml="http://www.w3.org/1999/xhtml">"""


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index of the sitemaps: at least one for each language that has something to read."""
    return answer(request, lambda site: write_index(request, site))


@require_safe
def sitemap_of_language(request: HttpRequest, language: str, number: int) -> HttpResponseBase:
    """All public pages in one language that are texts of their own, each with its translations."""
    return answer(request, lambda site: write_sitemap(request, site, language, number))


def answer(request: HttpRequest, write: Callable[[Site], bytes]) -> HttpResponseBase:
    """What `write` writes, until something changes. Http404 where no site answers."""
    site = find_site(request)
    if site is None:
        raise Http404
    modified = last_modified()
    body = cached(f"sitemap:{request.build_absolute_uri(request.path)}", lambda: write(site))
    return conditional_response(
        request, body, "application/xml; charset=utf-8", modified=modified, max_age=MAX_AGE
    )


def write_index(request: HttpRequest, site: Site) -> bytes:
    """Each sitemap with its last change."""
    sitemaps = [
        {
            "address": request.build_absolute_uri(
                reverse("sitemap_of_language", args=(language, number))
            ),
            "changed": max((one.changed for one in part if one.changed), default=None),
        }
        for language, entries in entries_by_language(request, site).items()
        for number, part in enumerate(parts(entries), start=1)
    ]
    return render_to_string("cms/sitemap_index.xml", {"sitemaps": sitemaps}).encode()


def write_sitemap(request: HttpRequest, site: Site, language: str, number: int) -> bytes:
    """The sitemap of that number, from one on, of a language. Http404 where there is none."""
    of_language = parts(entries_by_language(request, site).get(language, []))
    if not 1 <= number <= len(of_language):
        raise Http404
    return as_xml(of_language[number - 1])


def as_xml(entries: list[Entry]) -> bytes:
    """A sitemap; without a template, which takes six times as long for thousands of pages."""
    lines = [SITEMAP_START]
    for entry in entries:
        lines.append(f"<url>\n<loc>{escape(entry.address)}</loc>")
        if entry.changed:
            lines.append(f"<lastmod>{localtime(entry.changed).isoformat()}</lastmod>")
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
            for language, address in entry.alternates
        ]
        lines.append("</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()


def parts(entries: list[Entry]) -> list[list[Entry]]:
    """`entries` in as many lists as files are needed."""
    starts = range(0, len(entries), MOST_ADDRESSES)
    return [entries[start : start + MOST_ADDRESSES] for start in starts]


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Everything but the admin is for everybody; of a demonstration, nothing is."""
    modified = last_modified()
    rules = ["Disallow: /"] if is_demonstration() else [f"Disallow: {admin}" for admin in admins()]
    address = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", *(rules or ["Disallow:"]), "", f"Sitemap: {address}", ""]
    return conditional_response(
        request,
        "\n".join(lines).encode(),
        "text/plain; charset=utf-8",
        modified=modified,
        max_age=MAX_AGE,
    )


def admins() -> list[str]:
    """The address of the admin; none in a process that serves the public only."""
    try:
        return [reverse("wagtailadmin_home")]
    except NoReverseMatch:
        return []
