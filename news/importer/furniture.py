"""The furniture that the original site put around every page, in English and in French.

A dump begins with it: mission, auspices, follow us, join, counter, the terminology note, and
sometimes a breadcrumb word. The counter is not kept: the site computes its own.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from news.importer.problems import ImportProblem
from news.importer.text import fold


@dataclass(frozen=True)
class FurnitureWords:
    """Words by which the furniture of one language is known, as `fold` leaves them."""

    language: str
    follow_us: frozenset[str]
    join: frozenset[str]
    note_heading: frozenset[str]
    note_opening: str
    breadcrumbs: frozenset[str]


WORDS = [
    FurnitureWords(
        language="en",
        follow_us=frozenset(["follow us on", "follow us"]),
        join=frozenset(["join the alliance"]),
        note_heading=frozenset(["please note"]),
        note_opening="the term",
        breadcrumbs=frozenset(["home"]),
    ),
    FurnitureWords(
        language="fr",
        follow_us=frozenset(["suis nous sur", "suivez-nous sur", "suivez nous sur"]),
        join=frozenset(["participer à l'alliance", "rejoindre l'alliance"]),
        note_heading=frozenset(["veuillez noter"]),
        note_opening="le terme",
        breadcrumbs=frozenset(["accueil"]),
    ),
]

QUOTED = re.compile(r"“([^”]+)”|«\s*([^»]+?)\s*»|\"([^\"]+)\"")


@dataclass(frozen=True)
class Furniture:
    """Sentences of the furniture, word for word; empty where the dump lacks one."""

    language: str
    mission: str
    auspices: str
    invitation: str
    note: str

    @property
    def head_term(self) -> str:
        """The term that the note explains: the first words that it puts in quotation marks."""
        match = QUOTED.search(self.note)
        return next(filter(None, match.groups())) if match else ""


def split_furniture(paragraphs: list[str]) -> tuple[Furniture, list[str]]:
    """The furniture that `paragraphs` begin with, and the article after it.

    Raises ImportProblem where there is no furniture: what is article and what is not is then
    anybody's guess.
    """
    for words in WORDS:
        end = end_of_note(paragraphs, words)
        if end:
            article = paragraphs[end:]
            while article and fold(article[0]) in words.breadcrumbs:
                article = article[1:]
            return read_furniture(paragraphs[:end], words), article
    raise ImportProblem(_("no furniture of the original site was found: is it a dump of it?"))


def end_of_note(paragraphs: list[str], words: FurnitureWords) -> int:
    """The place after the terminology note in this language; 0 where there is none."""
    for place, (heading, note) in enumerate(pairwise(paragraphs)):
        if fold(heading) in words.note_heading and fold(note).startswith(words.note_opening):
            return place + 2
    return 0


def read_furniture(paragraphs: list[str], words: FurnitureWords) -> Furniture:
    """The sentences in `paragraphs`, of which the last one is the note."""
    folded = [fold(paragraph) for paragraph in paragraphs]
    head = paragraphs[: first_of(folded, words.follow_us)]
    mission, auspices = head if len(head) == 2 else ("", "")
    after_join = first_of(folded, words.join) + 1
    return Furniture(
        language=words.language,
        mission=mission,
        auspices=auspices,
        invitation=paragraphs[after_join] if after_join < len(paragraphs) else "",
        note=paragraphs[-1],
    )


def first_of(folded: list[str], words: frozenset[str]) -> int:
    """The place of the first paragraph that is one of `words`; the end where there is none."""
    return next((place for place, text in enumerate(folded) if text in words), len(folded))
