"""The concepts and terms of the demonstration."""

from django.conf import settings

from cms.demo.content import read_rows
from cms.demo.register import day
from cms.terminology.models import Concept, Definition, Term, TermForm, TerminologyNote
from cms.terminology.paradigm import expand

CONCEPT_COLUMNS = ("identifier", "has_note")


def load_terms() -> dict[str, Concept]:
    """The concepts by identifier, with their definitions and terms in all languages."""
    concepts = {row["identifier"]: concept(row) for row in read_rows("concepts.csv")}
    for row in read_rows("terms.csv"):
        concepts[row["concept"]].terms.add(term(row))
    for each in concepts.values():
        each.save()
    return concepts


def tie_to_note() -> None:
    """Let the note in force explain the concepts that the file says: terms come before texts."""
    explained = [
        row["identifier"] for row in read_rows("concepts.csv") if row["has_note"] == "true"
    ]
    note = TerminologyNote.objects.in_force(settings.LANGUAGE_CODE)
    Concept.objects.filter(identifier__in=explained).update(note=note)


def concept(row: dict[str, str]) -> Concept:
    """A concept with a definition for each language that the file has."""
    made = Concept(identifier=row["identifier"])
    made.definitions = [
        Definition(language=language, text=text)
        for language, text in row.items()
        if language not in CONCEPT_COLUMNS and text
    ]
    return made


def term(row: dict[str, str]) -> Term:
    made = Term(
        language=row["language"],
        text=row["term"],
        administrative_status=row["status"],
        severity=row["severity"],
        case_rule=row["case_rule"],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        source=row["source"],
        usage_note=row["usage_note"],
    )
    made.forms = [TermForm(text=form) for form in expand(row["forms"], row["term"]).forms]
    return made
