"""The statements that search: what is found, and in which order."""

# What is put into statements here are names of tables and placeholders, never what somebody typed.
# ruff: noqa: S608

from cms.site.search.authorities import authorities
from cms.site.search.dialects import Match, Sql, execute, joined, match
from cms.site.search.entries import BAR
from cms.site.search.models import Kind, SearchEntry
from cms.site.search.question import Found, Question
from cms.site.search.visible import visible
from cms.site.search.words import stem, stems

ENTRIES = SearchEntry._meta.db_table
NO_SCORE = Sql("0.0")


def counts(question: Question) -> dict[str, int]:
    """How many there are of each kind; one statement, which ranks nothing."""
    found = everything(question, rank=None)
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
    found = everything(question, kind, rank="text" if by_text else "title")
    statement = Sql(
        f"SELECT kind, id FROM ({found.text}) f"
        " ORDER BY score DESC, date DESC NULLS LAST, kind, id LIMIT %s OFFSET %s",
        (*found.parameters, number, start),
    )
    return [Found(str(kind), int(key)) for kind, key in execute(statement)]


def everything(question: Question, kind: str = "", *, rank: str | None = "text") -> Sql:
    """All that is found, with its score; of one kind where that is said.

    `rank` by the "text" or only by the "title" and lead, or not at all.
    """
    parts = []
    if kind != Kind.AUTHORITY:
        how = match(question.words, question.languages)
        if rank is None:
            how = Match(how.join, how.condition, NO_SCORE)
        else:
            by = how.rank if rank == "text" else in_title_or_lead(question)
            how = with_title(question, Match(how.join, how.condition, by))
        parts.append(entries(question, how, kind))
    if kind in ("", Kind.AUTHORITY):
        parts.append(authorities(question))
    return joined(parts, "\nUNION ALL\n")


def with_title(question: Question, how: Match) -> Match:
    """`how`, with what is called just as the question says before what only mentions it."""
    in_stems = stems(question.folded, question.language) or BAR * 2
    each = [stem(word, question.language) for word in question.words]
    has_each = " AND ".join(["e.title_stems LIKE %s"] * len(each))
    called = Sql(
        "CASE WHEN e.title_words LIKE %s THEN 2.0 WHEN e.title_stems LIKE %s THEN 1.8"
        " WHEN e.title_words LIKE %s THEN 1.0 + e.boost"
        f" WHEN e.title_stems LIKE %s THEN 0.7 + e.boost WHEN {has_each} THEN 0.5 ELSE 0.0 END",
        (
            f"%{BAR} {question.folded} {BAR}%",
            f"%{BAR} {in_stems} {BAR}%",
            f"% {question.folded} %",
            f"% {in_stems} %",
            *(f"% {word} %" for word in each),
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
    """Pages, documents, concepts and notes that readers of the question's language may see."""
    tables, condition = visible(question)
    parts = [
        Sql("SELECT e.id AS id, e.kind AS kind, e.date AS date,"),
        Sql(f"{how.rank.text} AS score", how.rank.parameters),
        Sql(f"FROM {ENTRIES} e"),
        how.join,
        tables,
        Sql("WHERE"),
        joined([how.condition, condition], "\nAND "),
        *([Sql("AND e.kind = %s", (kind,))] if kind else []),
    ]
    return joined(parts)
