#!/bin/sh
# Makes .venv and installs a requirements file into it; does nothing when that is done already.
#
# usage: scripts/venv.sh [requirements.txt|requirements-dev.txt]
# Exit status: 0 ready, 1 cannot be made (one line on standard error says why).
set -eu

cd "$(dirname "$0")/.."
requirements=${1:-}
stamps=.venv/installed

fail() {
    echo "$*" >&2
    exit 1
}

# A python on the path may be too old, or a shim that starts nothing: try each one.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            recent=$candidate
            if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
                echo "$candidate"
                return
            fi
        fi
    done
    if [ -n "${recent:-}" ]; then
        fail "Python has no venv module here: install it (on Debian and Ubuntu: python3-venv)."
    fi
    fail "Python 3.11 or newer is needed and was not found on the PATH (PYTHON=/path/to/python3 names another)."
}

if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    "$python" -m venv --clear .venv || fail "The virtual environment .venv could not be made."
fi

if [ -n "$requirements" ] && ! cmp -s "$requirements" "$stamps/$requirements"; then
    echo "Installing $requirements into .venv (about a minute the first time)"
    mkdir -p "$stamps"
    # The files list every dependency, so there is nothing to resolve; modules compile when first used.
    if ! .venv/bin/pip install --require-hashes --no-deps --no-compile \
        --requirement "$requirements" >.venv/install.log 2>&1; then
        reason=$(grep -i '^error' .venv/install.log | tail -n 1)
        fail "Installing failed; is the package index reachable? ${reason:-No reason given.} (.venv/install.log)"
    fi
    cp "$requirements" "$stamps/"
    # The development file contains the runtime one.
    if [ "$requirements" = requirements-dev.txt ]; then
        cp requirements.txt "$stamps/"
    fi
fi
