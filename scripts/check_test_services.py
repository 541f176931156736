"""Names everything that `make test-all` needs and this machine lacks; exit status 1 if anything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import psycopg2
import redis

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# The oldest that `engines` of examples/typescript/package.json allows.
OLDEST_NODE = 18


def postgres_problem() -> str | None:
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        return "PostgreSQL: TEST_DATABASE_URL is not set (postgres://user:password@host:port/name)"
    try:
        psycopg2.connect(url, connect_timeout=5).close()
    except psycopg2.OperationalError as error:
        return (
            f"PostgreSQL: TEST_DATABASE_URL does not answer: {str(error).strip().splitlines()[0]}"
        )
    return None


def redis_problem() -> str | None:
    url = os.environ.get("TEST_REDIS_URL")
    if not url:
        return "Redis: TEST_REDIS_URL is not set (redis://host:port/0)"
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        return f"Redis: TEST_REDIS_URL does not answer: {error}"
    return None


def chromium_problem() -> str | None:
    if any(shutil.which(name) for name in CHROMIUM):
        return None
    return f"Chromium: none of {', '.join(CHROMIUM)} is on the PATH"


def gettext_problem() -> str | None:
    return None if shutil.which("msgfmt") else "gettext: msgfmt is not on the PATH"


def node_problem() -> str | None:
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if missing:
        return f"Node.js: {' and '.join(missing)} not on the PATH"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        return f"Node.js: {version} is older than v{OLDEST_NODE}"
    return None


CHECKS: tuple[Callable[[], str | None], ...] = (
    postgres_problem,
    redis_problem,
    chromium_problem,
    gettext_problem,
    node_problem,
)

if __name__ == "__main__":
    problems = [problem for check in CHECKS if (problem := check())]
    if problems:
        print("make test-all cannot run; missing here:", *problems, sep="\n  ", file=sys.stderr)
        sys.exit(1)
