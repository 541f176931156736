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

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.terminology.lent_words import lent_words
from cms.terminology.matching import Matcher
from cms.terminology.normalise import as_written

TAG = re.compile(r"<[^>]*>")


class CrudeSearch:
    """Looks for any term of some matchers; two queries, for what pictures and files are called."""

    def __init__(self, matchers: Iterable[Matcher]) -> None:
        words = {word for matcher in matchers for word in matcher.roots}
        self.pattern = re.compile("|".join(map(re.escape, sorted(words)))) if words else None
        # Pictures and files lend their words to a text that knows them by their key only.
        self.media = {key for key, text in media_texts() if self.finds(text)}

    def finds(self, stored: Any) -> bool:
        """Whether a term may stand in `stored`: a text, a stream, or data made of them."""
        return any(
            self._finds(value) if isinstance(value, str) else value in self.media
            for value in values_in(stored)
        )

    def _finds(self, text: str) -> bool:
        if self.pattern is None:
            return False
        if "<" in text or "&" in text:
            # A tag may stand within a word, and words within a tag.
            text = f"{html.unescape(TAG.sub('', text))}\n{html.unescape(text)}"
        whole = unicodedata.normalize("NFC", as_written(text).casefold())
        return self.pattern.search(whole) is not None


def values_in(stored: Any) -> Iterator[str | int]:
    """All texts and numbers in `stored`; a stream is kept as JSON, in a revision within JSON."""
    if isinstance(stored, dict):
        for value in stored.values():
            yield from values_in(value)
    elif isinstance(stored, list | tuple):
        for value in stored:
            yield from values_in(value)
    elif isinstance(stored, str):
        data = parsed(stored)
        if data is None:
            yield stored
        else:
            yield from values_in(data)
    elif isinstance(stored, int):
        yield stored


def parsed(text: str) -> list[Any] | None:
    """The list that `text` writes down as JSON, if it does."""
    if not text.startswith("["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def media_texts() -> Iterator[tuple[int, str]]:
    """Keys of pictures and files, of either kind, with each text that they lend."""
    for image in get_image_model().objects.iterator():
        for _field, words in lent_words(image).values():
            yield image.pk, words
    yield from get_document_model().objects.values_list("pk", "title").iterator()
