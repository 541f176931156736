#!/bin/sh
# Collects every translatable string into the catalogues below cms/locale/. Needs gettext.
#
# usage: scripts/messages.sh PYTHON
# Positions in the sources are left out, so that a catalogue changes only when a string does.
set -eu

python=$1
command -v xgettext >/dev/null || { echo "Collecting strings needs gettext." >&2; exit 1; }

set -- --no-location --no-obsolete --verbosity 0
for folder in cms/locale/*/; do
    set -- "$@" --locale "$(basename "$folder")"
done
for folder in benchmarks build docs examples scripts tests var; do
    set -- "$@" --ignore "$folder/*"
done
exec "$python" manage.py makemessages "$@"
