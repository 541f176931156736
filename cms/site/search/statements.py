"""The statements that search: what is found, what readers may see of it, and in which order.

The table says what an object contains. Whether it is public is read from the page itself and from
`cms.privacy` in the same moment, so that nothing withdrawn is found, however it was withdrawn.
"""

# What is put into statements here are names of tables and placeholders, never what somebody typed.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Site

from cms.site.search.dialects import Match, Sql, match
from cms.site.search.entries import BAR
from cms.site.search.models import Kind, SearchEntry
from cms.site.search.words import naming_words, stem, stems, telling_words
from network.directory.filters import listed, with_text
from network.models import Authority

ENTRIES = SearchEntry._meta.db_table
PAGES = Page._meta.db_table
DOCUMENTS = get_document_model()._meta.db_table
AUTHORITIES = Authority._meta.db_table
LOCALES = Locale._meta.db_table
COLLECTIONS = Collection._meta.db_table
COLLECTION_RESTRICTIONS = CollectionViewRestriction._meta.db_table

# PostgreSQL's own 0.6 misses “Uzhorod” for Uzhhorod.
ALIKE = 0.45
# Names are asked for the letters anywhere in them; fewer than a trigram would be in most.
SHORTEST_IN_NAMES = 3


@dataclass(frozen=True)
class Question:
    """What is asked: folded text, the reader's language, and where.

    Beneath the tree paths in `hidden` everything is private, as `cms.privacy` says at this moment.
    """

    folded: str
    language: str
    site_id: int
    hidden: tuple[str, ...]
    fallback: bool = False

    @property
    def words(self) -> list[str]:
        return telling_words(self.folded, self.language)

    @property
    def languages(self) -> list[str]:
        """The reader's language first; the others only where their texts stand in."""
        others = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        return list(dict.fromkeys([self.language, *(others if self.fallback else ())]))


@dataclass(frozen=True)
class Found:
    """A row of the answer; `key` is that of a SearchEntry, or of an Authority by its kind."""

    kind: str
    key: int


def joined(parts: Sequence[Sql], between: str = "\n") -> Sql:
    """Parts of a statement one after the other, their parameters in the same order."""
    return Sql(
        between.join(part.text for part in parts),
        tuple(value for part in parts for value in part.parameters),
    )


def counts(question: Question) -> dict[str, int]:
    """How many there are of each kind; one statement."""
    found = everything(question)
    rows = execute(
        Sql(f"SELECT kind, COUNT(*) FROM ({found.text}) f GROUP BY kind", found.parameters)
    )
    return {str(kind): int(number) for kind, number in rows}


def best(
    question: Question, kind: str, start: int, number: int, *, by_text: bool = True
) -> list[Found]:
    """`number` rows from `start` on, of one kind or ("") of all, the best first.

    Not `by_text`, those with the words in title or lead come first, and then the newest.
    """
    found = everything(question, kind, by_text=by_text)
    statement = Sql(
        f"SELECT kind, id FROM ({found.text}) f"
        " ORDER BY score DESC, date DESC NULLS LAST, kind, id LIMIT %s OFFSET %s",
        (*found.parameters, number, start),
    )
    return [Found(str(kind), int(key)) for kind, key in execute(statement)]


def near(question: Question, number: int) -> list[Found]:
    """What is called almost as the question says: by trigrams, which only PostgreSQL compares."""
    if connection.vendor != "postgresql" or not question.folded:
        return []
    asked = (question.folded,)
    by_title = Match(
        Sql(""),
        Sql("%s <%% e.title_words", asked),
        Sql("word_similarity(%s, e.title_words)", asked),
    )
    names = listed().order_by().values("pk").query.sql_with_params()
    authorities = Sql(
        "SELECT a.id, 'authority', CAST(NULL AS date), word_similarity(%s, a.search_names)"
        f" FROM {AUTHORITIES} a WHERE %s <%% a.search_names AND a.id IN ({names[0]})",
        (question.folded, question.folded, *names[1]),
    )
    found = joined([entries(question, by_title), authorities], "\nUNION ALL\n")
    statement = Sql(
        f"SELECT kind, id FROM ({found.text}) f ORDER BY score DESC, kind, id LIMIT %s",
        (*found.parameters, number),
    )
    with transaction.atomic():
        execute(Sql("SET LOCAL pg_trgm.word_similarity_threshold = %s", (ALIKE,)))
        return [Found(str(kind), int(key)) for kind, key in execute(statement)]


def everything(question: Question, kind: str = "", *, by_text: bool = True) -> Sql:
    """All that is found, with its score; of one kind where that is said."""
    parts = []
    if kind != Kind.AUTHORITY:
        how = match(question.words, question.languages)
        if not by_text:
            how = Match(how.join, how.condition, in_title_or_lead(question))
        parts.append(entries(question, with_title(question, how), kind))
    if kind in ("", Kind.AUTHORITY):
        parts.append(authorities(question))
    return joined(parts, "\nUNION ALL\n")


def with_title(question: Question, how: Match) -> Match:
    """`how`, with what is called just as the question says before what only mentions it."""
    called = Sql(
        "CASE WHEN e.title_words LIKE %s THEN 2.0 WHEN e.title_stems LIKE %s THEN 1.8"
        " WHEN e.title_words LIKE %s THEN 1.0 + e.boost ELSE 0.0 END",
        (
            f"%{BAR} {question.folded} {BAR}%",
            f"%{BAR} {stems(question.folded, question.language) or BAR} {BAR}%",
            f"% {question.folded} %",
        ),
    )
    return Match(how.join, how.condition, joined([how.rank, called], " + "))


def in_title_or_lead(question: Question) -> Sql:
    """A score (0 to 1) that reads no text and no index: how many words title and lead have."""
    has_word = (
        "(CASE WHEN e.title_words LIKE %s OR e.title_stems LIKE %s THEN 1.0"
        " WHEN e.lead_words LIKE %s THEN 0.4 ELSE 0.0 END)"
    )
    # Before the first word of a lead stands no space; those of titles have a bar there.
    parameters = [
        pattern
        for word in question.words
        for pattern in (f"% {word}%", f"% {stem(word, question.language)} %", f"%{word}%")
    ]
    number = len(question.words)
    return Sql(f"(({' + '.join([has_word] * number)}) / {number})", tuple(parameters))


def entries(question: Question, how: Match, kind: str = "") -> Sql:
    """Pages, documents and concepts that readers of the question's language may see."""
    stand_in = Sql(
        f"LEFT JOIN {PAGES} s ON s.alias_of_id = p.id AND s.live"
        f" AND s.locale_id = (SELECT id FROM {LOCALES} WHERE language_code = %s)",
        (question.language,),
    )
    parts = [
        Sql("SELECT e.id AS id, e.kind AS kind, e.date AS date,"),
        Sql(f"{how.rank.text} AS score", how.rank.parameters),
        Sql(f"FROM {ENTRIES} e"),
        how.join,
        Sql(f"LEFT JOIN {PAGES} p ON p.id = e.page_id"),
        *([stand_in] if question.fallback else []),
        Sql(f"LEFT JOIN {DOCUMENTS} d ON d.id = e.document_id"),
        Sql("WHERE"),
        joined(
            [
                how.condition,
                in_language(question),
                Sql("(e.page_id IS NULL OR "),
            ],
            " AND ",
        ),
        public_page("p", question),
        Sql(")"),
        document(question),
        *([Sql("AND e.kind = %s", (kind,))] if kind else []),
    ]
    return joined(parts)


def in_language(question: Question) -> Sql:
    """In the reader's language, or what the site shows in its place where that is asked for."""
    if not question.fallback:
        return Sql("e.language = %s", (question.language,))
    stands_in = public_page("s", question, alias=True)
    return Sql(
        f"(e.language = %s OR (s.id IS NOT NULL AND {stands_in.text})"
        f" OR (e.concept_id IS NOT NULL AND e.language = %s AND NOT EXISTS (SELECT 1 FROM {ENTRIES}"
        " o WHERE o.concept_id = e.concept_id AND o.language = %s)))",
        (
            question.language,
            *stands_in.parameters,
            settings.LANGUAGE_CODE,
            question.language,
        ),
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
        "AND (e.document_id IS NULL OR ("
        f"NOT EXISTS (SELECT 1 FROM {ENTRIES} o JOIN {PAGES} op ON op.id = o.page_id"
        " WHERE o.document_id = e.document_id AND o.language = e.language"
        f" AND o.page_id < e.page_id AND {other.text})"
        f" AND NOT EXISTS (SELECT 1 FROM {COLLECTIONS} c, {COLLECTION_RESTRICTIONS} r"
        f" JOIN {COLLECTIONS} rc ON rc.id = r.collection_id"
        " WHERE c.id = d.collection_id AND c.path LIKE rc.path || %s)))",
        (*other.parameters, "%"),
    )


def authorities(question: Question) -> Sql:
    """Authorities of the directory, by any of their names; whole names before beginnings."""
    own = naming_words(question.words, question.language)
    words = " ".join(word for word in own if len(word) >= SHORTEST_IN_NAMES)
    named = with_text(listed(), words) if words else Authority.objects.filter(pk=0)
    query, parameters = named.order_by().values("pk").query.sql_with_params()
    # `search_names` has a name a line.
    names = "('\n' || a.search_names || '\n')"
    score = (
        f"CASE WHEN {names} LIKE %s OR {names} LIKE %s THEN 3.2 WHEN {names} LIKE %s THEN 1.6"
        f" WHEN (' ' || a.search_names) LIKE %s THEN 1.2 ELSE 0.6 END"
    )
    asked, name = question.folded, " ".join(own)
    return Sql(
        f"SELECT a.id AS id, 'authority' AS kind, CAST(NULL AS date) AS date, {score} AS score"
        f" FROM {AUTHORITIES} a WHERE a.id IN ({query})",
        (f"%\n{asked}\n%", f"%\n{name}\n%", f"%\n{name}%", f"% {name}%", *parameters),
    )


def execute(statement: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        return list(cursor.fetchall()) if cursor.description else []
