"""Runs a costly set-up once in a process and afterwards writes the rows that it had made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

Rows = dict[str, list[tuple[Any, ...]]]

# Users and their rights may be there first: no set-up looks at them.
INDIFFERENT_APPS = frozenset({"auth", "sessions"})
# SQLite fills its table of the full-text search by triggers.
FILLED_BY_TRIGGERS = "wagtailsearch_indexentry_fts"


@dataclass(frozen=True)
class Run:
    """What a set-up found in the tables, and what it took out of them and put in."""

    before: Rows
    gone: Rows  # the primary keys alone
    come: Rows


runs: dict[Any, Run] = {}


@transaction.atomic
def replay(name: Any, set_up: Callable[[], object]) -> None:
    """Leave the database as `set_up()` does. It runs where it did not run on the same rows before.

    `name` stands for the set-up with its arguments. The rows get the keys of the first run. No
    signals are sent for them; the cache is emptied instead.
    """
    found = read_rows()
    run = runs.get(name)
    if run and run.before == found:
        write(run)
        cache.clear()
    else:
        set_up()
        runs[name] = compare(found, read_rows())


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


def compare(before: Rows, after: Rows) -> Run:
    run = Run(before, {}, {})
    for table, (_columns, key) in tables().items():
        old, new = before[table], after[table]
        if old != new:
            run.gone[table] = [(row[key],) for row in old if row not in new]
            run.come[table] = [row for row in new if row not in old]
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
            cursor.executemany(into, rows)


def quoted(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
