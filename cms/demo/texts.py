"""Translates what was made, string by string, so that stale and missing texts are found as such."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from cms.demo.content import ContentError, Item
from cms.demo.shelf import Shelf
from cms.translation.pairing import StructureError
from cms.translation.strings import translate

# Makes a page or snippet, not yet saved, from an item in one language.
Maker = Callable[[Item, str, Shelf], Any]


def translate_item(source: Any, item: Item, maker: Maker, shelf: Shelf) -> None:
    """Publish the translations of `source`, which `maker` made from `item`.

    Raises ContentError for a translation that does not have the passages of its source.
    """
    for language in item.translations:
        text = item.texts[language]
        target_like = maker(item, language, shelf)
        target_like.awaiting_review = bool(text.fields.get("unofficial"))
        try:
            translate(source, shelf.locales[language], target_like)
        except (StructureError, ValidationError) as error:
            raise ContentError(f"{text.path.name}: {error}") from error
