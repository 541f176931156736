"""How each database asks its index of words: the parts of a statement that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cms.site.search.configs import NO_STEMS, config_of
from cms.site.search.words import in_latin, stem

# From so many letters on, a word also finds those that begin with it.
SHORTEST_BEGINNING = 4
# A misspelt word is looked for by its first half, within these numbers of letters.
FEWEST_RIGHT, MOST_RIGHT = 3, 4
# Weights of PostgreSQL's classes D, C, B, A: text, none, lead, title.
WEIGHTS = "{0.05, 0.1, 0.4, 1.0}"
# The same for the columns of the index in SQLite, as they come in migration 0002.
COLUMN_WEIGHTS = "8.0, 3.0, 0.5, 6.0, 0.4"
# The bm25 that counts half of the best there can be.
HALF = 10.0
# To compile a statement that ranks thousands of texts takes PostgreSQL far longer than to carry it
# out. For one transaction, in the same round trip.
NO_JIT = "SET LOCAL jit = off;"


@dataclass(frozen=True)
class Sql:
    """A part of a statement with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Match:
    """How entries `e` are found: what is joined, the condition, and the rank (0 to 1)."""

    join: Sql
    condition: Sql
    rank: Sql


def joined(parts: Sequence[Sql], between: str = "\n") -> Sql:
    """Parts of a statement one after the other, their parameters in the same order."""
    return Sql(
        between.join(part.text for part in parts),
        tuple(value for part in parts for value in part.parameters),
    )


def execute(statement: Sql) -> list[tuple[Any, ...]]:
    """The rows that `statement` answers; none where it answers none."""
    before = NO_JIT if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(before + statement.text, statement.parameters)
        return list(cursor.fetchall()) if cursor.description else []


def match(words: Sequence[str], languages: Sequence[str]) -> Match:
    """Entries that have all `words` (folded), in the forms that any of `languages` gives them."""
    if connection.vendor == "postgresql":
        return match_in_postgresql(words, languages)
    return match_in_sqlite(words, languages)


def forms(word: str, languages: Sequence[str]) -> list[str]:
    """The word, its stems, and what it is in Latin letters, each once."""
    stems = (stem(word, language) for language in languages)
    return list(dict.fromkeys([word, *stems, in_latin(word)]))


def match_in_postgresql(words: Sequence[str], languages: Sequence[str]) -> Match:
    configs = [c for c in dict.fromkeys(map(config_of, languages)) if c != NO_STEMS]
    unstemmed = [language for language in languages if config_of(language) == NO_STEMS]
    wide = tsquery(words, configs, unstemmed, beginnings=True)
    exact = tsquery(words, configs, unstemmed, beginnings=False)
    rank = Sql(
        f"(ts_rank('{WEIGHTS}', e.vector, {exact.text}) * 0.8"
        f" + ts_rank('{WEIGHTS}', e.vector, {wide.text}) * 0.2)",
        (*exact.parameters, *wide.parameters),
    )
    return Match(Sql(""), Sql(f"e.vector @@ {wide.text}", wide.parameters), rank)


def tsquery(
    words: Sequence[str], configs: Sequence[str], unstemmed: Sequence[str], *, beginnings: bool
) -> Sql:
    """A tsquery: of each word one form at least. Folded words hold no operator."""
    parts: list[str] = []
    parameters: list[str] = []
    for word in words:
        own, *others = forms(word, unstemmed)
        begins = beginnings and len(word) >= SHORTEST_BEGINNING
        parameters.append(" | ".join([f"{own}:*" if begins else own, *others]))
        alternatives = ["to_tsquery('simple', %s)"]
        for config in configs:
            alternatives.append("to_tsquery(%s::regconfig, %s)")
            parameters += [config, word]
        parts.append(f"({' || '.join(alternatives)})")
    return Sql(f"({' && '.join(parts)})", tuple(parameters))


def words_beginning(words: Sequence[str]) -> Sql:
    """In PostgreSQL: entries `e` that for each of `words` have one with the same beginning."""
    right = [min(max(len(word) // 2, FEWEST_RIGHT), MOST_RIGHT) for word in words]
    asked = " & ".join(f"{word[:end]}:*" for word, end in zip(words, right, strict=True))
    return Sql("e.vector @@ to_tsquery('simple', %s)", (asked,))


def match_in_sqlite(words: Sequence[str], languages: Sequence[str]) -> Match:
    parts = []
    for word in words:
        own, *others = (f'"{form}"' for form in forms(word, languages))
        begins = " *" if len(word) >= SHORTEST_BEGINNING else ""
        parts.append(f"({' OR '.join([own + begins, *others])})")
    return fts5(" AND ".join(parts))


def fts5(asked: str) -> Match:
    """In SQLite: entries `e` that a query in the words of FTS5 finds."""
    # bm25 is the smaller, the better; brought to 0..1.
    score = f"-bm25(cms_site_search_words, {COLUMN_WEIGHTS})"
    return Match(
        Sql("JOIN cms_site_search_words ON cms_site_search_words.rowid = e.id"),
        Sql("cms_site_search_words MATCH %s", (asked,)),
        Sql(f"({score} / ({HALF} + {score}))"),
    )
