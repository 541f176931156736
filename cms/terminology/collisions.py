"""Says which terms of a language cannot be told apart in a text."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from cms.terminology.models import Term
from cms.terminology.normalise import pattern_of


@dataclass(frozen=True)
class Spellings:
    """A term with all its forms, for as long as it is valid. Raises ValueError for a bad form."""

    term: str
    language: str
    case_rule: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    forms: tuple[str, ...]
    # For each form as it is looked up: how it was entered, and its words with their case.
    _found: dict[tuple[str, ...], dict[tuple[str, ...], str]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for text in (self.term, *self.forms):
            pattern = pattern_of(text)
            self._found.setdefault((*pattern.keys, pattern.tail), {})[pattern.words] = text

    @classmethod
    def of(cls, term: Term) -> "Spellings":
        return cls(
            term=term.text,
            language=term.language,
            case_rule=term.case_rule,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
            forms=tuple(form.text for form in term.forms.all()),
        )

    def shared_with(self, other: "Spellings") -> str | None:
        """A form that both have, of the same language and at the same time; None where none is."""
        if self.language != other.language or not self._overlaps(other):
            return None
        both_match_case = self.case_rule == other.case_rule == Term.CaseRule.MATCH
        for key in self._found.keys() & other._found.keys():
            mine, theirs = self._found[key], other._found[key]
            alike = mine.keys() & theirs.keys() if both_match_case else mine.keys()
            if alike:
                return mine[min(alike)]
        return None

    def _overlaps(self, other: "Spellings") -> bool:
        """Whether a day is within the dates of both; an open end has no limit."""
        first, last = datetime.date.min, datetime.date.max
        return (self.valid_from or first) <= (other.valid_to or last) and (
            other.valid_from or first
        ) <= (self.valid_to or last)


def first_collision(one: Spellings, others: Iterable[Spellings]) -> tuple[str, str] | None:
    """A form of `one` that a term of `others` has too, and that term; None where none does."""
    for other in others:
        if form := one.shared_with(other):
            return form, other.term
    return None
