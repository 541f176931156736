"""What has changed between two versions of a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Part(NamedTuple):
    """A piece of text that both versions have («equal»), or one alone («delete», «insert»)."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Part]:
    """The parts of both texts in reading order; where words were replaced, the old ones first."""
    old, new = WORD.findall(before), WORD.findall(after)
    parts: list[Part] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part("equal", "".join(old[i:j])))
            continue
        if i < j:
            parts.append(Part("delete", "".join(old[i:j])))
        if k < m:
            parts.append(Part("insert", "".join(new[k:m])))
    return parts
