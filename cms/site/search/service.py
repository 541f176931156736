"""Search as readers and the API use it.

>>> search("Кам'янець", "uk", site).hits
"""

import re
from dataclasses import dataclass, replace
from math import ceil

from django.utils import translation
from wagtail.models import Site

from cms.privacy import private_paths
from cms.site.search import statements, suggestions
from cms.site.search.hits import Hit, read_hits
from cms.site.search.models import Kind
from cms.site.search.question import Question
from cms.site.search.words import LETTER, fold, without_hyphens

# What is longer is no question that a person types.
LONGEST_TEXT = 200
MOST_WORDS = 12
PAGE_SIZE = 20
QUOTE_IN_WORD = re.compile(rf"(?<={LETTER})[\"*](?={LETTER})")
SUGGESTIONS = 5
# Of a word that so many texts have, how often it stands in one tells little, and asking takes long.
MOST_RANKED = 500


@dataclass(frozen=True)
class Answer:
    """What a search found.

    `hits` are those of the page asked for; `count` counts all of the kind asked for, `counts` those
    of each kind. `suggestions` have nearly such words, where nothing was found.
    """

    hits: list[Hit]
    count: int
    counts: dict[Kind, int]
    page: int
    pages: int
    suggestions: list[Hit]

    @property
    def total(self) -> int:
        """Of all kinds."""
        return sum(self.counts.values())


def search(
    text: str,
    language: str,
    site: Site,
    *,
    kind: Kind | None = None,
    page: int = 1,
    page_size: int = PAGE_SIZE,
    fallback: bool = False,
) -> Answer:
    """What readers of `language` find on `site` for `text`, which may be anything.

    Of one `kind` or all; `fallback` adds texts of other languages that stand in for missing
    translations. A page past the last one is empty.
    """
    question = ask(text, language, site, fallback=fallback)
    if question is None:
        return Answer([], 0, {}, page, 1, [])
    with translation.override(language):
        numbers = statements.counts(question)
        if (in_one := words_of(without_hyphens(text))) != question.folded:
            other = replace(question, folded=in_one)
            other_numbers = statements.counts(other)
            # “anti-tsiganisme” is mostly one word, and “Val-de-Marne” is three.
            if sum(other_numbers.values()) > sum(numbers.values()):
                question, numbers = other, other_numbers
        counts = {one: numbers[one] for one in Kind if one in numbers}
        count = counts.get(kind, 0) if kind else sum(counts.values())
        start = (page - 1) * page_size
        found = []
        if start < count:
            by_text = count <= MOST_RANKED
            found = statements.best(question, kind or "", start, page_size, by_text=by_text)
        near = [] if counts else suggestions.near(question, SUGGESTIONS)
        return Answer(
            hits=read_hits(found, question),
            count=count,
            counts=counts,
            page=page,
            pages=max(1, ceil(count / page_size)),
            suggestions=read_hits(near, question),
        )


def ask(text: str, language: str, site: Site, *, fallback: bool = False) -> Question | None:
    """The question that `text` asks; None where it has no word."""
    folded = words_of(text)
    if not folded:
        return None
    return Question(folded, language, site.pk, tuple(sorted(private_paths())), fallback)


def words_of(text: str) -> str:
    """As much of `text` as is asked for, folded; об"єднання is typed where no key is for ’."""
    with_apostrophes = QUOTE_IN_WORD.sub("’", text[:LONGEST_TEXT])
    return " ".join(fold(with_apostrophes).split()[:MOST_WORDS])
