#!/bin/sh
# Every check of the code that does not run it. All of them run; the exit status tells whether one failed.
set -eu

cd "$(dirname "$0")/.."
bin=.venv/bin
failed=

check() {
    title=$1
    shift
    echo "== $title"
    "$@" || failed="$failed
  $title"
}

# Settings as a production site has them; nothing is connected to.
as_production() {
    env DJANGO_SETTINGS_MODULE=cms.settings.production \
        SECRET_KEY=no-secret-of-any-site-gW7pZ4vQ9sT2xK6mB3nR8cY5dF1hJ0aLeU \
        ALLOWED_HOSTS=www.example.org BASE_URL=https://www.example.org \
        DATABASE_URL=postgres://lint:lint@127.0.0.1:1/lint "$@"
}

templates() {
    find templates -name '*.html' -exec "$bin/djhtml" --check --tabwidth 2 {} +
}

check "ruff check" "$bin/ruff" check --quiet .
check "ruff format" "$bin/ruff" format --check --quiet .
check "mypy" "$bin/mypy" --no-error-summary
check "import layers" env PYTHONPATH=. "$bin/lint-imports" --no-logo
check "templates" templates
check "migrations" "$bin/python" manage.py makemigrations --check --dry-run
check "check --deploy" as_production "$bin/python" manage.py check --deploy --fail-level WARNING
check "catalogues" "$bin/python" -m scripts.check_catalogues

if [ -n "$failed" ]; then
    echo "Failed:$failed" >&2
    exit 1
fi
