#!/bin/sh
# What `make test` leaves out: the full walks, the suite on PostgreSQL with Redis, and Chromium.
# scripts/check_test_services.py tells what that needs.
set -eu

cd "$(dirname "$0")/.."

step() {
    echo
    echo "== $1"
    shift
    env -u DATABASE_URL "$@"
}

pytest=".venv/bin/python -m pytest"
step "Full walks, on SQLite" \
    env -u TEST_DATABASE_URL $pytest -n 2 --dist loadgroup -m "full and not postgres and not e2e"
step "The suite on PostgreSQL, with the Redis cache" \
    env REDIS_URL="$TEST_REDIS_URL" $pytest -n 2 -m "not full and not e2e"
step "What Schemathesis makes up, on PostgreSQL" \
    env REDIS_URL="$TEST_REDIS_URL" $pytest tests/api/test_schemathesis.py
step "In Chromium" \
    env -u TEST_DATABASE_URL $pytest -n 2 --dist loadgroup -m e2e
