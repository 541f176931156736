"""Brings the demonstration's database up to date: tables, then content where there is none.

One process for both commands, since starting Django takes longer than either when all is there.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import CommandError, call_command

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    call_command("migrate", verbosity=0)
    try:
        call_command("load_demo")
    except CommandError as refusal:
        # The database holds a site of its own: it is served as it is.
        print(refusal)
