#!/bin/sh
# Lighthouse 12, phone profile, on the kinds of public pages in English and Ukrainian.
#
# usage: benchmarks/lighthouse/run.sh [ADDRESS]
#
# Serves the demonstration content as a real site would, or takes the site that is served at ADDRESS.
# Needs Node 20 and Chromium (CHROMIUM, /usr/bin/chromium). Exit status 1 if a score is too low.
set -eu

cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent --no-audit --no-fund
cd ../..
exec .venv/bin/python -m benchmarks.lighthouse_scores "$@"
