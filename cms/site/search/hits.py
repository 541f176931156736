"""What is shown of the rows that were found; a constant number of queries for any number."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.apikit.sql import rows_as_json
from cms.countries import country_name
from cms.dates import DatedMixin, DatePrecision
from cms.languages import get_language
from cms.site.search.marks import Marker, Part
from cms.site.search.models import Kind, SearchEntry
from cms.site.search.question import Found, Question
from cms.terminology.glossary import glossary
from cms.terminology.models import TerminologyNote
from network.models import Authority, AuthorityName
from network.models.kinds import AuthorityKind

TRANSLATION = AuthorityName.Kind.TRANSLATION.value
# What is only compared, and never shown: as long again as the text.
WORDS = ("title_words", "lead_words", "body_words", "title_stems", "body_stems")
# A kind in the singular, for each row of the list.
ONE_OF = {
    Kind.PAGE: _("Page"),
    Kind.NEWS: _("News article"),
    Kind.MEETING: _("Meeting"),
    Kind.AUTHORITY: _("City or region"),
    Kind.DOCUMENT: _("Document"),
    Kind.TERM: _("Term"),
}


@dataclass(frozen=True)
class Hit(DatedMixin):
    """Something that was found.

    `language_code` is that of its words; `passage` a part of its text, may be empty;
    `date_precision` is a DatePrecision; `page_title` and `page_url` lead to the page that shows a
    document.
    """

    kind: Kind
    title: list[Part]
    url: str
    language_code: str
    passage: list[Part]
    date: datetime.date | None = None
    date_precision: str = DatePrecision.DAY
    note: str = ""
    is_example: bool = False
    page_title: str = ""
    page_url: str = ""

    @property
    def title_text(self) -> str:
        return "".join(part.text for part in self.title)

    @property
    def passage_text(self) -> str:
        return "".join(part.text for part in self.passage)

    @property
    def kind_label(self) -> str:
        return str(ONE_OF[self.kind])

    @property
    def dir(self) -> str:
        """The writing direction of its words; "auto" where the site does not know the language."""
        try:
            return get_language(self.language_code).dir
        except KeyError:
            return "auto"


def read_hits(found: Sequence[Found], question: Question) -> list[Hit]:
    """The rows that were found, in their order."""
    authorities = [one.key for one in found if one.kind == Kind.AUTHORITY]
    entries = [one.key for one in found if one.kind != Kind.AUTHORITY]
    marker = Marker(question.words)
    hits = {
        **(authority_hits(authorities, question, marker) if authorities else {}),
        **(entry_hits(entries, question, marker) if entries else {}),
    }
    return [hits[one] for one in found if one in hits]


def authority_hits(keys: Sequence[int], question: Question, marker: Marker) -> dict[Found, Hit]:
    """Authorities by the name that readers of the language know, with the name that was asked.

    As `network.directory.entries` reads them, without their relations: these take half the time.
    """
    language = question.language
    own_names = AuthorityName.objects.filter(authority=OuterRef("pk"))
    rows = Authority.objects.filter(pk__in=keys).annotate(
        name_rows=rows_as_json(own_names, "authority", "pk", "kind", "language", "name")
    )
    hits = {}
    for row in rows:
        names = [tuple(one[1:]) for one in sorted(row.name_rows or [])]
        translated = next((name for *how, name in names if how == [TRANSLATION, language]), "")
        others = dict.fromkeys([row.name, *(name for *_how, name in names)])
        others.pop(translated or row.name, None)
        asked = [one for one in others if any(part.is_match for part in marker.parts(one, ""))]
        hits[Found(Kind.AUTHORITY, row.pk)] = Hit(
            kind=Kind.AUTHORITY,
            title=marker.parts(translated or row.name, language),
            url=reverse("authority", args=[row.key]),
            language_code=language if translated else row.name_language or language,
            passage=marker.parts(", ".join(asked), ""),
            note=f"{AuthorityKind(row.kind).label}, {country_name(row.country, language)}",
            is_example=row.is_example,
        )
    return hits


def entry_hits(keys: Sequence[int], question: Question, marker: Marker) -> dict[Found, Hit]:
    """Pages, documents, concepts and notes."""
    entries = SearchEntry.objects.filter(pk__in=keys).defer(*WORDS)
    entries = entries.annotate(known_to=F("page__newspage__date_precision"))
    found = list(entries.select_related("page__locale", "document", "concept", "note"))
    stand_ins = read_stand_ins(found, question)
    hits = {}
    for entry in found:
        hit = concept_hit(entry, question, marker) if entry.concept_id else None
        if entry.note is not None:
            hit = note_hit(entry, entry.note, marker)
        if entry.page is not None:
            page = stand_ins.get(entry.page.pk, entry.page)
            hit = page_hit(entry, page, entry.known_to or DatePrecision.DAY, marker)
        if hit is not None:
            hits[Found(entry.kind, entry.pk)] = hit
    return hits


def read_stand_ins(entries: Iterable[SearchEntry], question: Question) -> dict[int, Page]:
    """By the text that it shows, the page under which readers of the language get it."""
    if not question.fallback:
        return {}
    keys = [entry.page_id for entry in entries if entry.language != question.language]
    pages = Page.objects.filter(
        alias_of__in=keys, live=True, locale__language_code=question.language
    )
    return {page.alias_of_id: page for page in pages.select_related("locale")}


def page_hit(entry: SearchEntry, page: Page, precision: str, marker: Marker) -> Hit:
    """A page, of whose date `precision` is known, or a document on it."""
    language = entry.language
    url = page.url or ""
    if entry.document is None:
        return Hit(
            kind=Kind(entry.kind),
            title=marker.parts(entry.title, language),
            url=url,
            language_code=language,
            passage=marker.passage(entry.text, language),
            date=entry.date,
            date_precision=precision,
        )
    return Hit(
        kind=Kind.DOCUMENT,
        title=marker.parts(entry.document.title, language),
        url=entry.document.url,
        language_code=language,
        passage=[],
        note=entry.document.file_extension.upper(),
        page_title=entry.page.title if entry.page else "",
        page_url=url,
    )


def concept_hit(entry: SearchEntry, question: Question, marker: Marker) -> Hit | None:
    """A concept as the glossary of the reader's language has it; None for one that it lacks."""
    concept = entry.concept and glossary(question.language).get(entry.concept.identifier)
    if concept is None:
        return None
    return Hit(
        kind=Kind.TERM,
        title=marker.parts(concept.heading, concept.language),
        url=concept.url,
        language_code=concept.language,
        passage=marker.passage(concept.definition, concept.definition_language)
        if concept.definition_language == concept.language
        else [],
    )


def note_hit(entry: SearchEntry, note: TerminologyNote, marker: Marker) -> Hit:
    """The note on terms, at its place among those of the language."""
    return Hit(
        kind=Kind.TERM,
        title=marker.parts(entry.title, entry.language),
        url=f"{reverse('terminology')}#note-{note.in_force_from.isoformat()}",
        language_code=entry.language,
        passage=marker.passage(entry.text, entry.language),
        note=str(_("Note on terms")),
    )
