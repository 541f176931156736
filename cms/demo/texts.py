"""Translates what was made, string by string, so that stale and missing texts are found as such."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from cms.demo.content import ContentError, Item
from cms.demo.shelf import Shelf
from cms.terminology.exemptions import grant
from cms.terminology.findings import findings_in
from cms.translation.pairing import StructureError
from cms.translation.strings import translate

# Makes a page or snippet, not yet saved, from an item in one language.
Maker = Callable[[Item, str, Shelf], Any]


def exempt(content: Any, exemptions: list[dict[str, str]]) -> None:
    """Let pass in `content`, a saved page or snippet, what its front matter says may.

    Raises ContentError where nothing is found that an entry is about.
    """
    found = findings_in(content)
    for entry in exemptions:
        meant = [placed for placed in found if placed.finding.match == entry["words"]]
        if not meant:
            raise ContentError(f"{content}: “{entry['words']}” needs no exemption")
        for placed in meant:
            grant(content, placed.place.path, placed.finding, entry["kind"], entry["reason"], None)


def translate_item(source: Any, item: Item, maker: Maker, shelf: Shelf) -> None:
    """Publish the translations of `source`, which `maker` made from `item`.

    Raises ContentError for a translation that does not have the passages of its source.
    """
    for language in item.translations:
        text = item.texts[language]
        target_like = maker(item, language, shelf)
        target_like.awaiting_review = bool(text.fields.get("unofficial"))
        try:
            target = translate(source, shelf.locales[language], target_like)
        except (StructureError, ValidationError) as error:
            raise ContentError(f"{text.path.name}: {error}") from error
        exempt(target, text.fields.get("exemptions", []))
