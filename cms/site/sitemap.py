"""What search engines are told: the sitemap with its translations, and robots.txt.

https://www.sitemaps.org/protocol.html, https://www.rfc-editor.org/rfc/rfc9309
"""

from collections import defaultdict

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.cache import cached
from cms.conditional import conditional_response, last_modified
from cms.languages import PARTIAL_INTERFACES, site_languages
from cms.middleware import is_demonstration
from cms.privacy import private_paths, public
from cms.resolver import find_site, published_languages
from cms.terminology.glossary import written_languages
from network.directory.sitemap import directory_addresses

# Seconds for which search engines need not ask again.
MAX_AGE = 300
# More addresses than this are not read from one file.
MOST_ADDRESSES = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All public pages that are texts of their own, each with its translations."""
    site = find_site(request)
    if site is None:
        raise Http404
    host = request.build_absolute_uri("/")
    modified = last_modified()
    body = cached(f"sitemap:{host}", lambda: write_sitemap(request, site))
    return conditional_response(
        request, body, "application/xml; charset=utf-8", modified=modified, max_age=MAX_AGE
    )


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


def find_pages(site: Site) -> list[Page]:
    """Public pages of the site in all its languages; aliases stand for other pages and are out."""
    roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]
    order = {language.code: place for place, language in enumerate(site_languages())}
    pages = (
        Page.objects.live()
        .filter(alias_of__isnull=True, locale__language_code__in=order)
        .select_related("locale")
        .order_by("url_path")
    )
    in_tree = [
        page for page in public(pages, private_paths()) if page.url_path.startswith(tuple(roots))
    ]
    return sorted(in_tree, key=lambda page: order[page.locale.language_code])[:MOST_ADDRESSES]


def write_sitemap(request: HttpRequest, site: Site) -> bytes:
    """The sitemap, each page with the moment of its last publication."""
    pages = find_pages(site)
    translations: dict[object, dict[str, str]] = defaultdict(dict)
    for page in pages:
        url = request.build_absolute_uri(page.get_url(request))
        translations[page.translation_key][page.locale.language_code] = url
    entries = [
        {
            "address": translations[page.translation_key][page.locale.language_code],
            "changed": page.last_published_at,
            "alternates": alternates(translations[page.translation_key]),
        }
        for page in pages
    ]
    entries += terminology_entries(request, site)
    entries += directory_entries(request, site)
    context = {"entries": entries[:MOST_ADDRESSES]}
    return render_to_string("cms/sitemap.xml", context).encode()


def terminology_entries(request: HttpRequest, site: Site) -> list[dict[str, object]]:
    """The page of the terminology in each language that has terms or notes of its own."""
    written = written_languages() & published_languages(site)
    urls = {}
    for language in site_languages():
        if language.code in written:
            with translation.override(language.code):
                urls[language.code] = request.build_absolute_uri(reverse("terminology"))
    return [{"address": url, "alternates": alternates(urls)} for url in urls.values()]


def directory_entries(request: HttpRequest, site: Site) -> list[dict[str, object]]:
    """The directory, its countries and its profiles, in each language whose interface is whole."""
    published = published_languages(site) - PARTIAL_INTERFACES
    codes = [language.code for language in site_languages() if language.code in published]
    host = request.build_absolute_uri("/")
    entries: list[dict[str, object]] = []
    for path, changed in directory_addresses():
        urls = {code: f"{host}{code}/{path}" for code in codes}
        others = alternates(urls)
        entries += [
            {"address": url, "changed": changed, "alternates": others} for url in urls.values()
        ]
    return entries


def alternates(urls: dict[str, str]) -> list[tuple[str, str]]:
    """hreflang and address of each translation, and of the one for readers of other languages."""
    default = urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()))
    return [*urls.items(), ("x-default", default)]
