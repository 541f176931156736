"""Judges one unit of a returned file against the segment that it is a translation of."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.translation.exchange.terms import counterparts, discouraged_terms
from cms.translation.exchange.units import ReturnedUnit
from cms.translation.segments import Segment, State, checked


class Outcome(models.TextChoices):
    """What becomes of a unit."""

    CHANGED = "changed", gettext_lazy("changed")
    CONFLICT = "conflict", gettext_lazy("conflict")
    STALE = "stale", gettext_lazy("source changed")
    FOREIGN = "foreign", gettext_lazy("unknown here")
    ERROR = "error", gettext_lazy("error")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")


@dataclass(frozen=True)
class Result:
    """A unit of the file, what becomes of it, and why; texts are HTML with inline tags.

    `current_html` is the translation on the site, by whom and when; `new_html` that of the file.
    `edit_url` leads to the editor of the translation.
    """

    unit: ReturnedUnit
    outcome: Outcome
    reason: str = ""
    document: str = ""
    edit_url: str = ""
    label: str = ""
    source_html: str = ""
    current_html: str = ""
    current_by: str = ""
    current_at: datetime | None = None
    new_html: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What becomes of a unit, without what describes it."""

    outcome: Outcome
    reason: str = ""
    new_html: str = ""
    warnings: tuple[str, ...] = ()


def judge(
    unit: ReturnedUnit,
    segment: Segment,
    exported_at: datetime | None,
    languages: tuple[str, str],
) -> Verdict:
    """What becomes of `unit`, which has the id of `segment`; `languages`: source and target."""
    if unit.problem:
        return Verdict(Outcome.ERROR, unit.problem, unit.target_html)
    if unit.source_digest not in (None, segment.source_digest):
        return Verdict(Outcome.STALE, _("The source has changed since the export."))
    if not unit.target_html.strip():
        return Verdict(Outcome.UNCHANGED, _("The file has no translation of it."))
    try:
        html, warnings = checked(unit.target_html, segment)
    except ValidationError as error:
        return Verdict(Outcome.ERROR, " ".join(error.messages), unit.target_html)
    if html == segment.target_html:
        return judge_same(unit, segment)
    if html == segment.previous_target_html and not unit.is_confirmed:
        return Verdict(Outcome.UNCHANGED, _("It is the old translation, which nobody confirmed."))
    if not is_as_exported(unit, segment, exported_at):
        reason = _("Somebody has changed the translation here since the export.")
        return Verdict(Outcome.CONFLICT, reason, html)
    warnings = [
        *warnings,
        *lost_codes(segment.source_html, html),
        *unfinished(unit),
        *discouraged_terms(html, languages[1]),
        *counterparts(segment.source_html, html, *languages),
    ]
    return Verdict(Outcome.CHANGED, "", html, tuple(warnings))


def judge_same(unit: ReturnedUnit, segment: Segment) -> Verdict:
    """The file says what the site says: to a machine's suggestion that is a confirmation."""
    if segment.state == State.SUGGESTED and unit.is_confirmed:
        return Verdict(Outcome.CHANGED, _("It confirms the suggestion."), segment.target_html)
    return Verdict(Outcome.UNCHANGED, "", segment.target_html)


def is_as_exported(unit: ReturnedUnit, segment: Segment, exported_at: datetime | None) -> bool:
    """Whether nobody's work is lost if the translation on the site is replaced.

    Where the file has lost the digest of what was exported, the time of the export decides.
    """
    if not segment.target_html or segment.state == State.SUGGESTED:
        return True
    if unit.target_digest is not None:
        return unit.target_digest == segment.target_digest
    if exported_at is None or segment.updated_at is None:
        return False
    return segment.updated_at <= exported_at


def lost_codes(source_html: str, target_html: str) -> list[str]:
    """Warnings of line breaks and formatting that the translation lacks; links have their own."""
    lost = count_codes(source_html) - count_codes(target_html)
    return [
        _("<%(tag)s> stands less often than in the source.") % {"tag": name}
        for name in sorted(lost)
    ]


def count_codes(html: str) -> Counter[str]:
    names = (element.name for element in BeautifulSoup(html, "html.parser").find_all(True))
    return Counter(name for name in names if name != "a")


def unfinished(unit: ReturnedUnit) -> list[str]:
    if unit.is_confirmed:
        return []
    return [_("The file does not say that the translation is finished.")]
