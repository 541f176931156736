"""Stores what was typed into the editor, text by text: one refused does not hold up the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail_localize.models import Translation

from cms.translation.markup import from_text, normalise, to_text
from cms.translation.segments import (
    Conflict,
    Saved,
    Segment,
    digest_of,
    save_string,
)

# The names of the form's fields: what stands before the name of the unit.
TEXT, BASED_ON, CONFIRM, COMMENT = "text-", "based-on-", "confirm-", "comment-"


@dataclass
class Outcome:
    """What became of a text: stored, or still as typed, with what stood in the way."""

    text: str
    based_on: str
    saved: Saved | None = None
    conflict: Conflict | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.conflict is not None or bool(self.errors)


@dataclass
class Outcomes:
    """The outcomes of a form by unit, and typed texts whose passage is gone."""

    by_unit: dict[str, Outcome] = field(default_factory=dict)
    homeless: list[str] = field(default_factory=list)

    @property
    def are_complete(self) -> bool:
        refused = any(outcome.is_refused for outcome in self.by_unit.values())
        return not refused and not self.homeless

    @property
    def saved(self) -> int:
        return sum(outcome.saved is not None for outcome in self.by_unit.values())


def save_form(
    translation: Translation, segments: Sequence[Segment], form: QueryDict, user: Any
) -> Outcomes:
    """Store every text of `form` that somebody has changed or confirmed.

    In a conflict, the field `take` names the unit whose other text is to stay.
    """
    outcomes = Outcomes()
    by_unit = {segment.unit_id: segment for segment in segments}
    for name, value in form.items():
        if not name.startswith(TEXT):
            continue
        unit, text = name.removeprefix(TEXT), str(value)
        based_on = str(form.get(f"{BASED_ON}{unit}", ""))
        segment = by_unit.get(unit)
        if unit == form.get("take"):
            continue
        if segment is None:
            if text.strip() and digest_of_typed(text) != based_on:
                outcomes.homeless.append(text)
        elif f"{CONFIRM}{unit}" in form or is_changed(segment, text, based_on):
            outcomes.by_unit[unit] = save_text(translation, segment, text, based_on, user)
    return outcomes


def is_changed(segment: Segment, text: str, based_on: str) -> bool:
    """Whether somebody typed this: it is neither what stands now nor what the form came with."""
    is_present = text.replace("\r\n", "\n") == to_text(segment.target_html, segment.is_plain)
    return not is_present and digest_of_typed(text, segment.is_plain) != based_on


def digest_of_typed(text: str, is_plain: bool = False) -> str:
    """The digest that a text would have if it were stored; of invalid markup, of none stored."""
    html = from_text(text, is_plain)
    try:
        return digest_of(normalise(html))
    except ValueError:
        return digest_of(html)


def save_text(
    translation: Translation, segment: Segment, text: str, based_on: str, user: Any
) -> Outcome:
    """Store one text. What is refused comes back as it was typed, with the reason."""
    outcome = Outcome(text, based_on)
    html = from_text(text, segment.is_plain)
    try:
        answer = save_string(
            translation.source, translation.target_locale, segment, html, user, based_on
        )
    except ValidationError as error:
        outcome.errors = error.messages
        return outcome
    if isinstance(answer, Conflict):
        # Whoever saves again has seen the other text.
        outcome.conflict, outcome.based_on = answer, answer.digest
    else:
        outcome.saved = answer
        outcome.text, outcome.based_on = to_text(answer.html, segment.is_plain), answer.digest
    return outcome
