"""What readers can find of an object, as rows of the search table; written by `indexing`."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.html import strip_tags
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.dates import DatePrecision, partial_date
from cms.site.search.configs import config_of
from cms.site.search.models import Kind, SearchEntry
from cms.site.search.words import compounds, fold, stems, without_hyphens
from cms.terminology.models import Concept, TerminologyNote
from network.models import MeetingPage
from news.models import NewsPage

# Fields that stand above the text of a page, and values that say what it is about.
LEADS = ("introduction", "summary", "lead")
SUBJECTS = ("place", "event_place", "country_name", "country_names")
# Between the titles of an entry that has several; not a letter, so that no word holds it.
BAR = "|"
# A section is looked for by its name more often than an article that has it in its title.
SECTION_BOOST = 0.3


def page_entries(page: Page) -> list[SearchEntry]:
    """The page (specific, as readers see it now), and the documents on it."""
    with translation.override(page.locale.language_code):
        lead = " ".join(lines(getattr(page, name, "") for name in LEADS))
        body = " ".join([*searched_texts(page), *lines(subjects(page))])
        written_day = written_day_of(page)
    kind = kind_of(page)
    entry = SearchEntry(
        key=f"page:{page.pk}",
        kind=kind,
        page_id=page.pk,
        date=day_of(page),
        boost=SECTION_BOOST if kind == Kind.PAGE else 0,
    )
    language = page.locale.language_code
    found = [filled(entry, language, [page.title], lead, body, beside=written_day)]
    for document in documents_on(page):
        entry = SearchEntry(
            key=f"document:{document.pk}:page:{page.pk}",
            kind=Kind.DOCUMENT,
            page_id=page.pk,
            document_id=document.pk,
        )
        found.append(filled(entry, page.locale.language_code, [document.title], "", ""))
    return found


def concept_entries(concept: Concept) -> list[SearchEntry]:
    """A concept in each language that has terms of it."""
    definitions = {one.language: one.text for one in concept.definitions.all()}
    texts: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    for term in concept.terms.all():
        texts.setdefault(term.language, []).append(term.text)
        forms.setdefault(term.language, []).extend(form.text for form in term.forms.all())
    return [
        filled(
            SearchEntry(
                key=f"concept:{concept.pk}:{language}", kind=Kind.TERM, concept_id=concept.pk
            ),
            language,
            titles,
            "",
            definitions.get(language, ""),
            beside=" ".join(forms[language]),
        )
        for language, titles in texts.items()
    ]


def note_entries(note: TerminologyNote) -> list[SearchEntry]:
    """A note on terms, whether it is in force or will be."""
    entry = SearchEntry(key=f"note:{note.pk}", kind=Kind.TERM, note_id=note.pk)
    body = " ".join(lines([note.text, note.source_document]))
    return [filled(entry, note.locale.language_code, [note.head_term], "", body)]


def filled(
    entry: SearchEntry, language: str, titles: list[str], lead: str, body: str, beside: str = ""
) -> SearchEntry:
    """`entry` with its texts and their words; `beside` is searched but not shown."""
    # “anti-Gypsyism” is called so in its other writing too.
    folded = list(dict.fromkeys(fold(one) for one in [*titles, *map(without_hyphens, titles)]))
    lead_words = fold(f"{lead} {compounds(lead)}")
    body_words = fold(f"{body} {beside} {compounds(f'{body} {beside}')}")
    entry.language = language
    entry.config = config_of(language)
    entry.title = titles[0]
    entry.text = " ".join(part for part in (lead, body) if part)
    entry.title_words = between_bars(folded)
    entry.lead_words, entry.body_words = lead_words, body_words
    entry.title_stems = between_bars([stems(title, language) for title in folded])
    entry.body_stems = stems(f"{lead_words} {body_words}", language)
    return entry


def between_bars(titles: list[str]) -> str:
    return f"{BAR} {f' {BAR} '.join(titles)} {BAR}"


def kind_of(page: Page) -> Kind:
    if isinstance(page, NewsPage):
        return Kind.NEWS
    return Kind.MEETING if isinstance(page, MeetingPage) else Kind.PAGE


def day_of(page: Page) -> datetime.date | None:
    """The day of an article, or on which a meeting begins."""
    return getattr(page, "start_date", None) or getattr(page, "date", None)


def written_day_of(page: Page) -> str:
    """The day in the active language, as far as it is known."""
    day = day_of(page)
    return partial_date(day, getattr(page, "date_precision", DatePrecision.DAY)) if day else ""


def searched_texts(page: Page) -> Iterator[str]:
    """What the page's class names as searchable, beside its title and leads."""
    for field in type(page).get_searchable_search_fields():
        if field.field_name not in ("title", *LEADS):
            yield from lines([field.get_value(page)])


def subjects(page: Page) -> Iterator[Any]:
    for name in SUBJECTS:
        yield getattr(page, name, "")
    if isinstance(page, NewsPage):
        yield [topic["label"] for topic in page.topic_list]


def lines(values: Any) -> Iterator[str]:
    """Each text in `values`, which may be nested lists, without markup and in one line."""
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from lines(value)
        elif value:
            yield " ".join(strip_tags(str(value)).split())


def documents_on(page: Page) -> list[Any]:
    """The documents that the page leads to, in its blocks or its text, each once."""
    model = get_document_model()
    keys = {
        int(found[1])
        for field in page._meta.get_fields()
        if hasattr(field, "extract_references")
        for found in field.extract_references(field.value_from_object(page))
        if issubclass(found[0], model)
    }
    return list(model.objects.filter(pk__in=keys).order_by("pk")) if keys else []
