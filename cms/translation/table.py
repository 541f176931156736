"""The table of all texts by language, what is chosen of it, and what is counted in it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import capfirst
from wagtail.models import Locale

from cms.translation.state import State, Version


@dataclass
class Row:
    """One text in all languages. `pk` and `locale_id` are those of the version it comes from."""

    key: UUID
    model: type[models.Model]
    pk: Any
    locale_id: int
    title: str
    versions: dict[int, Version]
    path: str = ""
    # The translation keys of the page and of those above it.
    sections: frozenset[UUID] = frozenset()
    # What the report adds to the rows that it shows.
    language_code: str = ""
    cells: list[Any] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The type as a filter names it."""
        return self.model._meta.label_lower

    @property
    def kind_label(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))


@dataclass(frozen=True)
class Choice:
    """Which texts somebody looks at; what is empty leaves nothing out."""

    language: int | None = None
    state: str = ""
    kind: str = ""
    section: UUID | None = None
    text: str = ""
    person: Any = None


@dataclass
class Table:
    """The texts that a user may know of, in the order in which they are shown."""

    locales: list[Locale]
    rows: list[Row]
    # What a person translates, if the table was made for one: (section or None, locale).
    roles: set[tuple[UUID | None, int]] = field(default_factory=set)
    # What a person has written: (translation key, locale).
    written: set[tuple[UUID, int]] = field(default_factory=set)

    def chosen(self, choice: Choice) -> list[Row]:
        """The rows that have a version as chosen."""
        languages = [choice.language] if choice.language else [locale.pk for locale in self.locales]
        return [
            row
            for row in self.concerned(choice)
            if any(self.is_chosen(row, language, choice) for language in languages)
        ]

    def concerned(self, choice: Choice) -> list[Row]:
        """The rows, whatever the state in whichever language."""
        text = choice.text.casefold()
        return [
            row
            for row in self.rows
            if (not choice.kind or row.kind == choice.kind)
            and (not choice.section or choice.section in row.sections)
            and text in row.title.casefold()
        ]

    def is_chosen(self, row: Row, language: int, choice: Choice) -> bool:
        """Whether the version of `row` in a language is as chosen."""
        is_in_state = not choice.state or row.versions[language].state == choice.state
        return is_in_state and (not choice.person or self.is_persons(row, language))

    def is_persons(self, row: Row, language: int) -> bool:
        """Whether the person translates this, or has written in it."""
        return (row.key, language) in self.written or any(
            locale == language and (section is None or section in row.sections)
            for section, locale in self.roles
        )

    def counts(self, choice: Choice) -> dict[str, dict[int, int]]:
        """How many texts are in each state in each language: by state, then locale."""
        counted: Counter[tuple[str, int]] = Counter()
        for row in self.concerned(choice):
            for language, version in row.versions.items():
                if not choice.person or self.is_persons(row, language):
                    counted[version.state, language] += 1
        return {
            state: {locale.pk: counted[state, locale.pk] for locale in self.locales}
            for state in State.values
        }
