"""The languages of one page: which it is served in, which it exists in, and where."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from cms.languages import Language, get_language, site_languages

if TYPE_CHECKING:
    from cms.models.base import BasePage


@dataclass(frozen=True)
class LanguageLink:
    """An entry of the language switcher."""

    code: str
    name: str
    dir: str
    url: str
    is_current: bool
    is_translated: bool


class PageLanguages:
    """A page among its translations, in one query.

    A translation that is an alias shows the text of another language: it has an address, but no
    search engine is told that it is a translation (no hreflang, canonical to its source).
    """

    def __init__(self, page: "BasePage", request: HttpRequest | None = None) -> None:
        self.page = page
        self.request = request

    @cached_property
    def versions(self) -> dict[str, Page]:
        """Live pages of all languages by language code, this one included."""
        pages = (
            self.page.get_translations(inclusive=True)
            .live()
            .select_related("locale", "alias_of__locale")
        )
        versions = {page.locale.language_code: page for page in pages}
        versions.setdefault(self.page.locale.language_code, self.page)
        return versions

    @property
    def content_language(self) -> Language:
        return get_language(self.page.language_code)

    def _url(self, page: Page) -> str | None:
        url = page.get_url(self.request)
        return self.request.build_absolute_uri(url) if self.request and url else url

    @property
    def canonical_url(self) -> str | None:
        source = self.versions.get(self.page.language_code, self.page)
        return self._url(source if self.page.is_fallback else self.page)

    @cached_property
    def alternates(self) -> list[dict[str, str | None]]:
        """hreflang links: real translations only, and x-default to the site's first language."""
        translated = {
            code: self._url(page)
            for code, page in self.versions.items()
            if not is_alias_of_other_language(page)
        }
        links = [{"hreflang": code, "url": url} for code, url in translated.items()]
        default = translated.get(settings.LANGUAGE_CODE) or next(iter(translated.values()), None)
        return [*links, {"hreflang": "x-default", "url": default}] if default else links

    @cached_property
    def switcher(self) -> list[LanguageLink]:
        links = []
        for language in site_languages():
            version = self.versions.get(language.code)
            if version is None:
                continue
            links.append(
                LanguageLink(
                    code=language.code,
                    name=language.name,
                    dir=language.dir,
                    url=version.get_url(self.request) or "",
                    is_current=version.locale_id == self.page.locale_id,
                    is_translated=not is_alias_of_other_language(version),
                )
            )
        return links

    def as_context(self) -> dict[str, Any]:
        """What `cms/base.html` needs to know about the page's languages."""
        return {
            "languages": self.switcher,
            "content_language": self.content_language,
            "is_fallback": self.page.is_fallback,
            "canonical_url": self.canonical_url,
            "alternates": self.alternates,
        }


def is_alias_of_other_language(page: Page) -> bool:
    """Whether `page` stands in for a missing translation (select `alias_of` beforehand)."""
    return page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id
