"""What makes two files the same item: the number on the original site, else the text itself."""

import hashlib
import unicodedata
from collections.abc import Iterable

from news.importer.text import collapse_blanks


def text_hash(parts: Iterable[str]) -> str:
    """Hash of a text in its parts, such as paragraphs; blanks and Unicode forms do not count."""
    normalised = "\n".join(unicodedata.normalize("NFC", collapse_blanks(part)) for part in parts)
    return hashlib.sha256(normalised.encode()).hexdigest()


def source_key(legacy_id: int | None, hash_of_text: str) -> str:
    """`ImportedItem.source_key` of an item: `legacy:289`, or `text:<hash>` without a number."""
    return f"text:{hash_of_text}" if legacy_id is None else f"legacy:{legacy_id}"
