"""The terminology in the API: notes, terms, and what is found in a text."""

import datetime
import re
from typing import Annotated, Any, Literal

from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import Body, Query, Schema
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Html
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory
from cms.apikit.paging import Order, part_of, part_of_keys
from cms.apikit.parameters import (
    Id,
    LanguageCode,
    ListParameters,
    LocaleParameters,
    PageParameters,
    PlainText,
    without_nul,
)
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage
from cms.apikit.throttle import ClientThrottle
from cms.terminology.matching import find_terms
from cms.terminology.models import Term, TerminologyNote
from cms.terminology.note_history import fallback_history, in_force_to, note_history

router = ReadRouter(tags=["Terminology"])

# Code points; about ten times a long article.
LONGEST_TEXT = 100_000
CHECKS_A_MINUTE = 60
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

BY_CONCEPT = Order(("identifier", "pk"), (PlainText, Id))

Status = Literal["preferred", "admitted", "deprecated", "superseded"]


class Note(BaseModel):
    """The note on terms that stands on every page of the site."""

    id: int
    locale: str = Field(description="The language that was asked for")
    served_locale: str = Field(description="Language of the text")
    is_fallback: bool = Field(description="Whether that language has no note in force")
    head_term: str
    text: Html
    source_document: str
    in_force_from: datetime.date


class DatedNote(Note):
    """A version of the note."""

    in_force_to: datetime.date | None = Field(description="Null of the version in force")


class DatedNoteList(ListPage):
    items: list[DatedNote]


class TermItem(BaseModel):
    """A term, with the status that it has in its language (ISO 30042)."""

    id: int
    concept: str = Field(
        description="Identifier of the concept; the same for its terms in all languages"
    )
    definition: str = Field(description="In the same language; empty where there is none")
    locale: str
    text: str
    forms: list[str] = Field(description="Inflections and spellings by which it is recognised too")
    status: Status
    severity: Literal["block", "warn", "allow"] = Field(
        description="What it does to a text in which it is found, unless it is approved and valid"
    )
    case_rule: Literal["ignore", "match"]
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    source: str
    usage_note: str


class TermList(ListPage):
    items: list[TermItem]


class TermParameters(LocaleParameters, PageParameters):
    """Which part of the terms of a language."""


def written_day(value: object) -> object:
    """`value`, unless it is a number or a moment, of which Pydantic would make a day too."""
    is_day = value is None or (isinstance(value, str) and ISO_DAY.fullmatch(value))
    if not is_day:
        raise ValueError("a day is written as in 2025-01-31")
    return value


Day = Annotated[datetime.date, BeforeValidator(written_day)]


class Check(Schema):
    """A text to be checked."""

    model_config = ConfigDict(extra="forbid")

    language: LanguageCode
    text: Annotated[
        str,
        Field(max_length=LONGEST_TEXT, description="Plain text, without markup"),
        AfterValidator(without_nul),
    ]
    date: Day | None = Field(None, description="The day that the text is of; left out, today")


class FoundTerm(BaseModel):
    """A term that should not stand in the text, and where it stands, in Unicode code points."""

    start: int
    end: int
    match: str
    status: Status
    severity: Literal["block", "warn"]
    alternatives: list[str] = Field(description="Terms to use instead, preferred ones first")
    note: str


class Findings(BaseModel):
    """What was found, in the order of the text."""

    findings: list[FoundTerm]


def content_for(request: HttpRequest, notes: list[TerminologyNote], language: str) -> Content:
    """What finishes the texts of `notes` for a reader of `language`; one query."""
    references = References()
    for note in notes:
        references.add_html(note.text)
    directory = PageDirectory([], Addresses(request), private=set(), linked=references.pages)
    return Content(references, directory, language)


def note_shape(request: HttpRequest, note: TerminologyNote, language: str) -> Note:
    """`note` for a reader of `language`."""
    return Note(**note_fields(note, content_for(request, [note], language), language))


def note_fields(note: TerminologyNote, content: Content, language: str) -> dict[str, Any]:
    """The fields of Note."""
    return {
        "id": note.pk,
        "locale": language,
        "served_locale": note.locale.language_code,
        "is_fallback": note.locale.language_code != language,
        "head_term": note.head_term,
        "text": content.html(note.text),
        "source_document": note.source_document,
        "in_force_from": note.in_force_from,
    }


@router.read("/terminology/note", Note, "The terminology note in force")
def get_terminology_note(request: HttpRequest, parameters: Query[LocaleParameters]) -> Note:
    note = TerminologyNote.objects.in_force(parameters.locale)
    if note is None:
        raise Http404("No note is in force.")
    with translation.override(parameters.locale):
        return note_shape(request, note, parameters.locale)


@router.read("/terminology/notes", DatedNoteList, "All versions of the note, the latest first")
def list_terminology_notes(
    request: HttpRequest, parameters: Query[ListParameters]
) -> DatedNoteList:
    language = parameters.locale
    history = fallback_history(language) if parameters.fallback else note_history(language)
    all_notes = {note.pk: note for note in history}
    part = part_of_keys(list(all_notes), parameters)
    notes = [all_notes[key] for key in part.rows]
    with translation.override(language):
        content = content_for(request, notes, language)
        return DatedNoteList(
            **part.fields,
            items=[
                DatedNote(**note_fields(note, content, language), in_force_to=in_force_to(note))
                for note in notes
            ],
        )


@router.read("/terminology/terms", TermList, "Terms of a language, by concept")
def list_terms(request: HttpRequest, parameters: Query[TermParameters]) -> TermList:
    language = parameters.locale
    terms = (
        Term.objects.filter(language=language)
        .select_related("concept")
        .prefetch_related("forms", "concept__definitions")
        .annotate(identifier=F("concept__identifier"))
    )
    part = part_of(terms, BY_CONCEPT, parameters)
    return TermList(
        **part.fields,
        items=[term_item(term) for term in part.rows],
    )


def term_item(term: Term) -> TermItem:
    """`term` with forms and definitions at hand."""
    definitions = {
        definition.language: definition.text for definition in term.concept.definitions.all()
    }
    return TermItem.model_validate(
        {
            "id": term.pk,
            "concept": term.concept.identifier,
            "definition": definitions.get(term.language, ""),
            "locale": term.language,
            "text": term.text,
            "forms": [form.text for form in term.forms.all()],
            "status": term.administrative_status,
            "severity": term.severity,
            "case_rule": term.case_rule,
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
            "source": term.source,
            "usage_note": term.usage_note,
        }
    )


@router.ask(
    "/terminology/check",
    Findings,
    "Find the terms that should not stand in a text",
    ClientThrottle("terminology-check", CHECKS_A_MINUTE),
)
def check_terminology(request: HttpRequest, check: Body[Check]) -> Findings:
    found = find_terms(check.text, check.language, check.date)
    return Findings(
        findings=[FoundTerm.model_validate(finding, from_attributes=True) for finding in found]
    )
