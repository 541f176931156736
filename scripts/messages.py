"""Collects every translatable string into the catalogues below cms/locale/. Needs gettext.

Run it where manage.py lies. A new language begins with an empty folder there. Positions in the
sources are left out, so that a catalogue changes only when a string does; and no translation is
guessed from a similar string: a guess may go unnoticed.
"""

import os
import shutil
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import makemessages

CATALOGUES = Path("cms/locale")
FOLDERS_WITHOUT_STRINGS = ("benchmarks", "build", "docs", "examples", "scripts", "tests", "var")


class Collect(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def languages() -> list[str]:
    """The folders below cms/locale/."""
    return sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())


def begin(catalogue: Path, language: str) -> None:
    """Make a catalogue with gettext's template as head into one that can be compiled.

    Babel takes no catalogue whose head is marked as a guess.
    """
    template, entries = catalogue.read_text(encoding="utf-8").split("msgid", 1)
    if "#, fuzzy" in template:
        entries = entries.replace('"Language: \\n"', f'"Language: {language}\\n"', 1)
        catalogue.write_text(f"# Interface of Alliance CMS.\nmsgid{entries}", encoding="utf-8")


def main() -> str | None:
    """Brings the catalogues up to date; the reason if that is impossible."""
    if not shutil.which("xgettext"):
        return "Collecting strings needs gettext (xgettext, msgmerge)."
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    call_command(
        Collect(),
        locale=languages(),
        ignore_patterns=[f"{folder}/*" for folder in FOLDERS_WITHOUT_STRINGS],
        no_location=True,
        no_obsolete=True,
        verbosity=0,
    )
    for language in languages():
        begin(CATALOGUES / language / "LC_MESSAGES" / "django.po", language)
    return None


if __name__ == "__main__":
    sys.exit(main())
