"""Where a change of the terms of a concept would be felt, before it is made."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cms.terminology.crude_search import CrudeSearch
from cms.terminology.exemptions import Grants
from cms.terminology.matching import Finding, Matcher
from cms.terminology.models import Concept, Term
from cms.terminology.places import Place, date_of, places_of
from cms.terminology.sentences import sentence_at
from cms.terminology.site_texts import Version, versions


class Effect(Enum):
    """What the change does to an occurrence."""

    FOUND = _("would be found")
    STRICTER = _("would block publishing")
    MILDER = _("would no longer block publishing")
    PASSES = _("would pass")
    SAME = _("is found already")
    KEPT = _("stays, kept with a reason")


@dataclass(frozen=True)
class Touched:
    """An occurrence that the change touches; `finding` is what would be, or else what is, found."""

    version: Version
    place: Place
    sentence: str
    finding: Finding
    effect: Effect


@dataclass(frozen=True)
class TermChange:
    """The terms of one language: all as they are stored, and as they would be.

    `concerned` are the terms of the concept, old and new: only texts with one of them can change.
    `own` are their keys.
    """

    before: Matcher
    after: Matcher
    concerned: Matcher
    own: frozenset[int]

    def compare(self, place: Place, day: datetime.date | None) -> Iterator[tuple[Finding, Effect]]:
        """What changes in a text of that `day`, and what is found of the concept and stays."""
        if not any(True for _found in self.concerned.occurrences(place.text)):
            return
        before = {(one.start, one.end): one for one in self.before.find(place.text, day)}
        after = {(one.start, one.end): one for one in self.after.find(place.text, day)}
        for span in sorted(before.keys() | after.keys()):
            old, new = before.get(span), after.get(span)
            effect = effect_of(old, new)
            finding = new or old
            if finding and (effect is not Effect.SAME or finding.term_id in self.own):
                yield finding, effect


def effect_of(old: Finding | None, new: Finding | None) -> Effect:
    """What becomes of a finding."""
    if new is None:
        return Effect.PASSES
    if old is None:
        return Effect.FOUND
    if old.severity == new.severity:
        return Effect.SAME
    return Effect.STRICTER if new.severity == Term.Severity.BLOCK else Effect.MILDER


def changes_of(concept: Concept) -> dict[str, TermChange]:
    """What `concept`, as it is in memory, changes, by language; two queries.

    It may be new, and so may its terms.
    """
    new = terms_by_language(concept)
    stored: dict[str, list[Term]] = defaultdict(list)
    for term in Term.objects.select_related("concept").prefetch_related("forms"):
        stored[term.language].append(term)
    changes = {}
    for language in stored.keys() | new.keys():
        old = [term for term in stored[language] if term.concept_id == concept.pk]
        others = [term for term in stored[language] if term.concept_id != concept.pk]
        own = [*old, *new[language]]
        if own:
            changes[language] = TermChange(
                before=Matcher("", stored[language]),
                after=Matcher("", [*others, *new[language]]),
                concerned=Matcher("", own),
                own=frozenset(term.pk for term in own),
            )
    return changes


def terms_by_language(concept: Concept) -> dict[str, list[Term]]:
    """The terms of `concept` as it is in memory; new ones get keys, which are not stored."""
    terms = list(concept.terms.all())
    prefetch_related_objects([term for term in terms if term.pk], "forms")
    found: dict[str, list[Term]] = defaultdict(list)
    for number, term in enumerate(terms, start=1):
        if not term.pk:
            term.forms = list(term.forms.all())
            term.pk = -number
        term.concept = concept
        found[term.language].append(term)
    return found


def impact_of(concept: Concept) -> Iterator[Touched]:
    """Every published text and every draft that `concept`, as it is in memory, would touch.

    In the order of models, and of rows and texts within; queries as `cms.terminology.site_texts`.
    """
    changes = changes_of(concept)
    search = CrudeSearch(change.concerned for change in changes.values())
    grants = Grants()
    for version in versions(search, changes.keys(), drafts=True):
        yield from touched_in(version, changes, grants)


def touched_in(
    version: Version, changes: dict[str, TermChange], grants: Grants
) -> Iterator[Touched]:
    """What `changes` touch in one page or snippet."""
    day = date_of(version.instance)
    for place in places_of(version.instance):
        change = changes.get(place.language)
        if change is None:
            continue
        for finding, effect in change.compare(place, day):
            sentence = sentence_at(place.text, finding.start, finding.end)
            if effect is not Effect.PASSES and grants.cover(
                version.instance, place.path, sentence, finding.match
            ):
                effect = Effect.KEPT
            yield Touched(version, place, sentence, finding, effect)


def count_by_language(touched: Iterable[Touched]) -> dict[str, int]:
    """How many occurrences there are in each language."""
    counts: dict[str, int] = defaultdict(int)
    for one in touched:
        counts[one.place.language] += 1
    return dict(counts)
