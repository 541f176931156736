#!/bin/sh
# Pins every dependency with hashes, for Python 3.11 and newer on every platform. Needs uv.
set -eu

cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make requirements needs uv on the PATH (pip install uv)." >&2; exit 1; }
export UV_CUSTOM_COMPILE_COMMAND="make requirements"
pin() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes "$@"
}
pin --output-file requirements.txt requirements.in
pin --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in
