"""Further forms of a term, written in few strokes: one a line, or a stem with its endings.

`ром|а, у, ові` stands for рома, рому, ромові. What precedes the bar is repeated before each ending,
other words of an expression included (`Рада Європ|и, і`); a bar with nothing before the first
comma, `ром|, а`, stands for the bare stem too.
"""

import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.terminology.normalise import pattern_of

BAR = "|"
MOST_FORMS = 200
LONGEST_FORM = 200


@dataclass(frozen=True)
class Paradigm:
    """Forms as entered, and whether some were written as a stem with endings."""

    forms: tuple[str, ...]
    is_compact: bool


def expand(lines: str, term: str = "") -> Paradigm:
    """The forms that `lines` stand for, each once, without `term` itself.

    Raises ValidationError, naming the line, for what cannot be a form.
    """
    forms: dict[str, None] = {}
    for line in lines.splitlines():
        for form in _forms_of_line(line):
            forms[form] = None
    forms.pop(unicodedata.normalize("NFC", term.strip()), None)
    if len(forms) > MOST_FORMS:
        raise ValidationError(
            _("%(count)d forms; a term can have %(most)d.")
            % {"count": len(forms), "most": MOST_FORMS}
        )
    return Paradigm(tuple(forms), is_compact=BAR in lines)


def _forms_of_line(line: str) -> list[str]:
    line = unicodedata.normalize("NFC", line.strip())
    stem, bar, endings = line.partition(BAR)
    if BAR in endings:
        raise ValidationError(_("“%(line)s” has more than one bar.") % {"line": line})
    forms = [stem + ending.strip() for ending in endings.split(",")] if bar else [line]
    for form in filter(None, forms):
        check_form(form)
    return [form for form in forms if form]


def check_form(form: str) -> None:
    """Raise ValidationError where `form` is too long, or not something that can be found."""
    if len(form) > LONGEST_FORM:
        raise ValidationError(
            _("“%(form)s…” is longer than %(most)d characters.")
            % {"form": form[:40], "most": LONGEST_FORM}
        )
    try:
        pattern_of(form)
    except ValueError as error:
        raise ValidationError(
            _("“%(form)s” does not begin with a letter or a digit.") % {"form": form}
        ) from error
