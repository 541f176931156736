"""What every template knows: the furniture and the languages of the reader."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.languages import current_language, site_languages
from cms.page_languages import LanguageLink, languages_with_home
from cms.resolver import find_site
from cms.site.furniture import Furniture, get_furniture


def site_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor. A page overrides the language values with those of its translations."""
    language = current_language()
    return {
        "furniture": SimpleLazyObject(lambda: furniture_for(request)),
        "page_language": language,
        "content_language": language,
        "is_fallback": False,
        "languages": SimpleLazyObject(lambda: homes_of_all_languages(request)),
    }


def furniture_for(request: HttpRequest) -> Furniture | None:
    """The furniture of the request's site in the active language; None where no site answers."""
    site = find_site(request)
    return get_furniture(site, current_language().code) if site else None


def homes_of_all_languages(request: HttpRequest) -> list[LanguageLink]:
    """Switcher of a page that has no translations, such as an error: it leads to the homes."""
    current = current_language()
    homes = languages_with_home()
    return [
        LanguageLink(
            code=language.code,
            name=language.name,
            dir=language.dir,
            url=f"/{language.code}/",
            is_current=language.code == current.code,
            is_translated=True,
        )
        for language in site_languages()
        if language.code in homes
    ]
