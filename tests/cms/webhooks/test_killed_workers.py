"""Real workers that are killed, that meet, and that wait for somebody who never answers."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[3]


@pytest.mark.full
@pytest.mark.django_db
def test_workers_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    """Three of the points of `benchmarks.webhooks`, whose status says whether there was a fault."""
    environment = {**os.environ}
    if connection.vendor == "sqlite":
        # Migrated already: that takes the most of the time.
        database = tmp_path / "db.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(database)) as copy:
            connection.connection.backup(copy)
        environment["BENCHMARK_DATABASE_URL"] = f"sqlite:///{database}"
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.webhooks", "3"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "workers killed: 3 of 3 points" in told.stdout
    assert "lost: 0" in told.stdout
