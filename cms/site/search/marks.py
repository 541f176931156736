"""The words of the question in a text, for marking, and the passage that has most of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cms.site.search.dialects import SHORTEST_BEGINNING
from cms.site.search.words import HYPHENS, fold, in_latin, stem, without_hyphens
from cms.terminology.normalise import INVISIBLE
from network.search_names import APOSTROPHES

WORD = re.compile(
    rf"\w+(?:[{APOSTROPHES}{INVISIBLE}\u0300-\u036f]+\w+)*[{INVISIBLE}\u0300-\u036f]*"
)
COMPOUND = re.compile(rf"{WORD.pattern}(?:[{HYPHENS}]{WORD.pattern})*")
PASSAGE = 240
BEFORE = 60
# Words of a language whose endings are not known here are alike where so much is the same.
NEAR_IN_LETTERS = 0.75


@dataclass(frozen=True)
class Part:
    """A piece of a text; `is_match` where it is a word of the question."""

    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Marker:
    """Marks the words of a question, as `telling_words` gives them."""

    words: Sequence[str]

    def parts(self, text: str, language: str) -> list[Part]:
        """All of `text` in pieces."""
        found: list[Part] = []
        end = 0
        for start, stop in self.places(text, language):
            found += [Part(text[end:start]), Part(text[start:stop], is_match=True)]
            end = stop
        return [part for part in [*found, Part(text[end:])] if part.text]

    def passage(self, text: str, language: str) -> list[Part]:
        """The part of `text` with most of the words, cut between words; its start without any."""
        places = list(self.places(text, language))
        starts = [max(0, place[0] - BEFORE) for place in places] or [0]
        start = max(starts, key=lambda at: (variety(text, places, at), -at))
        start = 0 if start == 0 else text.find(" ", start, start + BEFORE) + 1 or start
        stop = (
            len(text) if len(text) <= start + PASSAGE else text.rfind(" ", start, start + PASSAGE)
        )
        stop = stop if stop > start else start + PASSAGE
        cut = ("… " if start else "") + text[start:stop] + (" …" if stop < len(text) else "")
        return self.parts(cut, language)

    def places(self, text: str, language: str) -> Iterator[tuple[int, int]]:
        """Start and end of each word of `text` that the question asks for."""
        if not self.words:
            return
        for compound in COMPOUND.finditer(text):
            found = [
                (start, stop)
                for word in WORD.finditer(text, *compound.span())
                for start, stop in elided(word)
                if self.is_asked(text[start:stop], language)
            ]
            in_one = without_hyphens(compound.group())
            if not found and in_one != compound.group() and self.is_asked(in_one, language):
                found = [compound.span()]
            yield from found

    def is_asked(self, word: str, language: str) -> bool:
        own = fold(word)
        return bool(own) and any(is_alike(own, asked, language) for asked in self.words)


def elided(word: re.Match[str]) -> list[tuple[int, int]]:
    """“l’égalité” is two words, of which each may be asked for."""
    parts = fold(word.group()).split()
    if len(parts) < 2:
        return [word.span()]
    at = word.start() + len(parts[0]) + 1
    return [(word.start(), at - 1), (at, word.end())]


def is_alike(word: str, asked: str, language: str) -> bool:
    """Whether a folded word of a text is what the question asks for."""
    if word == asked or (len(asked) >= SHORTEST_BEGINNING and word.startswith(asked)):
        return True
    if stem(word, language) == stem(asked, language) or word == in_latin(asked):
        return True
    same = next(
        (at for at, (a, b) in enumerate(zip(word, asked, strict=False)) if a != b),
        min(len(word), len(asked)),
    )
    return same >= SHORTEST_BEGINNING and same >= NEAR_IN_LETTERS * max(len(word), len(asked))


def variety(text: str, places: list[tuple[int, int]], start: int) -> int:
    """How many different words of the question stand in the passage that begins at `start`."""
    inside = [place for place in places if start <= place[0] and place[1] <= start + PASSAGE]
    return len({fold(text[begin:stop]) for begin, stop in inside})
