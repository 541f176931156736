"""Reads the files of the demonstration: `content/README.md` describes them."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from cms.markdown import MarkdownError, Resources, split_front_matter, to_blocks

CONTENT = Path(__file__).parent / "content"


class ContentError(Exception):
    """A file of the demonstration is not as the others expect it; the message names it."""


@dataclass(frozen=True)
class Text:
    """One Markdown file: an item in one language."""

    path: Path
    fields: dict[str, Any]
    body: str
    body_line: int

    @classmethod
    def read(cls, path: Path) -> "Text":
        whole = path.read_text(encoding="utf-8")
        try:
            fields, body = split_front_matter(whole)
        except MarkdownError as error:
            raise ContentError(f"{path.name}: {error}") from error
        return cls(path, fields, body, whole.count("\n", 0, len(whole) - len(body)) + 1)


@dataclass(frozen=True)
class Item:
    """A text in all languages that it exists in; `key` is its path without language and ending."""

    key: str
    texts: dict[str, Text]

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]

    @cached_property
    def source_language(self) -> str:
        """The language that the item was first written in."""
        named = (text.fields.get("source_language") for text in self.texts.values())
        return next(filter(None, named), settings.LANGUAGE_CODE)

    @property
    def source(self) -> Text:
        return self.texts[self.source_language]

    @property
    def translations(self) -> list[str]:
        """The other languages that the item exists in, in the order of the site's languages."""
        codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        return [code for code in codes if code in self.texts and code != self.source_language]

    def fields(self, language: str) -> dict[str, Any]:
        """The front matter in `language`, with what only the source says."""
        own = self.texts[language].fields
        return own if language == self.source_language else merge(self.source.fields, own)

    def blocks(self, language: str, resources: Resources) -> list[dict[str, Any]]:
        """The body in `language`; blocks that translate each other have the same identifiers."""
        text = self.texts[language]
        try:
            return to_blocks(text.body, resources, self.key, text.body_line)
        except MarkdownError as error:
            raise ContentError(f"{text.path.name}: {error}") from error

    def without(self, *languages: str) -> "Item":
        """The item as if its texts in `languages` did not exist."""
        kept = {code: text for code, text in self.texts.items() if code not in languages}
        return Item(self.key, kept)

    def edited(self, old: str, new: str) -> "Item":
        """The item with one sentence of its source replaced. Raises ContentError without it."""
        source = self.source
        if old not in source.body:
            raise ContentError(f"{source.path.name}: “{old}” is not in the text")
        changed = replace(source, body=source.body.replace(old, new))
        return Item(self.key, {**self.texts, self.source_language: changed})


def merge(source: Any, translation: Any) -> Any:
    """`source` with the words of `translation`; lists of entries are merged one by one."""
    if isinstance(source, dict) and isinstance(translation, dict):
        common = {key: merge(source[key], translation[key]) for key in source if key in translation}
        return {**source, **translation, **common}
    if isinstance(source, list) and isinstance(translation, list):
        return [merge(one, other) for one, other in zip(source, translation, strict=True)]
    return translation


def read_items(folder: str) -> dict[str, Item]:
    """The items of a folder by name, in alphabetical order; `""` is the top folder."""
    texts: dict[str, dict[str, Text]] = defaultdict(dict)
    for path in sorted((CONTENT / folder).glob("*.*.md")):
        name, language, _ending = path.name.split(".")
        texts[name][language] = Text.read(path)
    prefix = f"{folder}/" if folder else ""
    return {name: Item(f"{prefix}{name}", found) for name, found in texts.items()}


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with (CONTENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
