"""Migrates the SQLite database of the tests once, and hands copies of it to all who come after.

Two hundred migrations take longer than a hundred tests. The result is kept in pytest's cache under
a digest of the migrations, so that a changed one is never overlooked. Django still runs `migrate`
on the copy, which finds nothing to apply. A migration must take all that it needs from its own
file: of code elsewhere that it called, the digest would not know (`pytest --cache-clear` begins
anew).
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Create the test database inside this context: it starts as the copy kept in `folder`.

    Where there is none yet, what is created is kept. One process does that, the others that run
    beside wait for it.
    """
    kept = folder / f"{digest()}.sqlite3"
    name = connection.creation._get_test_db_name()
    with (folder / "lock").open("w") as lock, closing(sqlite3.connect(name, uri=True)) as memory:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            fcntl.flock(lock, fcntl.LOCK_UN)
            with closing(sqlite3.connect(kept)) as source:
                source.backup(memory)
            yield
        else:
            yield
            keep(memory, kept)


def keep(memory: sqlite3.Connection, kept: Path) -> None:
    """Write the database to `kept`, in the place of what was kept for other migrations."""
    if kept.stem != digest():
        return  # somebody edited a migration meanwhile
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink()
    unfinished = kept.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as target:
        memory.backup(target)
    unfinished.replace(kept)


def digest() -> str:
    """Names what a migrated database depends on: the migrations, their settings and Django."""
    sha = hashlib.sha256(
        repr((django.VERSION, settings.LANGUAGES, settings.LANGUAGE_CODE)).encode()
    )
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted(Path(app.path, "migrations").rglob("*.py")):
            sha.update(f"{app.label} {path.name} ".encode() + path.read_bytes())
    return sha.hexdigest()[:32]
