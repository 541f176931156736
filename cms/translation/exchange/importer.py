"""Says what a returned file would change, and changes it.

A file that is no exchange file is refused as a whole. Otherwise every unit is judged for itself:
those that are fine are stored, page by page in one transaction each, the others stay as they are,
with the reason. Strings are stored, nothing is published. A second time the same file changes
nothing.
"""

import math
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, LockableMixin
from wagtail_localize.models import Translation, get_edit_url

from cms.translation.exchange.collect import Job, begun, jobs_for
from cms.translation.exchange.judge import Outcome, Result, Verdict, judge
from cms.translation.exchange.safety import RefusedFile
from cms.translation.exchange.units import ReturnedFile, ReturnedUnit
from cms.translation.segments import (
    Conflict,
    Segment,
    SourceChanged,
    read_segments,
    save_string,
)


@dataclass(frozen=True)
class Report:
    """What becomes of all units of a file; `is_stored` is false for a dry run.

    `left` is how many translations are still to be stored, because the time was over.
    """

    source_language: str
    target_language: str
    results: tuple[Result, ...]
    is_stored: bool
    left: int = 0

    def count(self, outcome: Outcome) -> int:
        return sum(result.outcome == outcome for result in self.results)

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """How many units have each outcome that occurs."""
        return [(outcome, self.count(outcome)) for outcome in Outcome if self.count(outcome)]

    @property
    def changed(self) -> int:
        return self.count(Outcome.CHANGED)


def preview(file: ReturnedFile, user: Any) -> Report:
    """What `take_over` would do now, without doing it. Raises RefusedFile."""
    return Import(file, user, is_stored=False, seconds=0).run()


def take_over(file: ReturnedFile, user: Any, seconds: float = math.inf) -> Report:
    """Store the translations in `file` that may be stored. Raises RefusedFile.

    No page is begun after `seconds`; at least one is stored, so that going on comes to an end.
    """
    return Import(file, user, is_stored=True, seconds=seconds).run()


class Import:
    """One walk through a file, as `user`."""

    def __init__(self, file: ReturnedFile, user: Any, is_stored: bool, seconds: float) -> None:
        self.file = file
        self.user = user
        self.is_stored = is_stored
        self.deadline = time.monotonic() + seconds
        self.stored = 0
        self.left = 0
        self.locale = find_locale(file.target_language)

    def run(self) -> Report:
        units: dict[str, list[ReturnedUnit]] = defaultdict(list)
        for unit in self.file.units:
            units[unit.document_key].append(unit)
        jobs = self.jobs(list(units))
        results: list[Result] = []
        for key, of_document in units.items():
            job = jobs.get(key)
            if job is None:
                results += [unknown(unit) for unit in of_document]
            elif self.may_store():
                with transaction.atomic():
                    results += self.run_document(of_document, job, is_storing=True)
            else:
                results += self.run_document(of_document, job, is_storing=False)
        return Report(
            self.file.source_language,
            self.locale.language_code,
            tuple(results),
            self.is_stored,
            self.left if self.is_stored else 0,
        )

    def may_store(self) -> bool:
        return self.is_stored and (self.stored == 0 or time.monotonic() < self.deadline)

    def jobs(self, keys: list[str]) -> dict[str, Job]:
        """The translations that the file is about and the user may change, by document."""
        found = begun([key for key in keys if is_uuid(key)], self.locale)
        if self.file.source_language:
            found = found.filter(source__locale=locale_for(self.file.source_language))
        return {
            str(job.translation.source.object_id): job
            for job in jobs_for(self.user, found)
            if not is_locked(job.target, self.user)
        }

    def run_document(self, units: list[ReturnedUnit], job: Job, is_storing: bool) -> list[Result]:
        segments = read_segments(job.translation.source, self.locale)
        by_id = {segment.unit_id: segment for segment in segments}
        paths = {segment.path for segment in segments}
        title = job.translation.source.object_repr
        edit_url = (get_edit_url(job.target) or "") if job.target else ""
        results = [
            self.run_unit(unit, by_id[unit.id], job.translation, is_storing)
            if unit.id in by_id
            else without_segment(unit, unit.path in paths)
            for unit in units
        ]
        return [replace(result, document=title, edit_url=edit_url) for result in results]

    def run_unit(
        self, unit: ReturnedUnit, segment: Segment, translation: Translation, is_storing: bool
    ) -> Result:
        languages = translation.source.locale.language_code, self.locale.language_code
        verdict = judge(unit, segment, self.file.exported_at, languages)
        if verdict.outcome == Outcome.CHANGED:
            if is_storing:
                verdict = self.store(verdict, segment, translation)
                self.stored += 1
            else:
                self.left += 1
        return Result(
            unit,
            verdict.outcome,
            verdict.reason,
            label=segment.label,
            source_html=segment.source_html,
            current_html=segment.target_html,
            current_by=str(segment.updated_by or ""),
            current_at=segment.updated_at,
            new_html=verdict.new_html,
            warnings=verdict.warnings,
        )

    def store(self, verdict: Verdict, segment: Segment, translation: Translation) -> Verdict:
        """Store what was judged; the judgement may be overtaken by somebody else's work."""
        try:
            saved = save_string(
                translation.source,
                self.locale,
                segment,
                verdict.new_html,
                self.user,
                based_on=segment.target_digest,
                origin="import",
                tool_name=self.file.tool,
            )
        except SourceChanged:
            return Verdict(Outcome.STALE, _("The source has changed since the export."))
        except ValidationError as error:
            return Verdict(Outcome.ERROR, " ".join(error.messages), verdict.new_html)
        if isinstance(saved, Conflict):
            reason = _("Somebody has just written: %(text)s") % {"text": saved.theirs}
            return Verdict(Outcome.CONFLICT, reason, verdict.new_html)
        return verdict


def unknown(unit: ReturnedUnit) -> Result:
    """What becomes of a unit of a page that is not there, or not for this user."""
    reason = _("This site has no such translation, or it is locked, or you may not change it.")
    return Result(unit, Outcome.FOREIGN, reason, new_html=unit.target_html)


def without_segment(unit: ReturnedUnit, is_known_place: bool) -> Result:
    """What becomes of a unit that the source does not have: the id names place and text."""
    if is_known_place:
        outcome, reason = Outcome.STALE, _("The source has changed since the export.")
    else:
        outcome, reason = Outcome.FOREIGN, _("The source has no such passage.")
    return Result(unit, outcome, reason, source_html=unit.source_html, new_html=unit.target_html)


def find_locale(language: str) -> Locale:
    locale = locale_for(language)
    if locale is None:
        raise RefusedFile(
            _("The file is for the language “%(language)s”, which this site does not have.")
            % {"language": language[:40]}
        )
    return locale


def locale_for(language: str) -> Locale | None:
    """The site's own for a language tag: «uk» also for «uk-UA», since many tools want a country."""
    for code in (language, language.partition("-")[0]):
        locale = Locale.objects.filter(language_code__iexact=code).first()
        if locale is not None:
            return locale
    return None


def is_locked(target: Any, user: Any) -> bool:
    lock = target.get_lock() if isinstance(target, LockableMixin) else None
    return lock is not None and lock.for_user(user)


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
