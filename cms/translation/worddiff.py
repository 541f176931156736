"""What has changed between two versions of a text, word by word."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Part(NamedTuple):
    """A piece of text that both versions have («equal»), or one alone («delete», «insert»)."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Part]:
    """The parts of both texts in reading order; where words were replaced, the old ones first.

    Blanks between changed words count as changed: a rewritten phrase is one part, not many.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    steps = [
        (kind == "equal" and bool("".join(old[i:j]).strip()), "".join(old[i:j]), "".join(new[k:m]))
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    parts: list[Part] = []
    for is_equal, group in groupby(steps, key=lambda step: step[0]):
        _flags, olds, news = zip(*group, strict=True)
        deleted, inserted = "".join(olds), "".join(news)
        if is_equal or deleted == inserted:
            parts.append(Part("equal", deleted))
            continue
        parts += [Part("delete", deleted)] if deleted else []
        parts += [Part("insert", inserted)] if inserted else []
    return parts
