"""Words of a text as they are compared: what looks the same to a reader is the same.

A text is read as words with gaps between them. Words are compared in Unicode normalisation form C
(UAX #15) and, where the case does not matter, case-folded; soft hyphens and other invisible
characters in them do not count, nor do stress marks of Cyrillic. Gaps are compared by the kind of
white space, hyphen and apostrophe, not by the character.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code))[0] == "M"


def _combining_marks() -> str:
    """All combining marks, as ranges of a character class: `re` does not take them for letters."""
    marks = [code for code in (*range(0x20000), *range(0xE0100, 0xE01F0)) if _is_mark(code)]
    starts = [code for code in marks if not _is_mark(code - 1)]
    ends = [code for code in marks if not _is_mark(code + 1)]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in zip(starts, ends, strict=True))


APOSTROPHES = "'’‘‛`´′＇\u02b9\u02bb\u02bc\ua78c"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
# Soft hyphen, zero-width spaces and joiners, marks of direction, byte order mark.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
CYRILLIC = "\u0400-\u052f"
STRESS = "\u0300\u0301"
# Some apostrophes are letters to Unicode, which they are between Cyrillic letters only: in
# "п'ять" it belongs to the word, in "l'antitsiganisme" and "Roma's" a word ends there. Raised and
# lowered digits are marks of notes.
_LETTER = r"[^\W_\u02b9\u02bb\u02bc\ua78c\u00b2\u00b3\u00b9\u2070-\u209c]"
WORD = re.compile(
    rf"{_LETTER}+(?:(?:[{_combining_marks()}]+|[{INVISIBLE}]+(?={_LETTER})"
    rf"|(?<=[{CYRILLIC}{STRESS}])[{APOSTROPHES}](?=[{CYRILLIC}])){_LETTER}*)*"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_STRESS = re.compile(f"(?<=[{CYRILLIC}])[{STRESS}]")
_PARAGRAPH = re.compile(r"\n\s*\n|\u2029")
_SPACE = re.compile(r"\s+")
# After the white space has become single blanks: before it, a long run of it costs its square.
_SLASH = re.compile(" ?/ ?")
# Longer ones are in no term, and the memory of what was met before stays small.
LONGEST_WORD, LONGEST_GAP = 200, 16


def as_written(word: str) -> str:
    """`word` in its one form, capitals kept."""
    if word.isascii():
        return word
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
    return _APOSTROPHE.sub("'", _STRESS.sub("", composed))


def folded(word: str) -> str:
    """`word` in its one form, without the difference between capital and small letters."""
    return _folded(word) if len(word) <= LONGEST_WORD else word


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", as_written(word).casefold())


def gap(between: str) -> str:
    """What stands between two words, in its one form. The end of a paragraph stays one."""
    return _gap(between) if len(between) <= LONGEST_GAP else _one_form(between)


@lru_cache(maxsize=1_000)
def _gap(between: str) -> str:
    return _one_form(between)


def _one_form(between: str) -> str:
    if _PARAGRAPH.search(between):
        return between
    visible = _INVISIBLE.sub("", between)
    plain = _HYPHEN.sub("-", _APOSTROPHE.sub("'", visible))
    return _SLASH.sub("/", _SPACE.sub(" ", plain))


@dataclass(frozen=True)
class Pattern:
    """A term or a form of one, ready for comparison.

    `keys` are its folded words with the gaps between them, alternating; `words` its words as
    written; `tail` is the punctuation that it ends with, as in “Roma (Gypsies)”.
    """

    keys: tuple[str, ...]
    words: tuple[str, ...]
    tail: str


def pattern_of(term: str) -> Pattern:
    """The pattern of `term`. Raises ValueError where it does not begin with a letter or digit."""
    term = term.strip()
    found = list(WORD.finditer(term))
    if not found or found[0].start() != 0:
        raise ValueError(f"{term!r} does not begin with a letter or digit")
    keys = [folded(found[0].group())]
    for before, word in pairwise(found):
        keys += [gap(term[before.end() : word.start()]), folded(word.group())]
    return Pattern(
        keys=tuple(keys),
        words=tuple(as_written(word.group()) for word in found),
        tail=term[found[-1].end() :],
    )
