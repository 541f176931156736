"""Finds the text that stood at a place before its source changed.

wagtail-localize keys a translation by its place and its source text, so a changed text is a new,
untranslated one. Its old translation is still there, at the same place, and is what a translator
wants to start from.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

# A cell of a table is named by its text: what stood there before has another name.
NAMED_BY_TEXT = re.compile(r"\.(caption|heading|cell)-[0-9a-f]{16}-\d+$")
# Between texts of one place that share less than this, neither is a version of the other.
SIMILAR = 0.6
# Of a place whose text was rewritten often, the oldest versions are of no more use.
CONSIDERED_AT_MOST = 50
# Shorter texts are compared by letters, longer ones by words.
SHORT = 80


class Text(NamedTuple):
    """A text without translation, by a key of the caller's.

    `is_alone`: its place is a field or block that holds this one text and no other.
    """

    key: Hashable
    path: str
    source: str
    is_alone: bool


class Previous(NamedTuple):
    """A text that the source no longer has, and its translation, by a key of the caller's."""

    key: Hashable
    path: str
    source: str
    target: str
    at: datetime


def previous_texts(missing: Iterable[Text], gone: Iterable[Previous]) -> dict:
    """The old text of each of `missing` that has one, by its key; none is given twice.

    Where a text stands alone, it is the latest that stood there, however different; where several
    stand, such as the paragraphs of one block, the most similar.
    """
    texts, candidates = defaultdict(list), defaultdict(list)
    for text in missing:
        texts[place_of(text.path)].append(text)
    for previous in gone:
        candidates[place_of(previous.path)].append(previous)
    found = {}
    for place in texts.keys() & candidates.keys():
        found.update(match(texts[place], candidates[place]))
    return found


def place_of(path: str) -> str:
    return NAMED_BY_TEXT.sub(r".\1", path)


def match(texts: list[Text], candidates: list[Previous]) -> dict[Hashable, Previous]:
    candidates = sorted(candidates, key=lambda previous: previous.at)[-CONSIDERED_AT_MOST:]
    if texts[0].is_alone:
        return {texts[0].key: candidates[-1]}
    scored = sorted(
        (
            (likeness(text.source, previous.source), index, number)
            for number, text in enumerate(texts)
            for index, previous in enumerate(candidates)
        ),
        reverse=True,
    )
    found: dict[Hashable, Previous] = {}
    used = set()
    for score, index, number in scored:
        key = texts[number].key
        if score >= SIMILAR and key not in found and index not in used:
            found[key] = candidates[index]
            used.add(index)
    return found


def likeness(one: str, other: str) -> float:
    """How much two texts have in common: 0 to 1."""
    if len(one) > SHORT:
        matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    else:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()
