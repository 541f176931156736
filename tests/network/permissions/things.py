"""What routes act on: objects of a section and a language, and the words that only they hold."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

PAGES = ("section", "article", "draft", "alias", "translation", "reviewed", "locked", "index")


@dataclass(frozen=True)
class Thing:
    """Something that routes act on: `kind` says what it is, `values` fill the addresses."""

    kind: str
    section: str
    language: str = "*"
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    things: dict[str, Thing] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    # Each secret word, with the section and the language of what it belongs to, and the right on
    # that which lets read it.
    secrets: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, section: str, language: str = "*", **values: Any) -> None:
        self.things[name] = Thing(kind, section, language, values)

    def secret(self, word: str, section: str, language: str = "*", right: str = "edit") -> str:
        self.secrets[word] = (section, language, right)
        return word

    def of_kind(self, *kinds: str) -> dict[str, Thing]:
        return {name: thing for name, thing in self.things.items() if thing.kind in kinds}
