"""The conditions under which readers may see an entry.

The table says what an object contains. Whether it is public is read from the page itself and from
`cms.privacy` in the same moment, so that nothing withdrawn is found, however it was withdrawn.
"""

# What is put into statements here are names of tables and placeholders, never what somebody typed.
# ruff: noqa: S608

from django.conf import settings
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Site

from cms.site.search.dialects import Sql, joined
from cms.site.search.models import SearchEntry
from cms.site.search.question import Question
from cms.terminology.models import TerminologyNote

ENTRIES = SearchEntry._meta.db_table
PAGES = Page._meta.db_table
DOCUMENTS = get_document_model()._meta.db_table
LOCALES = Locale._meta.db_table
NOTES = TerminologyNote._meta.db_table
COLLECTIONS = Collection._meta.db_table
COLLECTION_RESTRICTIONS = CollectionViewRestriction._meta.db_table


def visible(question: Question) -> tuple[Sql, Sql]:
    """What is joined to entries `e`, and the condition."""
    tables, condition = on_public_pages(question)
    return tables, joined([condition, document(question), note()], "\nAND ")


def on_public_pages(question: Question) -> tuple[Sql, Sql]:
    """As `visible`, with documents of private collections or shown before, and notes of any day."""
    stand_in = Sql(
        f"LEFT JOIN {PAGES} s ON s.alias_of_id = p.id AND s.live"
        f" AND s.locale_id = (SELECT id FROM {LOCALES} WHERE language_code = %s)",
        (question.language,),
    )
    tables = [
        Sql(f"LEFT JOIN {PAGES} p ON p.id = e.page_id"),
        *([stand_in] if question.fallback else []),
    ]
    is_open = public_page("p", question)
    conditions = [
        in_language(question),
        Sql(f"(e.page_id IS NULL OR {is_open.text})", is_open.parameters),
    ]
    return joined(tables), joined(conditions, "\nAND ")


def in_language(question: Question) -> Sql:
    """In the reader's language, or what the site shows in its place where that is asked for."""
    own = Sql("e.language = %s", (question.language,))
    if not question.fallback:
        return own
    stands_in = public_page("s", question, alias=True)
    alternatives = [
        own,
        Sql(f"(s.id IS NOT NULL AND {stands_in.text})", stands_in.parameters),
        only_text(question),
        only_concept(question),
        only_note(question),
    ]
    condition = joined(alternatives, "\nOR ")
    return Sql(f"({condition.text})", condition.parameters)


def only_text(question: Question) -> Sql:
    """A page that the reader's language has nothing of: its text in the site's first language, else
    the one that was there first."""
    own, other = public_page("t", question, alias=True), public_page("b", question)
    language_of = f"(SELECT language_code FROM {LOCALES} WHERE id = %s.locale_id)"
    return Sql(
        f"(e.page_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {PAGES} t"
        f" WHERE t.translation_key = p.translation_key AND {language_of % 't'} = %s AND {own.text})"
        f" AND (e.language = %s OR NOT EXISTS (SELECT 1 FROM {PAGES} b"
        " WHERE b.translation_key = p.translation_key"
        f" AND ({language_of % 'b'} = %s OR b.id < p.id) AND {other.text})))",
        (
            question.language,
            *own.parameters,
            settings.LANGUAGE_CODE,
            settings.LANGUAGE_CODE,
            *other.parameters,
        ),
    )


def only_concept(question: Question) -> Sql:
    """A concept without terms in the reader's language, as `only_text`."""
    return Sql(
        f"(e.concept_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {ENTRIES} o"
        " WHERE o.concept_id = e.concept_id AND (o.language = %s"
        " OR (e.language <> %s AND (o.language = %s OR o.id < e.id)))))",
        (question.language, settings.LANGUAGE_CODE, settings.LANGUAGE_CODE),
    )


def only_note(question: Question) -> Sql:
    """The note of the site's first language where the reader's has none."""
    own = note_in_force("%s")
    return Sql(
        f"(e.note_id IS NOT NULL AND e.language = %s AND NOT EXISTS ({own.text}))",
        (settings.LANGUAGE_CODE, *own.parameters, question.language),
    )


def note() -> Sql:
    """Of a note on terms, the one in force in its language."""
    in_force = note_in_force("e.language")
    return Sql(f"(e.note_id IS NULL OR e.note_id = ({in_force.text}))", in_force.parameters)


def note_in_force(language: str) -> Sql:
    """The key of the note that `TerminologyNote.objects.in_force` finds, without its fallback.

    `language` is a column or a placeholder, whose parameter comes after the first one.
    """
    return Sql(
        f"SELECT n.id FROM {NOTES} n JOIN {LOCALES} nl ON nl.id = n.locale_id"
        f" WHERE n.live AND n.in_force_from <= %s AND nl.language_code = {language}"
        " ORDER BY n.in_force_from DESC, n.id DESC LIMIT 1",
        (timezone.localdate(),),
    )


def public_page(table: str, question: Question, *, alias: bool = False) -> Sql:
    """A published page of the site that is not private; a text of its own unless an `alias`."""
    roots = [
        root.root_path for root in Site.get_site_root_paths() if root.site_id == question.site_id
    ]
    is_text = "" if alias else f" AND {table}.alias_of_id IS NULL"
    in_site = " OR ".join(f"{table}.url_path LIKE %s ESCAPE '!'" for _root in roots) or "1 = 0"
    is_open = "".join(f" AND {table}.path NOT LIKE %s" for _path in question.hidden)
    return Sql(
        f"({table}.live{is_text} AND ({in_site}){is_open})",
        (*map(beginning, roots), *(f"{path}%" for path in question.hidden)),
    )


def beginning(text: str) -> str:
    """What LIKE … ESCAPE '!' compares with: an underscore would stand for any letter."""
    return text.replace("_", "!_") + "%"


def document(question: Question) -> Sql:
    """Of a document, in an open collection, the first page that shows it; all that is none."""
    other = public_page("op", question)
    return Sql(
        "(e.document_id IS NULL OR ("
        f"NOT EXISTS (SELECT 1 FROM {ENTRIES} o JOIN {PAGES} op ON op.id = o.page_id"
        " WHERE o.document_id = e.document_id AND o.language = e.language"
        f" AND o.page_id < e.page_id AND {other.text})"
        f" AND NOT EXISTS (SELECT 1 FROM {COLLECTION_RESTRICTIONS} r"
        f" JOIN {COLLECTIONS} rc ON rc.id = r.collection_id"
        f" JOIN {COLLECTIONS} c ON c.path LIKE rc.path || %s"
        f" JOIN {DOCUMENTS} d ON d.collection_id = c.id WHERE d.id = e.document_id)))",
        (*other.parameters, "%"),
    )
