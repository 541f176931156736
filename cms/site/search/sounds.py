"""How a name sounds, whichever alphabet or romanisation it is written in.

Київ, Kyiv and Kiev; Ужгород, Uzhhorod, Uzhgorod and Oujhorod; Чернівці, Chernivtsi and Czernowitz:
what is left of each without its vowels, in one spelling for each consonant, is the same.
"""

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from cms.site.search.words import romanised

# Spellings of one consonant in English, French, German and Polish romanisations, long ones first.
SPELLINGS = (
    ("shch|schtsch|chtch|szcz", "s"),
    ("tsch|tch|cz|ch", "c"),
    ("sch|sh|sz", "s"),
    ("dzh|dj", "z"),
    ("zh|jh|j(?=[bcdfgklmnprstv])", "z"),
    ("kh|gh|h", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ts|tz", "c"),
    ("c(?![eiygc]|$)|ck|q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ou", "u"),
)
PATTERN = re.compile("|".join(f"(?P<s{n}>{one})" for n, (one, _to) in enumerate(SPELLINGS)))
VOWELS = re.compile("[aeiouyj]+")
ENDING = re.compile("[aeiouyj]+$")
TWICE = re.compile(r"(.)\1+")

SHORTEST_WORD = 4
SHORTEST_SOUND = 2
# Vowels that one romanisation has where another has “i”: Kiev and Kyiv, Lvov and Lviv.
EXCHANGED = str.maketrans("eoy", "iii")
# From 0 to 100: words of one sound must also be spelt so much alike, as they are (Kiev and Київ
# have 75), and with the vowels exchanged (Grèce and Graz have 75, Tarnopol and Ternopil 88).
NEAR_IN_SPELLING = 70
NEAR_IN_VOWELS = 87


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """A folded word in small letters a to z, with one spelling for each consonant."""
    return PATTERN.sub(lambda found: SPELLINGS[int(str(found.lastgroup)[1:])][1], romanised(word))


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The consonants of a folded word; empty of a word too short to tell anything."""
    spelt = spelling(word)
    start = "a" if VOWELS.match(spelt) else ""
    # Whether “zh” is ж or зг, nobody can tell who does not know the name.
    heard = start + TWICE.sub(r"\1", VOWELS.sub("", spelt)).replace("zg", "z")
    return heard if len(heard) >= SHORTEST_SOUND and len(word) >= SHORTEST_WORD else ""


def is_written_alike(one: str, other: str) -> bool:
    """Whether two folded words of the same sound can be one name; by whatever case it ends."""
    spelt = [ENDING.sub("", spelling(word)) for word in (one, other)]
    exchanged = [TWICE.sub(r"\1", word.translate(EXCHANGED)) for word in spelt]
    return bool(ratio(*spelt) >= NEAR_IN_SPELLING and ratio(*exchanged) >= NEAR_IN_VOWELS)
