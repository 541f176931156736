"""Pages as plain rows: what answers say of the pages around another, and no more.

A list of twenty has its hundred neighbours; as models they would be most of its cost.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class PlainLocale:
    language_code: str


@dataclass(frozen=True, slots=True)
class PlainSource:
    """The page that an alias stands for."""

    path: str
    locale_id: int
    locale: PlainLocale


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page, with the attributes that `wagtail.models.Page` has them in.

    `awaits` is whether it is an unofficial translation.
    """

    pk: int
    title: str
    slug: str
    path: str
    url_path: str
    translation_key: uuid.UUID
    live: bool
    awaits: bool
    locale_id: int
    locale: PlainLocale
    alias_of_id: int | None
    alias_of: PlainSource | None


OWN = ("pk", "title", "slug", "path", "url_path", "translation_key", "live", "awaits", "locale_id")
OTHERS = (
    "locale__language_code",
    "alias_of_id",
    "alias_of__path",
    "alias_of__locale_id",
    "alias_of__locale__language_code",
)


def read_neighbours(pages: QuerySet) -> list[Neighbour]:
    """`pages`, which know whether each `awaits` review, as plain rows; one query."""
    found = []
    row: Any
    for row in pages.values_list(*OWN, *OTHERS):
        *own, language, alias, path, locale, alias_language = row
        source = PlainSource(path, locale, PlainLocale(alias_language)) if alias else None
        values = [*own, PlainLocale(language), alias, source]
        found.append(Neighbour(*values))
    return found
