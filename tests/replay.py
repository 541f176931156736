"""Runs a costly set-up once in a process and afterwards writes the rows that it had made."""

import datetime
import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

Rows = dict[str, list[tuple[Any, ...]]]
T = TypeVar("T")

# Users and their rights may be there first: no set-up looks at them.
INDIFFERENT_APPS = frozenset({"auth", "sessions"})
# SQLite fills its table of the full-text search by triggers.
FILLED_BY_TRIGGERS = "wagtailsearch_indexentry_fts"


@dataclass(frozen=True)
class Run:
    """What a set-up took out of the tables and put in, and what it returned."""

    gone: Rows  # the primary keys alone
    come: Rows
    result: bytes  # pickled: each test gets one of its own


runs: dict[Any, Run] = {}


@transaction.atomic
def replay(name: Any, set_up: Callable[[], T]) -> T:
    """Leave the database as `set_up()` does. It runs where it did not run on the same rows before.

    `name` stands for the set-up with its arguments. The rows get the keys of the first run. No
    signals are sent for them; the cache is emptied instead. Returns what `set_up` returned when
    it ran, or a copy: rows that it had read are as a query would read them again.
    """
    found = read_rows()
    key = name, digest(found)
    run = runs.get(key)
    if run:
        write(run)
        cache.clear()
    else:
        result = pickle.dumps(set_up())
        run = runs[key] = compare(found, read_rows(), result)
    return cast(T, pickle.loads(run.result))  # noqa: S301


def digest(rows: Rows) -> bytes:
    """Tells rows apart without keeping them."""
    return hashlib.sha256(repr(rows).encode()).digest()


@lru_cache
def tables() -> dict[str, tuple[list[str], int]]:
    """The columns of every model's table, and which of them is the primary key."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        read = meta.app_label not in INDIFFERENT_APPS and meta.db_table != FILLED_BY_TRIGGERS
        if read and meta.managed and not meta.proxy:
            fields = meta.local_concrete_fields
            found[meta.db_table] = [field.column for field in fields], fields.index(meta.pk)
    return found


def read_rows() -> Rows:
    """Every row of these tables, by table."""
    rows = {}
    with connection.cursor() as cursor:
        for table, (columns, key) in tables().items():
            names = quoted(columns)
            cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY "{columns[key]}"')  # noqa: S608
            rows[table] = cursor.fetchall()
    return rows


def compare(before: Rows, after: Rows, result: bytes) -> Run:
    run = Run({}, {}, result)
    for table, (_columns, key) in tables().items():
        old = {row[key]: row for row in before[table]}
        new = {row[key]: row for row in after[table]}
        if old != new:
            run.gone[table] = [(pk,) for pk, row in old.items() if new.get(pk) != row]
            run.come[table] = [row for pk, row in new.items() if old.get(pk) != row]
    return run


def write(run: Run) -> None:
    with connection.cursor() as cursor:
        for table, keys in run.gone.items():
            columns, key = tables()[table]
            cursor.executemany(f'DELETE FROM "{table}" WHERE "{columns[key]}" = %s', keys)  # noqa: S608
        for table, rows in run.come.items():
            columns, _key = tables()[table]
            places = ", ".join("%s" for _ in columns)
            into = f'INSERT INTO "{table}" ({quoted(columns)}) VALUES ({places})'  # noqa: S608
            cursor.executemany(into, [tuple(map(bindable, row)) for row in rows])


def bindable(value: Any) -> Any:
    """SQLite hands out times of day, but does not take them back."""
    return value.isoformat() if isinstance(value, datetime.time) else value


def quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
