"""Languages of the reader: names, direction, and the fallback between translations of a page.

The reading side of translation. What makes and publishes translations is `cms.translation`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_noop
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.coreutils import get_supported_content_language_variant

from cms.countries import cldr_locale

# Languages that Django has no entry for; without one, a language prefix in an address is refused.
# Own names as CLDR writes them; CLDR has no data for Romani (ISO 639-2 `rom`).
OWN_LANG_INFO = {
    "rom": {
        "bidi": False,
        "code": "rom",
        "name": gettext_noop("Romani"),
        "name_local": "Romani čhib",
    },
}

# Languages whose interface catalogue has gaps, which the source language fills; the admin is not
# offered in them. Romani awaits a native reviewer (docs/romani.md).
PARTIAL_INTERFACES = frozenset({"rom"})


@dataclass(frozen=True)
class Language:
    """A language as templates need it: BCP 47 code, own name and writing direction."""

    code: str
    name: str
    dir: str


def register_languages() -> None:
    """Teach Django the languages that it does not know, leaving its own entries alone."""
    for code, info in OWN_LANG_INFO.items():
        LANG_INFO.setdefault(code, info)


def get_language(code: str) -> Language:
    """The language of `code`, named in itself. Raises KeyError for an unknown code."""
    info = translation.get_language_info(code)
    name = info["name_local"]
    return Language(
        code=code, name=name[:1].upper() + name[1:], dir="rtl" if info["bidi"] else "ltr"
    )


def translated_name(code: str) -> str:
    """The name of the language `code`, as it stands within a sentence of the interface.

    Catalogues begin it with a capital; CLDR knows which languages write their names so.
    """
    name = str(translation.get_language_info(code)["name_translated"])
    names = cldr_locale(translation.get_language() or settings.LANGUAGE_CODE).languages
    return name[:1].lower() + name[1:] if names.get("en", "").islower() else name


def source_language() -> Language:
    """The language of the message ids, which fills the gaps of a catalogue."""
    return get_language(settings.LANGUAGE_CODE)


def is_lacking(text: Any) -> bool:
    """Whether the interface has `text`, words translated when they are shown, in English only."""
    if translation.get_language() not in PARTIAL_INTERFACES:
        return False
    words = str(text)
    with translation.override(settings.LANGUAGE_CODE):
        return str(text) == words


def current_language() -> Language:
    """The language that the interface speaks in this request."""
    return get_language(translation.get_language() or settings.LANGUAGE_CODE)


def content_language_code() -> str:
    """The language whose pages are served in this request: the site's first where it has none."""
    try:
        return get_supported_content_language_variant(translation.get_language())
    except LookupError:
        return settings.LANGUAGE_CODE


def preferred_language(request: HttpRequest, available: Collection[str]) -> str:
    """Which language of `available` suits the reader best; the site's first where none does.

    A language once chosen in the switcher, which a cookie remembers, goes before what the browser
    asks for (Accept-Language, RFC 9110 section 12.5.4, in the order of its weights).
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    for wish in (chosen, *(code for code, _weight in accepted)):
        try:
            code = translation.get_supported_language_variant(wish)
        except LookupError:
            continue
        if code in available:
            return code
    ours = [language.code for language in site_languages() if language.code in available]
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in ours or not ours else ours[0]


def site_languages() -> list[Language]:
    """The languages that the site is published in, in the order of the settings."""
    return [get_language(code) for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def language_choices() -> list[tuple[str, str]]:
    """Choices for a language field; a callable, so that a new language needs no migration."""
    return [(code, str(name)) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES]
