"""The letters of a text file whose encoding nobody has told: guessed, or as the reader says."""

import codecs
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.register_admin.importing.refusals import RefusedFile

CHARSETS = (
    ("", gettext_lazy("Find out")),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("windows-1251", gettext_lazy("Windows-1251 (Cyrillic)")),
    ("windows-1252", gettext_lazy("Windows-1252 (Western European)")),
)
SAMPLE = 64 * 1024


def to_text(content: bytes, charset: str = "") -> tuple[str, str]:
    """The text of `content` and the encoding that it was read in. Raises RefusedFile."""
    charset = charset or detect(content)
    encoding = "utf-8-sig" if charset == "utf-8" else charset
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise RefusedFile(
            _("The file is not encoded in %(charset)s. Choose another encoding.")
            % {"charset": charset}
        ) from error
    if "\0" in text:
        raise RefusedFile(_("The file contains NUL characters: it is no table."))
    return text, charset


def detect(content: bytes) -> str:
    """The most likely encoding: by its mark, by its zeros, else by the letters that it makes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[:SAMPLE]
    zeros_after, zeros_before = sample[1::2].count(0), sample[::2].count(0)
    # Plain text has no zeros; in UTF-16 each space and digit has one.
    if max(zeros_after, zeros_before) > len(sample) // 50:
        return "utf-16-le" if zeros_after > zeros_before else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeError:
        return detect_8_bit(sample)
    return "utf-8"


def detect_8_bit(sample: bytes) -> str:
    """Cyrillic words are made of letters beyond ASCII; in Western ones these stand alone."""
    beyond = sum(byte >= 0xC0 for byte in sample)
    in_a_row = sum(one >= 0xC0 and other >= 0xC0 for one, other in pairwise(sample))
    return "windows-1251" if in_a_row * 2 > beyond else "windows-1252"
