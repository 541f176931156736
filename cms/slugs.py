"""Addresses in ASCII for titles in any script.

Ukrainian follows the official table (Cabinet of Ministers of Ukraine, resolution 55 of 27 January
2010), which the general transliteration does not. Greek, Romani and the other Latin and Cyrillic
alphabets go through `anyascii`, which Wagtail uses for file names.
"""

import re

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

APOSTROPHES = re.compile("['’ʼ`]")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def make_slug(title: str, language: str) -> str:
    """An address for `title`: lower-case ASCII words and hyphens, at most 80 characters.

    `language` is the language code of the title. Empty where the title has no letter or digit.
    """
    text = title.lower()
    if language == "uk":
        text = _from_ukrainian(text)
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


def _cut(slug: str) -> str:
    """`slug`, shortened to whole words where it is too long."""
    if len(slug) <= MAX_LENGTH:
        return slug
    start = slug[: MAX_LENGTH + 1]
    return start.rpartition("-")[0] or start[:MAX_LENGTH]
