"""Whether a translation keeps to the terms: an approved term calls for its counterpart."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from cms.terminology.matching import Matcher, matcher_for
from cms.terminology.models import Term


@dataclass(frozen=True)
class TermMismatch:
    """An approved term of the source whose counterpart the translation lacks.

    `start` and `end` count code points of the source text; `expected` are the approved terms of the
    other language, preferred ones first, of which none stands in the translation.
    """

    concept: str
    start: int
    end: int
    match: str
    expected: tuple[str, ...]


def findings(
    source_text: str,
    source_language: str,
    target_text: str,
    target_language: str,
    day: datetime.date | None = None,
) -> list[TermMismatch]:
    """The concepts that `source_text` names by approved terms and `target_text` does not.

    Both are plain texts dated `day` (default: today). A concept is listed once, where it is named
    first; one without an approved term in the other language asks for nothing. No query.
    """
    day = day or timezone.localdate()
    target = matcher_for(target_language)
    rendered = {term.concept_id for term, _start, _end in approved(target, target_text, day)}
    mismatches: dict[int, TermMismatch] = {}
    for term, start, end in approved(matcher_for(source_language), source_text, day):
        expected = target.approved_terms(term.concept_id, day)
        if expected and term.concept_id not in rendered | mismatches.keys():
            mismatches[term.concept_id] = TermMismatch(
                concept=term.concept.identifier,
                start=start,
                end=end,
                match=source_text[start:end],
                expected=expected,
            )
    return list(mismatches.values())


def approved(matcher: Matcher, text: str, day: datetime.date) -> Iterator[tuple[Term, int, int]]:
    """Each approved term that stands in `text` and is valid on `day`, with start and end."""
    for start, end, entries in matcher.occurrences(text):
        for entry in entries:
            if entry.term.is_approved and entry.term.is_valid_on(day):
                yield entry.term, start, end
