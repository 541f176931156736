#!/bin/sh
# Everything that can be tested. Needs PostgreSQL, Redis, Chromium and gettext; says what is missing.
set -eu

cd "$(dirname "$0")/.."
.venv/bin/python scripts/check_test_services.py

pytest() {
    echo
    echo "== $title"
    .venv/bin/python -m pytest "$@"
}

title="Full walks, on SQLite"
pytest -m "full and not postgres and not e2e"
title="The suite on PostgreSQL, with the Redis cache"
DATABASE_URL=$TEST_DATABASE_URL REDIS_URL=$TEST_REDIS_URL \
    pytest -n 2 -m "not full and not e2e"
title="In Chromium"
pytest -m e2e
