"""What terminology has to say about the texts of a translation."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from wagtail_localize.models import Translation

from cms.terminology.bilingual import TermMismatch
from cms.terminology.bilingual import findings as find_mismatches
from cms.terminology.exemptions import exemptions_of
from cms.terminology.matching import Finding, find_terms
from cms.terminology.places import date_of
from cms.terminology.sentences import digest, sentence_at
from cms.translation.inline_tags import judged_text
from cms.translation.segments import Segment


@dataclass(frozen=True)
class Check:
    """Terms that should not stand in a translation, and terms of its source that it lacks."""

    findings: list[Finding]
    mismatches: list[TermMismatch]

    def __bool__(self) -> bool:
        return bool(self.findings or self.mismatches)


class Checker:
    """Checks the texts of one translation as of the day of its page. One query, when it is made."""

    def __init__(self, translation: Translation, target: Any) -> None:
        self.source_language = translation.source.locale.language_code
        self.target_language = translation.target_locale.language_code
        self.day = date_of(target)
        self.exempted = set(
            exemptions_of(of_its_own(target)).values_list("sentence_digest", "words")
        )

    def check(self, segment: Segment) -> Check:
        """Of a text that is not translated there is nothing to say."""
        if not segment.target_html:
            return Check([], [])
        source, target = judged_text(segment.source_html), judged_text(segment.target_html)
        found = find_terms(target, self.target_language, self.day)
        return Check(
            [finding for finding in found if not self.is_exempted(finding, target)],
            find_mismatches(source, self.source_language, target, self.target_language, self.day),
        )

    def check_all(self, segments: Iterable[Segment]) -> dict[str, Check]:
        """The checks by unit."""
        return {segment.unit_id: self.check(segment) for segment in segments}

    def is_exempted(self, finding: Finding, text: str) -> bool:
        sentence = sentence_at(text, finding.start, finding.end)
        return (digest(sentence), finding.match) in self.exempted


def of_its_own(target: Any) -> Any:
    """`target` as it will be once it is published: of an alias, the exemptions are its source's."""
    if getattr(target, "alias_of_id", None) is None:
        return target
    published = copy(target)
    published.alias_of_id = None
    return published
