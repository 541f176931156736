"""The race of twenty people, as benchmarks/decisions.py runs it: on real connections."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings


@pytest.mark.full
def test_twenty_decisions_at_once_have_one_result_each(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'race.sqlite3'}"}
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.decisions", "1"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if name != "REDIS_URL"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "no fault" in run.stdout
