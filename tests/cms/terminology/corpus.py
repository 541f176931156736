"""The corpus of sentences with what should be found in them, and how matching scores on it.

`tests/data/terminology_corpus.csv`, one sentence a row: `expected` are the words that a person who
knows the terms would mark, in the order of the text, separated by semicolons. Where something else
is found by what matching can know (quotations, titles, words that no form was entered for), `found`
says what; “nothing” stands for no words. `\\u00ad` is written for what could not be seen.
`tests/data/terminology_terms.csv` adds example terms to those of the demonstration.
"""

import csv
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cms.demo import terms
from cms.terminology.matching import find_terms
from cms.terminology.models import Concept

DATA = Path(__file__).parents[2] / "data"
NOTHING = "nothing"
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Sentence:
    """A sentence in `language`, of a text dated `day` (None: today)."""

    language: str
    day: datetime.date | None
    subject: str
    text: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_known_limit(self) -> bool:
        return self.expected != self.found

    def spans(self, words: Iterable[str]) -> Spans:
        """Where these words stand, one after the other."""
        spans: Spans = []
        for each in words:
            start = self.text.index(each, spans[-1][1] if spans else 0)
            spans.append((start, start + len(each)))
        return spans

    def matched(self) -> Spans:
        findings = find_terms(self.text, self.language, self.day)
        return [(finding.start, finding.end) for finding in findings]


@dataclass(frozen=True)
class Score:
    """Counts of spans: rightly found, wrongly found, missed."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.misses)


def load_terms() -> None:
    """The terms of the demonstration, and the examples of the corpus."""
    terms.load_terms()
    concepts: dict[str, Concept] = {}
    for row in rows("terminology_terms.csv"):
        name = row["concept"]
        concepts.setdefault(name, Concept(identifier=name)).terms.add(terms.term(row))
    for concept in concepts.values():
        concept.save()


def sentences() -> list[Sentence]:
    return [
        Sentence(
            language=row["language"],
            day=datetime.date.fromisoformat(row["date"]) if row["date"] else None,
            subject=row["subject"],
            text=row["text"],
            expected=words(row["expected"]),
            found=words(row["found"] or row["expected"]),
        )
        for row in rows("terminology_corpus.csv")
    ]


def score(some: Iterable[Sentence]) -> Score:
    """How what is found compares with what is expected."""
    hits = false_alarms = misses = 0
    for sentence in some:
        expected, found = set(sentence.spans(sentence.expected)), set(sentence.matched())
        hits += len(expected & found)
        false_alarms += len(found - expected)
        misses += len(expected - found)
    return Score(hits, false_alarms, misses)


def words(cell: str) -> tuple[str, ...]:
    return () if cell in ("", NOTHING) else tuple(cell.split("; "))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file, with escaped characters as such."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: unescaped(value) for key, value in row.items()} for row in csv.DictReader(file)
        ]


def unescaped(text: str) -> str:
    plain = text.replace("\\n", "\n")
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), plain)
