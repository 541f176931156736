"""Traces of a person outside the rows about her or him: in free text, histories and sessions.

Nobody writes personal data there on purpose. But a reason, a label in a log or an old version of a
page may quote it, so that erasing looks there for the texts that tell who the person is.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import CharField, Field, Model, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

ERASED = "[…]"
# What streams and JSON are stored as.
TEXT_TYPES = frozenset({"TextField", "JSONField"})
# Free text that staff write, and what is noted down by itself.
TRACES: dict[str, tuple[str, ...]] = {
    "network.Transition": ("reason",),
    "network.ApplicationNote": ("text",),
    "network.RelationChange": ("reason",),
    "network.ContactPerson": ("note",),
    "wagtailcore.ModelLogEntry": ("label", "data"),
    "wagtailcore.PageLogEntry": ("label", "data"),
    "wagtailcore.Revision": ("object_str", "content"),
    "wagtailcore.Comment": ("text",),
    "wagtailcore.CommentReply": ("text",),
}


# So many digits are more than a year, a number of a house or one within the town.
DIGITS_OF_NUMBER = 7

# The full-text tables of the admin's search and of the readers' on SQLite.
SEARCHED_TABLES = ("wagtailsearch_indexentry_fts", "cms_site_search_words")


def is_number(text: str) -> bool:
    """Whether `text` is a telephone number, however it is written."""
    return sum(letter.isdecimal() for letter in text) >= DIGITS_OF_NUMBER


@dataclass(frozen=True)
class Texts:
    """The texts that tell who a person is."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, email: str, found: Iterable[str]) -> "Texts":
        """The address, and those of `found` that can hardly mean anybody else: a name of two words
        or a telephone number.
        """
        telling = {text for text in found if " " in text.strip() or "@" in text or is_number(text)}
        return cls((email, *sorted(telling - {email}, key=len, reverse=True)))

    def condition(self, column: str) -> Q:
        """Rows whose `column`, a text, has one of them: as it is, or escaped within JSON."""
        condition = Q()
        for text in self.texts:
            condition |= Q(**{f"{column}__icontains": text})
            condition |= Q(**{f"{column}__icontains": json.dumps(text)[1:-1]})
        return condition

    def erased(self, value: Any) -> Any:
        """`value`, a text or what JSON can hold, without them."""
        if isinstance(value, str):
            pattern = "|".join(map(re.escape, self.texts))
            return re.sub(pattern, ERASED, value, flags=re.IGNORECASE)
        if isinstance(value, dict):
            return {key: self.erased(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.erased(part) for part in value]
        return value


def rows_with(model: type[Model], names: Iterable[str], texts: Texts) -> Any:
    """Rows of `model` that have one of `texts` in one of the columns `names`."""
    rows = model._base_manager.all()
    condition = Q()
    for name in names:
        # `text_of_` for each column: what is in a JSON column can be compared as text only.
        rows = rows.annotate(**{f"text_of_{name}": Cast(name, TextField())})
        condition |= texts.condition(f"text_of_{name}")
    return rows.filter(condition)


def erase_traces(texts: Texts) -> dict[str, int]:
    """Take `texts` out of TRACES; returns how many rows were changed, by model.

    What readers see now, and the latest version of a text, are not rewritten: `remaining` finds
    them, for a person to edit.
    """
    changed = {}
    for label, names in TRACES.items():
        for row in rows_with(apps.get_model(label), names, texts):
            if isinstance(row, Revision) and is_current(row):
                continue
            values = {name: texts.erased(getattr(row, name)) for name in names}
            # Past `save`, which would note a change of content.
            type(row)._base_manager.filter(pk=row.pk).update(**values)
            changed[label] = changed.get(label, 0) + 1
    return changed


def is_current(revision: Revision) -> bool:
    """Whether readers see this version, or whoever edits the text next begins with it."""
    is_live = Page.objects.filter(live_revision=revision).exists()
    return is_live or revision.approved_go_live_at is not None or revision.is_latest_revision()


def optimise_search() -> None:
    """Let the indexes of SQLite forget what they have only marked as deleted (FTS5, optimize)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in SEARCHED_TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608


def erase_sessions(texts: Texts) -> int:
    """End the sessions that have one of `texts` in their data; returns how many."""
    ended = 0
    for session in Session.objects.iterator():
        data = json.dumps(session.get_decoded(), ensure_ascii=False, default=str)
        if texts.erased(data) != data:
            session.delete()
            ended += 1
    return ended


def remaining(texts: Texts) -> dict[str, int]:
    """In which columns of the whole database `texts` still are, and in how many rows."""
    found = {}
    for model in apps.get_models():
        for field in text_columns(model):
            count = rows_with(model, [field.name], texts).count()
            if count:
                found[f"{model._meta.label}.{field.name}"] = count
    return found


def text_columns(model: type[Model]) -> Iterator[Field]:
    """The columns of a model's own table that hold text, rich text and streams included."""
    if not model._meta.managed or model._meta.proxy:
        return
    for field in model._meta.local_concrete_fields:
        kind = field.get_internal_type()
        if isinstance(field, CharField | TextField) or kind in TEXT_TYPES:
            yield field
