"""The glossary as readers of one language get it: concepts, their definitions and terms.

Read in a constant number of queries, and kept until content changes.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.cache import cached
from cms.collation import sort_key
from cms.languages import get_language
from cms.terminology.models import Concept, Definition, Term, TerminologyNote

# The order in which a reader meets the terms of a concept.
STATUSES = (
    Term.Status.PREFERRED,
    Term.Status.ADMITTED,
    Term.Status.SUPERSEDED,
    Term.Status.DEPRECATED,
)


@dataclass(frozen=True)
class TermEntry:
    """A term in the glossary.

    `is_to_use` says whether it is approved and valid today, `is_past` whether it was approved once.
    """

    text: str
    status: Term.Status
    is_to_use: bool
    is_past: bool
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    source: str
    usage_note: str


@dataclass(frozen=True)
class ConceptEntry:
    """A concept in the glossary.

    `language` is that of its terms, `definition_language` that of its definition: the reader's, or
    the one that stands in for it. `heading` is the term to use for it, else the first one.
    """

    key: int
    identifier: str
    heading: str
    language: str
    definition: str
    definition_language: str
    terms: tuple[TermEntry, ...]
    note_key: uuid.UUID | None

    @property
    def anchor(self) -> str:
        """The fragment of its address in the glossary."""
        return f"concept-{self.identifier}"

    @property
    def url(self) -> str:
        """Its place in the glossary of the active language."""
        return f"{reverse('terminology')}#{self.anchor}"

    @property
    def approved(self) -> tuple[str, ...]:
        """The terms to use, preferred ones first."""
        return tuple(term.text for term in self.terms if term.is_to_use)


def glossary(language: str) -> dict[str, ConceptEntry]:
    """All concepts by identifier, in the order of their headings in `language`; at most three
    queries, and none while they are kept."""
    return cached(f"glossary:{language}", lambda: read_glossary(language, timezone.localdate()))


def read_glossary(language: str, day: datetime.date) -> dict[str, ConceptEntry]:
    """The glossary from the database, as it is on `day`."""
    concepts: QuerySet[Concept] = Concept.objects.select_related("note").prefetch_related(
        "definitions", "terms"
    )
    entries = [entry_of(concept, language, day) for concept in concepts]
    named = [entry for entry in entries if entry.terms]
    return {
        entry.identifier: entry for entry in sorted(named, key=lambda one: sort_key(one.heading))
    }


def entry_of(concept: Concept, language: str, day: datetime.date) -> ConceptEntry:
    """`concept` for readers of `language`; without terms where it has none in any language."""
    all_terms = list(concept.terms.all())
    terms_language = nearest(language, [term.language for term in all_terms])
    terms = sorted(
        (term_entry(term, day) for term in all_terms if term.language == terms_language),
        key=lambda term: (not term.is_to_use, STATUSES.index(term.status)),
    )
    definitions: dict[str, Definition] = {
        definition.language: definition for definition in concept.definitions.all()
    }
    definition_language = nearest(language, definitions)
    return ConceptEntry(
        key=concept.pk,
        identifier=concept.identifier,
        heading=terms[0].text if terms else concept.identifier,
        language=terms_language,
        definition=definitions[definition_language].text if definitions else "",
        definition_language=definition_language,
        terms=tuple(terms),
        note_key=concept.note.translation_key if concept.note else None,
    )


def term_entry(term: Term, day: datetime.date) -> TermEntry:
    return TermEntry(
        text=term.text,
        status=Term.Status(term.administrative_status),
        is_to_use=term.is_approved and term.is_valid_on(day),
        is_past=term.is_approved and term.valid_to is not None and term.valid_to < day,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        source=term.source,
        usage_note=term.usage_note,
    )


def written_languages() -> set[str]:
    """The languages that have terms, or a published note, of their own; two queries."""
    terms = Term.objects.values_list("language", flat=True).distinct()
    notes = TerminologyNote.objects.filter(live=True).values_list(
        "locale__language_code", flat=True
    )
    return {*terms, *notes}


def nearest(language: str, available: Iterable[str]) -> str:
    """Of the `available` languages the one to show to readers of `language`.

    Their own, else the site's first, else any that the site knows; their own where there is none.
    """
    known = list(available)
    for code in (language, settings.LANGUAGE_CODE):
        if code in known:
            return code
    return next((code for code in known if is_known(code)), language)


def is_known(code: str) -> bool:
    """Whether a language can be named; it may have been taken off the site since."""
    try:
        return bool(get_language(code))
    except KeyError:
        return False
