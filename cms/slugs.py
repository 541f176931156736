"""Addresses in ASCII for titles in any script.

Ukrainian follows the official table (Cabinet of Ministers of Ukraine, resolution 55 of 27 January
2010) and Greek the standard ELOT 743 (transcription), which the general transliteration does not.
All other Latin and Cyrillic alphabets go through `anyascii`, which Wagtail uses for file names.
"""

import re
import unicodedata
from collections.abc import Callable

from anyascii import anyascii
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.reserved_slugs import is_reserved

MAX_LENGTH = 80

UKRAINIAN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia".split(),
        strict=True,
    ),
    ь="",
)
# At the beginning of a word these are written otherwise.
UKRAINIAN_INITIALS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# «зг» is told from «ж».
UKRAINIAN_PAIRS = {"зг": "zgh"}

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
# Two letters for one sound. A mark on the first vowel, or two dots on the second, part them.
GREEK_PAIRS = {
    "γγ": "ng",
    "γξ": "nx",
    "γχ": "nch",
    "ου": "ou",
    "ού": "ou",
}
# «αυ», «ευ», «ηυ»: «v» before vowels and voiced consonants, else «f».
GREEK_DIPHTHONG = re.compile(r"(?P<vowel>[αεη])[υύ](?=(?P<voiced>[αάβγδεέζηήιίϊΐλμνοόρυύωώ])?)")
# «μπ» is «b» at the beginning and at the end of a word.
GREEK_OUTER_B = re.compile(r"\bμπ|μπ\b")
# Of the alphabet of the Fourth World Romani Congress (1990), what has another value elsewhere.
ROMANI = {"ʒ": "dz", "θ": "t"}

APOSTROPHES = re.compile("['’ʼ`]")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def make_slug(title: str, language: str) -> str:
    """An address for `title`: lower-case ASCII words and hyphens, at most 80 characters.

    `language` is the language code of the title. Empty where the title has no letter or digit.
    """
    text = unicodedata.normalize("NFC", title.lower())
    if language in ROMANISED:
        text = ROMANISED[language](text)
    text = APOSTROPHES.sub("", anyascii(text).lower())
    return _cut(NOT_A_WORD.sub("-", text).strip("-"))


def fill_slug(page: Page) -> None:
    """Give `page` a free address from its title where it has none, whatever the script.

    Wagtail finds no letter in a Cyrillic title. A page without a known parent stays as it is.
    """
    parent = page.get_parent() if page.path else getattr(page, "_cached_parent_obj", None)
    if page.slug or parent is None:
        return
    locale = page.locale if page.locale_id else parent.locale
    slug = make_slug(page.title, locale.language_code)
    if slug:
        free = f"{slug}-1" if is_reserved(parent, slug) else slug
        page.slug = find_available_slug(parent, free, ignore_page_id=page.pk)


def _from_ukrainian(text: str) -> str:
    text = APOSTROPHES.sub("", text)
    for pair, latin in UKRAINIAN_PAIRS.items():
        text = text.replace(pair, latin)
    initials = "".join(UKRAINIAN_INITIALS)
    text = re.sub(rf"\b[{initials}]", lambda match: UKRAINIAN_INITIALS[match[0]], text)
    return "".join(UKRAINIAN.get(letter, letter) for letter in text)


def _from_greek(text: str) -> str:
    text = GREEK_OUTER_B.sub("b", text)
    text = GREEK_DIPHTHONG.sub(
        lambda match: GREEK[match["vowel"]] + ("v" if match["voiced"] else "f"), text
    )
    for pair, latin in GREEK_PAIRS.items():
        text = text.replace(pair, latin)
    return "".join(GREEK.get(letter, letter) for letter in _without_marks(text))


def _without_marks(text: str) -> str:
    """`text` without accents and dots."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _from_romani(text: str) -> str:
    return "".join(ROMANI.get(letter, letter) for letter in text)


ROMANISED: dict[str, Callable[[str], str]] = {
    "el": _from_greek,
    "rom": _from_romani,
    "uk": _from_ukrainian,
}


def _cut(slug: str) -> str:
    """`slug`, shortened to whole words where it is too long."""
    if len(slug) <= MAX_LENGTH:
        return slug
    start = slug[: MAX_LENGTH + 1]
    return start.rpartition("-")[0] or start[:MAX_LENGTH]
