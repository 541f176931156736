"""Collects every translatable string into the catalogues below cms/locale/. Needs gettext.

Run it where manage.py lies. Positions in the sources are left out, so that a catalogue changes only
when a string does; and no translation is guessed from a similar string: a guess may go unnoticed.
"""

import os
import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import makemessages

FOLDERS_WITHOUT_STRINGS = ("benchmarks", "build", "docs", "examples", "scripts", "tests", "var")


class Collect(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def main() -> str | None:
    """Brings the catalogues up to date; the reason if that is impossible."""
    if not shutil.which("xgettext"):
        return "Collecting strings needs gettext (xgettext, msgmerge)."
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    call_command(
        Collect(),
        locale=sorted(folder.name for folder in Path("cms/locale").iterdir() if folder.is_dir()),
        ignore_patterns=[f"{folder}/*" for folder in FOLDERS_WITHOUT_STRINGS],
        no_location=True,
        no_obsolete=True,
        verbosity=0,
    )
    return None


if __name__ == "__main__":
    sys.exit(main())
