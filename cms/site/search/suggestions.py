"""What is written almost as the question says, where nothing is written just so.

The database finds few entries that may be meant: by their titles, PostgreSQL through trigrams and
SQLite through the words of its index; and by any of their words that begin as those asked for. Both
are then compared in the same way. All that is private is left out before, and what else readers may
not see (a document of another page, an old note) at last, of the few that are near. Numbers are
only near themselves: who asks for 2024 does not mean 2020.
"""

# What is put into statements here are names of tables and placeholders, never what somebody typed.
# ruff: noqa: S608

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from cms.site.search import names
from cms.site.search.dialects import Match, Sql, execute, fts5, joined, words_beginning
from cms.site.search.models import Kind
from cms.site.search.names import NEAR
from cms.site.search.question import Found, Question
from cms.site.search.statements import ENTRIES, NO_SCORE, entries
from cms.site.search.visible import on_public_pages
from cms.site.search.words import naming_words, stem
from network.directory.filters import listed

# PostgreSQL's own 0.6 misses “Uzhorod” for Uzhhorod.
THRESHOLD = Sql("SET LOCAL pg_trgm.word_similarity_threshold = 0.45;")
# Of so many entries, found by their titles and by their texts, the nearest are chosen.
COMPARED = 50
# Words of a text must be as near as this. Titles come first, then leads, then texts.
NEAR_IN_TEXT = 80
LATER = 10
# SQLite: words that may be meant, for each that was asked, and by how much they may be longer.
MEANT = 8
LONGER = 2
SHORTEST_MEANT = 4
LAST_LETTER = "\U0010ffff"
CANDIDATE = "e.id, e.kind, e.boost, e.title_words, e.lead_words, e.body_words"


@dataclass(frozen=True)
class Candidate:
    """An entry that may be meant, with the words (folded) of its title, lead and text."""

    found: Found
    boost: float
    title: Sequence[str]
    lead: Sequence[str]
    text: Sequence[str]


def near(question: Question, number: int) -> list[Found]:
    """What is written almost as the question says, the nearest first; at most `number`."""
    words = question.words
    own = naming_words(words, question.language)
    authorities = names.near(own, number)
    if authorities:
        open_to_all = set(listed().filter(pk__in=authorities).values_list("pk", flat=True))
        authorities = {key: score for key, score in authorities.items() if key in open_to_all}
    scores = {Found(Kind.AUTHORITY, key): score for key, score in authorities.items()}
    scores |= near_entries(question)
    ranked = sorted(scores, key=lambda one: (-scores[one], one.kind, one.key))
    return ranked[:number]


def near_entries(question: Question) -> dict[Found, float]:
    """Entries that readers may see, and how near their words are."""
    scores = {
        candidate.found: score + candidate.boost
        for candidate in read_candidates(question)
        if (score := score_of(candidate, question))
    }
    seen = visible_ones([found.key for found in scores], question)
    return {found: score for found, score in scores.items() if found.key in seen}


def score_of(candidate: Candidate, question: Question) -> float:
    """How near it is, from 0 (not at all) to 100."""
    in_title = closeness(question.words, candidate.title, question.language)
    if in_title >= NEAR:
        return in_title
    beginning = [*candidate.title, *candidate.lead]
    for later, words in enumerate((beginning, [*beginning, *candidate.text]), start=1):
        score = nearness(words, question.words)
        if score:
            return score - later * LATER
    return 0.0


def closeness(words: Sequence[str], title: Sequence[str], language: str) -> float:
    """How much of the `words` stands in the title, from 0 to 100, whatever case it has there."""
    stems = [stem(word, language) for word in title]
    nearest = [
        max(
            (
                max(ratio(word, other), ratio(stem(word, language), other_stem))
                for other, other_stem in zip(title, stems, strict=True)
                if word == other or not word.isdigit()
            ),
            default=0.0,
        )
        for word in words
    ]
    return sum(nearest) / len(nearest)


def nearness(text: Iterable[str], words: Sequence[str]) -> float:
    """How near the least near of `words` is to a word of `text`, up to 100; 0 for one too far."""
    known = set(text)
    nearest = 100.0
    for word in words:
        if word not in known:
            if word.isdigit():
                return 0.0
            found = process.extractOne(word, known, scorer=ratio, score_cutoff=NEAR_IN_TEXT)
            if found is None:
                return 0.0
            nearest = min(nearest, found[1])
    return nearest


def visible_ones(keys: Sequence[int], question: Question) -> set[int]:
    """Those of the entries that readers may see; no query where there are none."""
    if not keys:
        return set()
    these = Sql(f"e.id IN ({', '.join(['%s'] * len(keys))})", tuple(keys))
    return {int(key) for key, *_rest in execute(entries(question, Match(Sql(""), these, NO_SCORE)))}


def read_candidates(question: Question) -> list[Candidate]:
    """Few entries on public pages that may be meant, in no order; one may come twice."""
    statement = alike(question)
    if statement is None:
        return []
    if connection.vendor == "postgresql":
        # The threshold is set in the same round trip, for this transaction.
        statement = joined([THRESHOLD, statement])
    return [
        Candidate(Found(kind, key), boost, title.split(), lead.split(), body.split())
        for key, kind, boost, title, lead, body in execute(statement)
    ]


def alike(question: Question) -> Sql | None:
    """The statement that finds candidates; None where no word of the index can be meant."""
    if connection.vendor == "postgresql":
        # The operator, not the function of the same meaning, is what the index of trigrams answers.
        # As a constant it would be compared with hundreds of titles to plan the statement.
        title = Sql("(SELECT %s) <%% e.title_words", (" ".join(question.words),))
        return some_of(question, plain(title), plain(words_beginning(question.words)))
    meant = [words_meant(word) for word in question.words]
    if not all(meant):
        return None
    asked = " AND ".join("(" + " OR ".join(f'"{word}"' for word in words) + ")" for words in meant)
    return some_of(question, fts5(f"{{title_words title_stems}} : ({asked})"), fts5(asked))


def plain(condition: Sql) -> Match:
    return Match(Sql(""), condition, NO_SCORE)


def some_of(question: Question, *ways: Match) -> Sql:
    """Some entries found in each of the `ways`."""
    tables, condition = on_public_pages(question)
    parts = [
        joined(
            [
                Sql(f"SELECT * FROM (SELECT {CANDIDATE} FROM {ENTRIES} e"),
                how.join,
                tables,
                Sql("WHERE"),
                joined([how.condition, condition], "\nAND "),
                Sql("LIMIT %s) f", (COMPARED,)),
            ]
        )
        for how in ways
    ]
    return joined(parts, "\nUNION ALL\n")


def words_meant(word: str) -> list[str]:
    """The words of SQLite's index that differ little from `word`: such as begin like it, else any.

    The index has few words that begin with one letter, so that these are looked through first.
    """
    if len(word) < SHORTEST_MEANT or word.isdigit():
        return [word]
    return near_terms(word, word[0], word[0] + LAST_LETTER) or near_terms(word, "", LAST_LETTER)


def near_terms(word: str, first: str, last: str) -> list[str]:
    rows = execute(
        Sql(
            "SELECT term FROM cms_site_search_terms WHERE term >= %s AND term < %s"
            " AND length(term) BETWEEN %s AND %s",
            (first, last, len(word) - LONGER, len(word) + LONGER),
        )
    )
    known = [str(term) for (term,) in rows]
    near_ones = process.extract(word, known, scorer=ratio, score_cutoff=NEAR, limit=MEANT)
    return [found for found, _score, _place in near_ones]
