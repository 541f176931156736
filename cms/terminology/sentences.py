"""Where a sentence ends, well enough to say whether it has changed.

A sentence ends at a line break, and at a full stop, question or exclamation mark or ellipsis (with
the quotation marks and brackets that close after it) that is followed by a blank and by anything
but a small letter. A full stop does not end it after a single letter (initials, «т. д.») or after
one of the abbreviations below. Written for scripts that have capital letters (Latin, Cyrillic,
Greek, Armenian); where a rule misses an end, two sentences count as one.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

# Not the end of a sentence, though a full stop and a capital or a figure follow.
ABBREVIATIONS = frozenset(
    # English and French
    "al approx art arts av bd cf ch dr ed eds etc fig ibid inc jr ltd mgr mlle mlles mm mme mmes mr"
    " mrs ms no nos nr op p para pp prof rev sr st ste vol vs"
    # Ukrainian
    " акад буд вид вул гр див доц ін ім кв кн млн млрд напр обл пл пп просп проф пт рис рр с см ст"
    " стор табл тис".split()
)
CLOSING = "\"'»”’)\\]"
# Begins where a run of marks does, so that a long one (a dotted line) is read once.
END = re.compile(rf"\n+|(?<![.!?…])(?P<mark>[.!?…]++)[{CLOSING}]*+\s+")
LAST_WORD = re.compile(r"[^\W\d_]+$")
# Longer than any abbreviation: as far as is looked back, lest a long text cost its square.
LONGER = 20


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of `text` that holds the characters from `start` to `end` (code points).

    More than one where they reach over an end. Blanks around it are left out.
    """
    first, last = 0, len(text)
    for position in ends(text):
        if position <= start:
            first = position
        elif position >= end:
            last = position
            break
    return text[first:last].strip()


@lru_cache(maxsize=16)
def ends(text: str) -> tuple[int, ...]:
    """The places in `text` where the next sentence begins; asked for by each finding in it."""
    return tuple(match.end() for match in END.finditer(text) if is_end(text, match))


def is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at `match`, or only an abbreviation or an aside does."""
    mark = match["mark"]
    if mark is None:
        return True
    if text[match.end() : match.end() + 1].islower():
        return False
    word = LAST_WORD.search(text, max(match.start() - LONGER, 0), match.start())
    if mark != "." or word is None:
        return True
    return len(word.group()) > 1 and word.group().casefold() not in ABBREVIATIONS


def digest(sentence: str) -> str:
    """What stays equal as long as the words of `sentence` do: its blanks and its form of Unicode
    (NFC or not) do not count. 64 hexadecimal digits.
    """
    words = " ".join(unicodedata.normalize("NFC", sentence).split())
    return hashlib.sha256(words.encode()).hexdigest()
