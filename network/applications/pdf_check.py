"""Reads a PDF from standard input and says what it is: a program of its own, without Django.

A hostile file may make its reader use all time and memory there is. Here that ends this process
and nothing else. It writes one of the words of `Verdict`; anything else means that it broke down.
"""

import io
import resource
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

SECONDS = 5
MEMORY = 512 * 1024 * 1024
MOST_PAGES = 200
MOST_OBJECTS = 100_000
DEEPEST = 200

# Actions that run programs, send data away or open other files (ISO 32000-1, 12.6.4).
FORBIDDEN_ACTIONS = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/SubmitForm",
        "/Thread",
    }
)
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent"})
ATTACHMENT_KEYS = frozenset({"/EF", "/EmbeddedFiles"})
ATTACHMENT_KINDS = frozenset({"/EmbeddedFile", "/FileAttachment"})


class Verdict(StrEnum):
    OK = "ok"
    NOT_PDF = "not_pdf"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    ATTACHMENTS = "attachments"
    TOO_LONG = "too_long"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(check(sys.stdin.buffer.read()))


def check(content: bytes) -> Verdict:
    """What `content` is. Raises nothing: what cannot be read is broken."""
    if not content.startswith(b"%PDF-"):
        return Verdict.NOT_PDF
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        if "/Encrypt" in reader.trailer:
            return Verdict.ENCRYPTED
        if len(reader.pages) > MOST_PAGES:
            return Verdict.TOO_LONG
        if not len(reader.pages):
            return Verdict.BROKEN
        return worst(dictionaries(reader))
    except Exception:  # whatever a parser stumbles over, the file is not what it should be
        return Verdict.BROKEN


def worst(found: Iterator[dict[str, Any]]) -> Verdict:
    for one in found:
        if ACTIVE_KEYS & one.keys() or name(one, "/S") in FORBIDDEN_ACTIONS:
            return Verdict.ACTIVE
        kinds = {name(one, "/Type"), name(one, "/Subtype")}
        if ATTACHMENT_KEYS & one.keys() or ATTACHMENT_KINDS & kinds:
            return Verdict.ATTACHMENTS
    return Verdict.OK


def name(one: dict[str, Any], key: str) -> str:
    """The name at `key`, which may stand elsewhere; empty for what is no name."""
    value = one[key] if key in one else None  # noqa: SIM401 `get` does not follow a reference
    return str(value) if isinstance(value, str) else ""


def dictionaries(reader: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of the file, those of streams included, reachable or not.

    Raises ValueError where there are more objects, or deeper ones, than an honest file has.
    """
    from pypdf.generic import IndirectObject

    numbers = {number for table in reader.xref.values() for number in table}
    numbers.update(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("too many objects")
    waiting = [(reader.trailer, 0)]
    waiting += [(reader.get_object(number), 0) for number in sorted(numbers) if number]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > MOST_OBJECTS * 10 or depth > DEEPEST:
            raise ValueError("too many objects")
        if isinstance(value, dict):
            yield value
            values = list(value.values())
        elif isinstance(value, list):
            values = list(value)
        else:
            continue
        # What a reference leads to is among the numbered objects.
        waiting += [(one, depth + 1) for one in values if not isinstance(one, IndirectObject)]


if __name__ == "__main__":
    main()
