"""Finds the terms of a language in a text.

Every language has one matcher, a trie over words, kept in the process until a term changes. The
longest term at a place wins, whatever its status: an approved one shields what it contains. One
that is found itself shields nothing: it blocks if a term within it does.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from cms.terminology.models import Term
from cms.terminology.normalise import WORD, as_written, folded, gap, pattern_of
from cms.terminology.versions import current_version, stored_version


@dataclass(frozen=True)
class Finding:
    """A term that should not stand there, and what to use instead.

    `start` and `end` count code points of the text as given. `severity` is `block` or `warn`;
    `alternatives` are the approved terms of the same concept, preferred ones first.
    """

    start: int
    end: int
    match: str
    term_id: int
    concept: str
    status: str
    severity: str
    alternatives: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Entry:
    """A form of a term at the end of its path in the trie.

    `words` are given where the case matters; `tail` is punctuation that must follow.
    """

    term: Term
    words: tuple[str, ...] | None
    tail: str

    def passes(self, day: datetime.date) -> bool:
        """Whether the term may stand in a text of that day."""
        term = self.term
        if term.severity == Term.Severity.ALLOW:
            return True
        has_dates = term.valid_from is not None or term.valid_to is not None
        return (term.is_approved or has_dates) and term.is_valid_on(day)


def passing(entries: list[Entry], day: datetime.date) -> bool:
    """Whether one of the terms that a text may stand for lets it pass on that day."""
    return any(entry.passes(day) for entry in entries)


@dataclass
class Node:
    """What may follow a word: a gap and the next word; and the terms that end here."""

    following: dict[tuple[str, str], "Node"] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class Matcher:
    """All terms of one language, in the state of one version."""

    def __init__(self, version: str, terms: list[Term]) -> None:
        self.version = version
        self.roots: dict[str, Node] = {}
        self.approved: dict[int, list[Term]] = defaultdict(list)
        for term in terms:
            if term.is_approved:
                self.approved[term.concept_id].append(term)
            for text in (term.text, *(form.text for form in term.forms.all())):
                self._add(term, text)

    def _add(self, term: Term, text: str) -> None:
        pattern = pattern_of(text)
        node = self.roots.setdefault(pattern.keys[0], Node())
        for step in zip(pattern.keys[1::2], pattern.keys[2::2], strict=True):
            node = node.following.setdefault(step, Node())
        case_matters = term.case_rule == Term.CaseRule.MATCH
        node.entries.append(Entry(term, pattern.words if case_matters else None, pattern.tail))

    def find(self, text: str, day: datetime.date | None = None) -> list[Finding]:
        """What is found in `text`, dated `day` (default: today), in the order of the text."""
        day = day or timezone.localdate()
        return [
            self._finding(text, start, end, entries, day)
            for start, end, entries in self.occurrences(text)
            if not passing(entries, day)
        ]

    def occurrences(self, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """Start, end and entries of every term in `text`, found fault with or not."""
        covered = 0
        for start, end, entries in self._longest_matches(text):
            # A match that an earlier one contains is part of a longer term.
            if end > covered:
                covered = end
                yield start, end, entries

    def _longest_matches(self, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """For each word that a term begins with: start and end of the longest, and its entries."""
        words = list(WORD.finditer(text))
        for first, word in enumerate(words):
            if folded(word.group()) in self.roots:
                matches = list(self._matches_at(words, first))
                if matches:
                    yield word.start(), *matches[-1]

    def _matches_at(
        self, words: list[re.Match[str]], first: int
    ) -> Iterator[tuple[int, list[Entry]]]:
        """End and entries of each term that begins with the word at `first`, short to long."""
        node = self.roots.get(folded(words[first].group()))
        last = first
        while node is not None:
            if found := self._ending_here(words[first : last + 1], node):
                yield found
            last += 1
            if not node.following or last == len(words):
                break
            between = gap(words[last].string[words[last - 1].end() : words[last].start()])
            node = node.following.get((between, folded(words[last].group())))

    def _ending_here(
        self, words: list[re.Match[str]], node: Node
    ) -> tuple[int, list[Entry]] | None:
        """End and entries of the terms that `words` are, case and tail considered."""
        if not node.entries:
            return None
        text, end = words[-1].string, words[-1].end()
        written = tuple(as_written(word.group()) for word in words)
        matching = [
            entry
            for entry in node.entries
            if entry.words in (None, written) and text.startswith(entry.tail, end)
        ]
        if not matching:
            return None
        tail = max(len(entry.tail) for entry in matching)
        return end + tail, [entry for entry in matching if len(entry.tail) == tail]

    def _finding(
        self, text: str, start: int, end: int, entries: list[Entry], day: datetime.date
    ) -> Finding:
        # Of several terms with this text the strictest speaks.
        term = min(
            (entry.term for entry in entries),
            key=lambda term: (term.severity != Term.Severity.BLOCK, term.pk),
        )
        contained = self._blocks_within(text, start, end, day)
        return Finding(
            start=start,
            end=end,
            match=text[start:end],
            term_id=term.pk,
            concept=term.concept.identifier,
            status=term.administrative_status,
            severity=Term.Severity.BLOCK if contained else term.severity,
            alternatives=self.approved_terms(term.concept_id, day, besides=term),
            note=term.usage_note,
        )

    def _blocks_within(self, text: str, start: int, end: int, day: datetime.date) -> bool:
        """Whether a shorter term between `start` and `end` blocks, and none that passes has it."""
        words = list(WORD.finditer(text, start, end))
        shorter = [
            (word.start(), last, entries)
            for first, word in enumerate(words)
            for last, entries in self._matches_at(words, first)
            if (word.start(), last) != (start, end)
        ]
        passes = [(first, last) for first, last, entries in shorter if passing(entries, day)]
        return any(
            entry.term.severity == Term.Severity.BLOCK
            for first, last, entries in shorter
            if not any(begins <= first and last <= ends for begins, ends in passes)
            for entry in entries
        )

    def approved_terms(
        self, concept_id: int, day: datetime.date, besides: Term | None = None
    ) -> tuple[str, ...]:
        """The terms to use for a concept on `day`, preferred ones first, without `besides`."""
        valid = [
            term
            for term in self.approved[concept_id]
            if term is not besides and term.is_valid_on(day)
        ]
        valid.sort(key=lambda term: term.administrative_status != Term.Status.PREFERRED)
        return tuple(dict.fromkeys(term.text for term in valid))


_matchers: dict[str, Matcher] = {}


def matcher_for(language: str) -> Matcher:
    """The matcher of `language` as the terms are now; no query unless they have changed."""
    current, matcher = current_version(), _matchers.get(language)
    if matcher is None or matcher.version != current:
        # The version is read before the terms: what changes in between is then read once more.
        version = stored_version()
        terms = Term.objects.filter(language=language).select_related("concept")
        matcher = Matcher(version, list(terms.prefetch_related("forms")))
        _matchers[language] = matcher
    return matcher


def find_terms(text: str, language: str, day: datetime.date | None = None) -> list[Finding]:
    """The terms in `text` that should not stand in a text of `language` dated `day` (today).

    A term passes that is approved and valid that day, or that may be let pass, or that is not
    approved but dated, and `day` is within its dates.
    """
    return matcher_for(language).find(text, day)
