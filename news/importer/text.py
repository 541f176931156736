"""Plain text of a dump: blanks and paragraphs."""

import re

# Byte order mark and zero-width space: they show nothing and mean nothing.
INVISIBLE = dict.fromkeys([0xFEFF, 0x200B])
BLANKS = re.compile(r"\s+")


def collapse_blanks(text: str) -> str:
    """`text` with each run of blanks, no-break ones included, as one plain space."""
    return BLANKS.sub(" ", text.translate(INVISIBLE)).strip()


def paragraphs_of(text: str) -> list[str]:
    """The lines of `text` that are not blank; a dump has one paragraph a line."""
    lines = (collapse_blanks(line) for line in text.splitlines())
    return [line for line in lines if line]


def fold(text: str) -> str:
    """`text` for comparing words: without case, typographic apostrophes and a final colon."""
    return collapse_blanks(text).replace("’", "'").casefold().rstrip(": ")
