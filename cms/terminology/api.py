"""The terminology note in the API."""

import datetime

from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Html
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory
from cms.apikit.parameters import LocaleParameters
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.terminology.models import TerminologyNote

router = ReadRouter(tags=["Terminology"])


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


def note_shape(request: HttpRequest, note: TerminologyNote, language: str) -> Note:
    """`note` for a reader of `language`."""
    references = References()
    references.add_html(note.text)
    directory = PageDirectory([], Addresses(request), private=set(), linked=references.pages)
    return Note(
        id=note.pk,
        locale=language,
        served_locale=note.locale.language_code,
        is_fallback=note.locale.language_code != language,
        head_term=note.head_term,
        text=Content(references, directory, language).html(note.text),
        source_document=note.source_document,
        in_force_from=note.in_force_from,
    )


@router.read("/terminology/note", Note, "The terminology note in force")
def get_terminology_note(request: HttpRequest, parameters: Query[LocaleParameters]) -> Note:
    note = TerminologyNote.objects.in_force(parameters.locale)
    if note is None:
        raise Http404("No note is in force.")
    with translation.override(parameters.locale):
        return note_shape(request, note, parameters.locale)
