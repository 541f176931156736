"""Authorities whose names the question nearly has: in another romanisation, or misspelt.

Names are few. Each process keeps them as long as `cms.cache` keeps what was published, and
compares by itself, so that it is the same on both databases.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from cms.cache import SECONDS, content_version
from cms.site.search.sounds import is_written_alike, sound
from cms.site.search.words import ENDINGS, naming_words, stems
from network.directory.filters import listed

# From 0 to 100: as much of a misspelt name must be right.
NEAR = 72


@dataclass(frozen=True)
class Names:
    """The names of all listed authorities, folded, with the keys of those that have them.

    `whole` are also the words of names, `lines` only names; `words` are the words of names by their
    sound, each with the keys.
    """

    lines: Mapping[str, frozenset[int]]
    whole: Mapping[str, frozenset[int]]
    words: Mapping[str, Mapping[str, frozenset[int]]]


def sounding(words: Sequence[str]) -> frozenset[int]:
    """Authorities that have names which sound like each of `words` (folded)."""
    known = names().words
    found: frozenset[int] | None = None
    for word in words:
        alike = known.get(sound(word), {})
        keys = frozenset[int]().union(
            *(own for other, own in alike.items() if is_written_alike(word, other))
        )
        found = keys if found is None else found & keys
    return found or frozenset()


def declined(words: Sequence[str], language: str) -> frozenset[int]:
    """Authorities of which a whole name is `words` (folded) in whatever case: Львова, у Львові."""
    if language not in ENDINGS:
        return frozenset()
    known = _read_stems(language, content_version(), int(time.monotonic() // SECONDS))
    return known.get(name_stems(words, language), frozenset())


def name_stems(words: Sequence[str], language: str) -> str:
    """The stems of a name without what only says that it is a town or a region."""
    return stems(" ".join(naming_words(list(words), language)), language)


def near(words: Sequence[str], number: int) -> dict[int, float]:
    """At most `number` authorities with a name written almost so, and how near (0 to 100)."""
    found: dict[int, float] = {}
    known = names().whole
    asked = " ".join(words)
    for name, score, _place in process.extract(
        asked, known.keys(), scorer=ratio, score_cutoff=NEAR, limit=number
    ):
        for key in sorted(known[name]):
            found.setdefault(key, score)
    return dict(list(found.items())[:number])


def names() -> Names:
    """The names as they are now, or were a minute ago where this process was not told."""
    return _read(content_version(), int(time.monotonic() // SECONDS))


@lru_cache(maxsize=len(ENDINGS))
def _read_stems(language: str, version: int, minute: int) -> Mapping[str, frozenset[int]]:
    """The keys of `Names.lines` by the stems of the names; kept as long as these."""
    found: dict[str, frozenset[int]] = defaultdict(frozenset)
    for name, keys in _read(version, minute).lines.items():
        found[name_stems(name.split(), language)] |= keys
    return dict(found)


@lru_cache(maxsize=1)
def _read(version: int, minute: int) -> Names:
    """The names in the database; `version` and `minute` only tell for how long they are kept."""
    lines: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, set[int]] = defaultdict(set)
    words: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for key, search_names in listed().order_by().values_list("pk", "search_names"):
        for name in search_names.splitlines():
            lines[name].add(key)
            whole[name].add(key)
            for word in name.split():
                whole[word].add(key)
                if heard := sound(word):
                    words[heard][word].add(key)
    return Names(
        {name: frozenset(keys) for name, keys in lines.items()},
        {name: frozenset(keys) for name, keys in whole.items()},
        {
            heard: {word: frozenset(keys) for word, keys in alike.items()}
            for heard, alike in words.items()
        },
    )
