"""The languages of one page: which it is served in, which it exists in, and where."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.cache import cached
from cms.languages import Language, get_language, site_languages
from cms.privacy import is_private, private_paths

if TYPE_CHECKING:
    from cms.models.base import BasePage


@dataclass(frozen=True)
class LanguageLink:
    """An entry of the language switcher; `url` is empty where there is nothing to lead to."""

    code: str
    name: str
    dir: str
    url: str
    is_current: bool
    is_translated: bool
    # There is a text in this language, which is not published: another one stands in for it.
    is_unpublished: bool = False


class PageLanguages:
    """A page among its translations, in one query.

    A translation that is an alias shows the text of another language: it has an address, but no
    search engine is told that it is a translation (no hreflang, canonical to its source).
    """

    def __init__(self, page: "BasePage", request: HttpRequest | None = None) -> None:
        self.page = page
        self.request = request

    @cached_property
    def _public(self) -> list[Page]:
        """The page in all languages, published or not, but for those that are private."""
        pages = Page.objects.filter(translation_key=self.page.translation_key)
        private = cached("private-paths", private_paths)
        return [
            page
            for page in pages.select_related("locale", "alias_of__locale")
            if not is_private(page, private)
        ]

    @cached_property
    def versions(self) -> dict[str, Page]:
        """Published pages by language code in the order of the settings, this one included."""
        found = {page.locale.language_code: page for page in self._public if page.live}
        found[self.page.locale.language_code] = self.page
        return {
            language.code: found[language.code]
            for language in site_languages()
            if language.code in found
        }

    @property
    def content_language(self) -> Language:
        return get_language(self.page.language_code)

    @property
    def canonical_url(self) -> str | None:
        """Where the text is at home: an alias shows the text of its source."""
        source = self.page.alias_of
        return self._full_url(source if source is not None and source.live else self.page)

    @cached_property
    def alternates(self) -> list[dict[str, str | None]]:
        """hreflang links: real translations only, and x-default to the site's first language.

        None from an alias, since no translation would link back to it.
        """
        if self.page.alias_of_id is not None:
            return []
        urls = {
            code: self._full_url(page)
            for code, page in self.versions.items()
            if page.alias_of_id is None
        }
        default = urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()), None)
        links = [{"hreflang": code, "url": url} for code, url in urls.items()]
        return [*links, {"hreflang": "x-default", "url": default}] if default else links

    @cached_property
    def switcher(self) -> list[LanguageLink]:
        """The languages of the site; also those that have no version of this page to offer."""
        offered = languages_with_home() | self.versions.keys()
        return [self._link(language) for language in site_languages() if language.code in offered]

    @cached_property
    def _stand_ins(self) -> dict[str, Page]:
        """Unpublished versions by language: at their addresses a published text is shown."""
        if not any(page.live and page.alias_of_id is None for page in self._public):
            return {}
        return {page.locale.language_code: page for page in self._public if not page.live}

    def _link(self, language: Language) -> LanguageLink:
        translated = self.versions.get(language.code)
        version = translated or self._stand_ins.get(language.code)
        is_current = language.code == self.page.locale.language_code
        return LanguageLink(
            code=language.code,
            name=language.name,
            dir=language.dir,
            url=version.get_url(self.request) or "" if version else "",
            is_current=is_current,
            is_translated=translated is not None and not is_alias_of_other_language(translated),
            is_unpublished=self.page.has_unpublished_text
            if is_current
            else version is not translated and not is_alias_of_other_language(version),
        )

    def _full_url(self, page: Page) -> str | None:
        url = page.get_url(self.request)
        return self.request.build_absolute_uri(url) if self.request and url else url

    def as_context(self) -> dict[str, Any]:
        """What `cms/base.html` needs to know about the page's languages."""
        return {
            "languages": self.switcher,
            "content_language": self.content_language,
            "is_fallback": self.page.is_fallback,
            "canonical_url": self.canonical_url,
            "alternates": self.alternates,
        }


def languages_with_home() -> set[str]:
    """Codes of the languages in which a site's home is published."""
    homes = [root.root_path for root in Site.get_site_root_paths()]
    return cached(
        "languages-with-home",
        lambda: set(
            Page.objects.live()
            .filter(url_path__in=homes)
            .values_list("locale__language_code", flat=True)
        ),
    )


def is_alias_of_other_language(page: Page) -> bool:
    """Whether `page` stands in for a missing translation (select `alias_of` beforehand)."""
    return page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id


def text_language_code(page: Page) -> str:
    """The language of the words that `page` shows (select `alias_of__locale` beforehand)."""
    shown = page.alias_of if is_alias_of_other_language(page) else page
    return shown.locale.language_code
