"""What is called almost as the question says, where nothing is called just so.

The database finds few titles that may be meant: PostgreSQL by trigrams, with its index; SQLite by
the words of its index that begin with the same letter. Both are then compared in the same way.
"""

from collections.abc import Sequence

from django.db import connection
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from cms.site.search import names
from cms.site.search.dialects import Match, Sql, execute, joined
from cms.site.search.models import Kind, SearchEntry
from cms.site.search.names import NEAR
from cms.site.search.question import Found, Question
from cms.site.search.statements import NO_SCORE, entries
from cms.site.search.words import naming_words, stem
from network.directory.filters import listed

# PostgreSQL's own 0.6 misses “Uzhorod” for Uzhhorod.
THRESHOLD = Sql("SET LOCAL pg_trgm.word_similarity_threshold = 0.45;")
# Of so many titles the nearest are chosen.
COMPARED = 50
# SQLite: words that may be meant, for each that was asked, and by how much they may be longer.
MEANT = 8
LONGER = 2
SHORTEST_MEANT = 4
LAST_LETTER = "\U0010ffff"


def near(question: Question, number: int) -> list[Found]:
    """What is called almost as the question says, the nearest first; at most `number`."""
    words = question.words
    own = naming_words(words, question.language)
    authorities = names.near(own, number)
    if authorities:
        open_to_all = set(listed().filter(pk__in=authorities).values_list("pk", flat=True))
        authorities = {key: score for key, score in authorities.items() if key in open_to_all}
    found = [(score, Found(Kind.AUTHORITY, key)) for key, score in authorities.items()]
    for key, kind, title in read_titles(find_titles(question)):
        score = closeness(words, title.split(), question.language)
        if score >= NEAR:
            found.append((score, Found(kind, key)))
    found.sort(key=lambda one: (-one[0], one[1].kind, one[1].key))
    return [one for _score, one in found[:number]]


def closeness(words: Sequence[str], title: Sequence[str], language: str) -> float:
    """How much of the `words` stands in the title, from 0 to 100, whatever case it has there."""
    stems = [stem(word, language) for word in title]
    nearest = [
        max(
            (
                max(ratio(word, other), ratio(stem(word, language), other_stem))
                for other, other_stem in zip(title, stems, strict=True)
            ),
            default=0.0,
        )
        for word in words
    ]
    return sum(nearest) / len(nearest)


def read_titles(keys: Sequence[int]) -> list[tuple[int, str, str]]:
    if not keys:
        return []
    rows = SearchEntry.objects.filter(pk__in=keys)
    return list(rows.values_list("pk", "kind", "title_words"))


def find_titles(question: Question) -> list[int]:
    """Keys of entries that readers may see, and whose titles may be meant."""
    if connection.vendor == "postgresql":
        return titles_in_postgresql(question)
    return titles_in_sqlite(question)


def titles_in_postgresql(question: Question) -> list[int]:
    # The threshold is set in the same round trip, for this transaction.
    statement = joined([THRESHOLD, alike_in_postgresql(question)])
    return [int(key) for key, *_rest in execute(statement)]


def alike_in_postgresql(question: Question) -> Sql:
    """The operator, not the function of the same meaning, is what the index of trigrams answers."""
    asked = (" ".join(question.words),)
    return some_of(question, Match(Sql(""), Sql("%s <%% e.title_words", asked), NO_SCORE))


def titles_in_sqlite(question: Question) -> list[int]:
    meant = [words_meant(word) for word in question.words]
    if not all(meant):
        return []
    asked = " AND ".join("(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in meant)
    alike = Match(
        Sql("JOIN cms_site_search_words ON cms_site_search_words.rowid = e.id"),
        Sql("cms_site_search_words MATCH %s", (f"{{title_words title_stems}} : ({asked})",)),
        NO_SCORE,
    )
    return [int(key) for key, *_rest in execute(some_of(question, alike))]


def some_of(question: Question, how: Match) -> Sql:
    found = entries(question, how)
    return Sql(f"{found.text} LIMIT %s", (*found.parameters, COMPARED))


def words_meant(word: str) -> list[str]:
    """The words of SQLite's index that begin like `word` and differ little from it."""
    if len(word) < SHORTEST_MEANT:
        return [word]
    rows = execute(
        Sql(
            "SELECT term FROM cms_site_search_terms WHERE term >= %s AND term < %s"
            " AND length(term) BETWEEN %s AND %s",
            (word[0], word[0] + LAST_LETTER, len(word) - LONGER, len(word) + LONGER),
        )
    )
    known = [str(term) for (term,) in rows]
    near_ones = process.extract(word, known, scorer=ratio, score_cutoff=NEAR, limit=MEANT)
    return [found for found, _score, _place in near_ones]
