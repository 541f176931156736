"""The part of the statement that finds authorities, which the register keeps the names of."""

# What is put into statements here are names of tables and placeholders, never what somebody typed.
# ruff: noqa: S608

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from cms.site.search.dialects import Sql
from cms.site.search.names import declined, sounding
from cms.site.search.question import Question
from cms.site.search.words import naming_words
from network.directory.filters import listed
from network.models import Authority

AUTHORITIES = Authority._meta.db_table

# Names are asked for the letters anywhere in them; fewer than a trigram would be in most.
SHORTEST_IN_NAMES = 3
# A name of each line of `search_names`.
NAMES = "('\n' || a.search_names || '\n')"


@lru_cache(maxsize=1)
def in_directory() -> tuple[str, tuple[Any, ...]]:
    """The statement that `listed()` asks, which Django takes longer to write than to answer."""
    return listed().order_by().values("pk").query.sql_with_params()


def authorities(question: Question) -> Sql:
    """Authorities of the directory, by any of their names; whole names before beginnings.

    A name has the words in it, or (a name that was romanised in another way) sounds like them. What
    only sounds so comes after pages that are called so: Sliven sounds like Словенія.
    """
    own = naming_words(question.words, question.language)
    name = " ".join(own)
    words = [word for word in own if len(word) >= SHORTEST_IN_NAMES]
    has_words = " AND ".join(["a.search_names LIKE %s"] * len(words))
    sought = [f"%{word}%" for word in words]
    if not words:
        # “Eu” and “Au” are towns.
        has_words, sought = f"{NAMES} LIKE %s", [f"%\n{name}\n%"]
    heard = among(sounding(own))
    called = among(declined(own, question.language))
    score = (
        f"CASE WHEN {NAMES} LIKE %s OR {NAMES} LIKE %s THEN 3.2 WHEN {called.text} THEN 2.2"
        f" WHEN {NAMES} LIKE %s THEN 1.6 WHEN (' ' || a.search_names) LIKE %s THEN 1.2"
        f" WHEN {heard.text} THEN 0.65 ELSE 0.6 END"
    )
    statement, parameters = in_directory()
    return Sql(
        f"SELECT a.id AS id, 'authority' AS kind, CAST(NULL AS date) AS date, {score} AS score"
        f" FROM {AUTHORITIES} a WHERE (({has_words}) OR {heard.text} OR {called.text})"
        f" AND a.id IN ({statement})",
        (
            *(f"%\n{question.folded}\n%", f"%\n{name}\n%", *called.parameters),
            *(f"%\n{name}%", f"% {name}%", *heard.parameters),
            *sought,
            *heard.parameters,
            *called.parameters,
            *parameters,
        ),
    )


def among(keys: Collection[int]) -> Sql:
    """Whether the authority is one of these."""
    if not keys:
        return Sql("1 = 0")
    return Sql(f"a.id IN ({', '.join(['%s'] * len(keys))})", tuple(sorted(keys)))
