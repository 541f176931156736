"""The page of the terminology: the notes with their history, and the glossary."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.cache import cached
from cms.languages import current_language
from cms.rich_text import RichTextBatch
from cms.terminology.glossary import ConceptEntry, glossary, written_languages
from cms.terminology.note_history import fallback_history, in_force_to
from cms.view_languages import require_site, same_address_in_other_languages

DESCRIPTION = gettext_lazy(
    "The words that the Alliance uses, and why: the note on terms with its earlier versions, and "
    "the glossary."
)


@require_safe
def terminology_page(request: HttpRequest) -> HttpResponse:
    """The notes and the glossary in the active language."""
    require_site(request)
    language = current_language().code
    notes = cached(f"terminology-notes:{language}", lambda: notes_for(language))
    context = {
        "title": _("Terminology"),
        "description": DESCRIPTION,
        "breadcrumbs": [{"url": f"/{language}/"}],
        "notes": notes,
        "concepts": [
            (concept, note_anchor(concept, notes)) for concept in glossary(language).values()
        ],
        **same_address_in_other_languages(
            request, cached("terminology-languages", written_languages)
        ),
    }
    return render(request, "cms/terminology/terminology.html", context)


def note_anchor(concept: ConceptEntry, notes: list[dict[str, Any]]) -> str:
    """Where the note that explains `concept` stands on the page; empty where no note does.

    A language with a note of its own, rather than a translation, has the one in force instead.
    """
    if not concept.note_key or not notes:
        return ""
    keys = [note["translation_key"] for note in notes]
    position = keys.index(concept.note_key) if concept.note_key in keys else 0
    return str(notes[position]["anchor"])


def notes_for(language: str) -> list[dict[str, Any]]:
    """The notes that readers of `language` get, the one in force first, with finished text."""
    notes = list(fallback_history(language))
    texts = RichTextBatch(note.text for note in notes)
    return [
        {
            "translation_key": note.translation_key,
            "anchor": f"note-{note.in_force_from.isoformat()}",
            "head_term": note.head_term,
            "html": texts.expand(position),
            "source_document": note.source_document,
            "language_code": note.locale.language_code,
            "from": note.in_force_from,
            "to": in_force_to(note),
        }
        for position, note in enumerate(notes)
    ]
