"""The languages of an address that is a view, not a page."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest

from cms.languages import PARTIAL_INTERFACES, current_language, site_languages
from cms.page_languages import LanguageLink, languages_with_home
from cms.resolver import find_site, published_languages


def require_site(request: HttpRequest) -> None:
    """Raise Http404 where no site answers in the active language."""
    site = find_site(request)
    if site is None or current_language().code not in published_languages(site):
        raise Http404


def same_address_in_other_languages(
    request: HttpRequest, written: Collection[str] | None = None
) -> dict[str, Any]:
    """The language values of a view that answers under every language's prefix.

    For a template's context, as `PageLanguages.as_context` for a page. Needs a site that answers.
    `written` are the codes of the languages that the view has texts of its own in; a view that
    has none but the words of the interface leaves it out. In any other language it shows what is
    written elsewhere: no search engine is told that this is a translation.
    """
    current = current_language()
    rest = request.path.removeprefix(f"/{current.code}/")
    site = find_site(request)
    published = published_languages(site) & languages_with_home() if site else set()
    languages = [
        language
        for language in site_languages()
        if language.code in published or language.code == current.code
    ]
    urls = {language.code: f"/{language.code}/{rest}" for language in languages}
    full = {code: request.build_absolute_uri(url) for code, url in urls.items()}
    own = {code: url for code, url in full.items() if is_own(code, written)}
    default = own.get(settings.LANGUAGE_CODE) or next(iter(own.values()), full[current.code])
    return {
        "languages": [
            LanguageLink(
                code=language.code,
                name=language.name,
                dir=language.dir,
                url=urls[language.code],
                is_current=language.code == current.code,
                is_translated=written is None or language.code in written,
            )
            for language in languages
        ],
        "canonical_url": own.get(current.code, default),
        "alternates": [
            *({"hreflang": code, "url": url} for code, url in own.items()),
            {"hreflang": "x-default", "url": default},
        ]
        if current.code in own
        else [],
    }


def is_own(language: str, written: Collection[str] | None) -> bool:
    """Whether a view speaks `language` itself; parameters as above."""
    return language not in PARTIAL_INTERFACES if written is None else language in written
