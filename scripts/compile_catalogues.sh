#!/bin/sh
# Compiles the interface catalogues: ours, and what those of Django and Wagtail lack. Needs .venv.
set -eu

cd "$(dirname "$0")/.."
.venv/bin/pybabel --quiet compile --directory cms/locale --domain django
.venv/bin/pybabel --quiet compile --directory cms/locale_admin --domain "django djangojs"
