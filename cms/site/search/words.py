"""The words of a text as search compares them: folded, and cut to a stem where that is known.

Case, accents, Greek tonos, ё and е, and apostrophes of every shape make no difference. Both
databases get the same words, so that neither needs an extension for it.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from network.search_names import APOSTROPHES, normalise_name

# “l’égalité” is two words; “Кам’янець” and “Alliance’s” are one.
ELISION = re.compile(
    rf"\b(qu|lorsqu|puisqu|jusqu|quoiqu|dell|all|nell|un|[cdjlmnst])[{APOSTROPHES}](?=\w)",
    re.IGNORECASE,
)
HYPHENS = "-\u2010\u2011"
LETTER = r"[^\W\d_]"
NO_LETTER = re.compile("[^a-z]")
HYPHENATED = re.compile(rf"\b{LETTER}+(?:[{HYPHENS}]{LETTER}+)+")
# Not decomposed by Unicode, and often written as the plain letter.
SAME_LETTERS = str.maketrans({"ґ": "г"})

SHORTEST_STEM = 3

# Endings by which the forms of one word differ, folded. For languages that PostgreSQL has no
# stemmer for, and for SQLite, which has none at all.
ENDINGS = {
    "en": "ations ation ments ment ings ing ies ied edly ed es ers er ly s y e".split(),
    "fr": (
        "issements issement ements ement ations ation atures ature ateurs ateur atrices atrice "
        "ites ite ales aux ale als al elles elle els el ives ive ifs if euses euse eurs eur "
        "ees ee es er ent e s x"
    ).split(),
    "uk": (
        "остями остях ості ість ями ами ові еві ого ому ими іми ях ах ям ам ою ею єю ів ев "
        "ова ове ові ський ського ському ських ським ська ську ської ські ське "
        "ий ої ій их им ом ем ують ує юють ює увати ити ати ії ія ію і и а я о е є у ю ь "
        "іями іям іях ією ання анням анні ення енням енні али ала ало ав или ила ило ив"
    ).split(),
}

# Words too common to ask for beside others.
STOP_WORDS = {
    "en": "a an and are as at be by for from how in is it of on or that the to was what where "
    "which who with",
    "fr": "a au aux avec c ce ces d dans de des du elle en est et il j l la le les leur ou par "
    "pour qu que qui s sa se ses son sur un une",
    "uk": "а або в від до за з и і із й на не о по про та то у що щоб як яка які це",
}

# What an authority is, which few of their names say: “місто Зальцбург”, “City of Salzburg”.
KINDS_OF_AUTHORITIES = {
    "en": "city town village municipality commune district county region province canton",
    "fr": "ville commune municipalité village district comté région province canton",
    "uk": "місто село селище громада муніципалітет район область регіон кантон м",
}


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """`text` in words of plain small letters and digits, one space between them; may be empty."""
    return normalise_name(ELISION.sub(r"\1 ", text)).translate(SAME_LETTERS)


@lru_cache(maxsize=20_000)
def romanised(word: str) -> str:
    """A folded word in small letters a to z, whatever script it is in; may be empty."""
    return NO_LETTER.sub("", anyascii(word).lower())


def in_latin(word: str) -> str:
    """A folded word in Latin letters, as texts in other scripts write some names (Dosta)."""
    return word if word.isascii() else romanised(word) or word


def without_hyphens(text: str) -> str:
    """“anti-Gypsyism” as “antiGypsyism”: such words are written in both ways."""
    return re.sub(rf"(?<={LETTER})[{HYPHENS}](?={LETTER})", "", text)


def compounds(text: str) -> str:
    """The hyphenated words of `text`, each without its hyphens; empty without any."""
    return " ".join(map(without_hyphens, HYPHENATED.findall(text)))


@lru_cache(maxsize=1)
def _endings() -> dict[str, tuple[str, ...]]:
    """The endings of each language as `fold` writes them, long ones first."""
    return {
        language: tuple(sorted({fold(one) for one in endings}, key=len, reverse=True))
        for language, endings in ENDINGS.items()
    }


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(fold(words).split()) for language, words in STOP_WORDS.items()}


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """A folded `word` without its ending; as it is where the language's endings are not known."""
    for ending in _endings().get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(folded: str, language: str) -> str:
    """The stems of folded text; empty where the language's endings are not known."""
    if language not in ENDINGS:
        return ""
    return " ".join(stem(word, language) for word in folded.split())


def telling_words(folded: str, language: str) -> list[str]:
    """The words of a folded query, without those too common to tell anything, each once."""
    words = list(dict.fromkeys(folded.split()))
    common = _stop_words().get(language, frozenset())
    return [word for word in words if word not in common] or words


@lru_cache(maxsize=1)
def _kinds_of_authorities() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(stem(fold(word), language) for word in words.split())
        for language, words in KINDS_OF_AUTHORITIES.items()
    }


def naming_words(words: list[str], language: str) -> list[str]:
    """Those of `words` (folded) that can be of a name; all where they only say what is meant."""
    kinds = _kinds_of_authorities().get(language, frozenset())
    return [word for word in words if stem(word, language) not in kinds] or words
