"""Tells quickly which rows cannot hold a term, so that only the others are taken apart.

Looks for the first words of the terms in whatever text a row is stored with, block structure and
markup included. What it misses is in no text; what it finds may be a part of another word.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.terminology.matching import Matcher
from cms.terminology.normalise import as_written

TAG = re.compile(r"<[^>]*>")


class CrudeSearch:
    """Looks for any term of some matchers; two queries, for what pictures and files are called."""

    def __init__(self, matchers: Iterable[Matcher]) -> None:
        words = {word for matcher in matchers for word in matcher.roots}
        self.pattern = re.compile("|".join(map(re.escape, sorted(words)))) if words else None
        # Blocks lend these words to a text without storing them in it.
        self.in_media = any(self._finds(text) for text in media_texts())

    def finds(self, stored: Any) -> bool:
        """Whether a term may stand in `stored`: a text, a stream, or data made of them."""
        return self.in_media or any(self._finds(text) for text in texts_in(stored))

    def _finds(self, text: str) -> bool:
        if self.pattern is None:
            return False
        if "<" in text or "&" in text:
            # A tag may stand within a word, and words within a tag.
            text = f"{html.unescape(TAG.sub('', text))}\n{html.unescape(text)}"
        whole = unicodedata.normalize("NFC", as_written(text).casefold())
        return self.pattern.search(whole) is not None


def texts_in(stored: Any) -> Iterator[str]:
    """All texts in `stored`; a stream in a revision is kept as JSON within JSON."""
    if isinstance(stored, StreamValue):
        yield from texts_in(list(stored.raw_data))
    elif isinstance(stored, dict):
        for value in stored.values():
            yield from texts_in(value)
    elif isinstance(stored, list | tuple):
        for value in stored:
            yield from texts_in(value)
    elif isinstance(stored, str):
        data = parsed(stored)
        yield from [stored] if data is None else texts_in(data)


def parsed(text: str) -> list[Any] | None:
    """The list that `text` writes down as JSON, if it does."""
    if not text.startswith("["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def media_texts() -> Iterator[str]:
    """What pictures and files are called."""
    for image in get_image_model().objects.iterator():
        yield image.default_alt_text or ""
    yield from get_document_model().objects.values_list("title", flat=True).iterator()
