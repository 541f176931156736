"""Prints, as catalogue entries, the interface strings that no installed app has in a language.

    python -m scripts.upstream_catalogues uk

Django, Wagtail and their companions bring catalogues of their own, with gaps; cms/locale_admin/
fills them. What is printed goes there, translated, after an upgrade. Reads the .po files that the
installed packages carry: the English one names every string.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps

from scripts.working_copy import ROOT

SUPPLEMENT = ROOT / "cms" / "locale_admin"
# Strings of pages, and strings of scripts in the browser.
DOMAINS = ("django", "djangojs")

Key = tuple[str | None, str, str]
Entries = dict[Key, polib.POEntry]


def key(entry: polib.POEntry) -> Key:
    """What identifies an entry: context, text and plural text."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def entries(catalogue: Path) -> Entries:
    """The entries in use of a .po file; none where there is no such file."""
    if not catalogue.exists():
        return {}
    return {key(entry): entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete}


def upstream_folders() -> Iterator[Path]:
    """The `locale` folders of the installed apps that are not ours, then of Django itself.

    Of two that translate a string, the first decides.
    """
    for app in apps.get_app_configs():
        folder = Path(app.path, "locale")
        if folder.is_dir() and not is_ours(folder):
            yield folder
    yield Path(django.__file__).parent / "conf" / "locale"


def is_ours(folder: Path) -> bool:
    """Whether `folder` lies in the sources, the virtual environment inside them aside."""
    return folder.is_relative_to(ROOT) and "site-packages" not in folder.parts


def upstream(language: str, domain: str) -> Entries:
    """What upstream translates into `language`; where apps differ, the text that Django shows."""
    found: Entries = {}
    for folder in reversed([*upstream_folders()]):
        translated = entries(folder / language / "LC_MESSAGES" / f"{domain}.po")
        found |= {name: entry for name, entry in translated.items() if entry.translated()}
    return found


def english(domain: str) -> Entries:
    """Every string of the installed packages."""
    found: Entries = {}
    for folder in upstream_folders():
        found |= entries(folder / "en" / "LC_MESSAGES" / f"{domain}.po")
    return found


def supplement(language: str, domain: str) -> Entries:
    """What cms/locale_admin/ adds."""
    return entries(SUPPLEMENT / language / "LC_MESSAGES" / f"{domain}.po")


def lacking(language: str, domain: str) -> list[polib.POEntry]:
    """What neither upstream nor the supplement translates into `language`, as English entries."""
    known = upstream(language, domain).keys() | supplement(language, domain).keys()
    return [entry for name, entry in english(domain).items() if name not in known]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("language")
    language = arguments.parse_args().language
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    for domain in DOMAINS:
        missing = lacking(language, domain)
        print(f"# {domain}.po: {len(missing)}\n")
        print(*missing, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
