#!/bin/sh
# Serves the demonstration site on http://127.0.0.1:$PORT/ (8000), from whatever state the clone is in.
#
# Exit status: not 0, with one line on standard error, when something needed is missing.
set -eu

cd "$(dirname "$0")/.."
port=${PORT:-8000}
address=http://127.0.0.1:$port

scripts/venv.sh
.venv/bin/python scripts/check_port.py "$port"
scripts/venv.sh requirements.txt
scripts/compile_catalogues.sh
mkdir -p var
.venv/bin/python scripts/prepare_demo.py

cat <<END

Alliance CMS, demonstration
  $address/en/          the site, also in /fr/, /uk/ and /rom/
  $address/admin/       the editors' side
  $address/api/v1/docs  the API
Accounts, all with the password "demo":
  admin, secretariat, editor, translator-fr, translator-uk, coordinator-ua, coordinator-gr
Data is kept in var/. Stop with Ctrl-C.

END
exec .venv/bin/python manage.py runserver "127.0.0.1:$port"
