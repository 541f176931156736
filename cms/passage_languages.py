"""The languages in which a passage of a text may be marked (WCAG 2.2, success criterion 3.1.2).

More than those that the site is published in: an article may quote a mayor in German, or name a
body in Greek. Stored as `<span lang="de">`; `dir` stands beside it where the language is written
from right to left.
"""

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils import translation

from cms.countries import cldr_locale
from cms.languages import OWN_LANG_INFO, translated_name

# What Wagtail's rich text calls the possibility to mark a passage.
FEATURE = "passage-language"
# Official languages of the member states of the Council of Europe, regional ones among them, and
# those of many who live there. `CMS_PASSAGE_LANGUAGES` takes the place of the list.
DEFAULT_CODES = tuple(
    "ar az be bg bs ca cs cy da de el en es et eu fi fr ga gl he hr hu hy is it ka ku la lb lt lv "
    "mk mt nb nl nn pl pt rm ro ru sk sl sq sr sr-Latn sv tr uk yi".split()
)


def passage_codes() -> list[str]:
    """BCP 47 codes of the languages that editors may choose, those of the site first."""
    of_site = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return list(dict.fromkeys([*of_site, *further_codes()]))


def further_codes() -> list[str]:
    """The codes that the settings add to the languages of the site."""
    return list(getattr(settings, "CMS_PASSAGE_LANGUAGES", DEFAULT_CODES))


def is_known(code: str) -> bool:
    """Whether CLDR or this software has a name for the language `code`."""
    if code in OWN_LANG_INFO:
        return True
    try:
        return Locale.parse(code, sep="-").get_display_name("en") is not None
    except (UnknownLocaleError, ValueError):
        return False


def passage_language_name(code: str) -> str:
    """The name of the language `code` in the active language, with a capital letter."""
    if code in OWN_LANG_INFO:
        name = translated_name(code)
    else:
        active = cldr_locale(translation.get_language() or settings.LANGUAGE_CODE)
        name = Locale.parse(code, sep="-").get_display_name(active) or code
    return name[:1].upper() + name[1:]


def passage_attributes(code: str) -> dict[str, str]:
    """What the tag of a passage in the language `code` carries: `lang` and, where needed, `dir`."""
    is_rtl = code not in OWN_LANG_INFO and cldr_locale(code).text_direction == "rtl"
    return {"lang": code, "dir": "rtl"} if is_rtl else {"lang": code}


def passage_choices() -> list[tuple[str, str]]:
    """Choices for the language of a passage; a callable: a new language needs no migration."""
    return [(code, passage_language_name(code)) for code in passage_codes()]
