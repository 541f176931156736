"""What the sitemap lists: public addresses by language, each with its translations."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from cms.languages import PARTIAL_INTERFACES, site_languages
from cms.privacy import private_paths, public
from cms.resolver import published_languages
from cms.terminology.glossary import written_languages
from network.directory.sitemap import directory_addresses


@dataclass(frozen=True)
class Entry:
    """An absolute address, its last change if that is known, and its `alternates`."""

    address: str
    changed: datetime.datetime | None
    alternates: list[tuple[str, str]]


def entries_by_language(request: HttpRequest, site: Site) -> dict[str, list[Entry]]:
    """All public addresses of `site` in its languages, in the order of the settings.

    As many queries for any number of pages.
    """
    found: dict[str, list[Entry]] = {language.code: [] for language in site_languages()}
    for group in [
        *pages(request, site),
        *terminology(request, site),
        *statement(request, site),
        *directory(request, site),
    ]:
        others = alternates({code: address for code, (address, _changed) in group.items()})
        for code, (address, changed) in group.items():
            found[code].append(Entry(address, changed, others))
    return {code: entries for code, entries in found.items() if entries}


# The translations of one text: address and last change by language.
Group = dict[str, tuple[str, datetime.datetime | None]]


def pages(request: HttpRequest, site: Site) -> list[Group]:
    """Public pages that are texts of their own; aliases stand for other pages and are out."""
    roots = {
        root.language_code: root.root_path
        for root in Site.get_site_root_paths()
        if root.site_id == site.pk
    }
    order = [language.code for language in site_languages() if language.code in roots]
    starts = {code: home_address(request, code) for code in order}
    live = Page.objects.live().filter(alias_of__isnull=True, locale__language_code__in=order)
    rows = (
        public(live, private_paths())
        .order_by("url_path")
        .values_list(
            "translation_key", "locale__language_code", "url_path", "last_published_at", named=True
        )
    )
    groups: dict[object, Group] = defaultdict(dict)
    for row in rows:
        code = row.locale__language_code
        if row.url_path.startswith(roots[code]):
            address = starts[code] + row.url_path.removeprefix(roots[code])
            groups[row.translation_key][code] = (address, row.last_published_at)
    return [{code: group[code] for code in order if code in group} for group in groups.values()]


def home_address(request: HttpRequest, language: str) -> str:
    """The absolute address below which the pages of `language` are."""
    with translation.override(language):
        return request.build_absolute_uri(reverse("wagtail_serve", args=("",)))


def terminology(request: HttpRequest, site: Site) -> list[Group]:
    """The page of the terminology in each language that has terms or notes of its own."""
    written = written_languages() & published_languages(site)
    group: Group = {}
    for language in site_languages():
        if language.code in written:
            with translation.override(language.code):
                group[language.code] = (request.build_absolute_uri(reverse("terminology")), None)
    return [group] if group else []


def statement(request: HttpRequest, site: Site) -> list[Group]:
    """The accessibility statement."""
    group: Group = {}
    for code in whole_languages(site):
        with translation.override(code):
            group[code] = (request.build_absolute_uri(reverse("accessibility")), None)
    return [group] if group else []


def whole_languages(site: Site) -> list[str]:
    """The languages of `site` into which the whole interface is translated."""
    published = published_languages(site) - PARTIAL_INTERFACES
    return [language.code for language in site_languages() if language.code in published]


def directory(request: HttpRequest, site: Site) -> list[Group]:
    """The directory, its countries and its profiles, in each language whose interface is whole."""
    codes = whole_languages(site)
    host = request.build_absolute_uri("/")
    return [
        {code: (f"{host}{code}/{path}", changed) for code in codes}
        for path, changed in directory_addresses()
    ]


def alternates(urls: dict[str, str]) -> list[tuple[str, str]]:
    """hreflang and address of each translation, and of the one for readers of other languages."""
    default = urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()))
    return [*urls.items(), ("x-default", default)]
