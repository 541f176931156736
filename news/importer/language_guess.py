"""Tells English from French, since the original site served English texts at French addresses."""

import re

# Words that are frequent in one of the two languages and foreign to the other.
COMMON_WORDS = {
    "en": frozenset("the of and to in for with that by was were which has have is".split()),
    "fr": frozenset("les des et du dans pour une aux qui par sur est avec cette ont".split()),
}
FEWEST_WORDS = 5
# How much more frequent the words of one language must be than those of the other.
MARGIN = 3


def guess_language(text: str) -> str:
    """The language that `text` is evidently in, `en` or `fr`; empty where that is not evident."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    hits = {
        language: sum(word in common for word in words) for language, common in COMMON_WORDS.items()
    }
    best, other = sorted(hits, key=lambda language: -hits[language])
    is_evident = hits[best] >= FEWEST_WORDS and hits[best] >= MARGIN * hits[other]
    return best if is_evident else ""


def contradicts(language: str, text: str) -> str:
    """The language that `text` is in where `language` claims the other of the two; else empty."""
    guess = guess_language(text)
    return guess if guess and language in COMMON_WORDS and guess != language else ""
