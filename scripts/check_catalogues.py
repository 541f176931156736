"""Checks that the interface catalogues are complete; exit status 1 and one line per fault if not.

Collects the strings in a copy of the working tree: a catalogue is out of date when it then differs
from the one kept. Those of cms.languages.PARTIAL_INTERFACES may leave strings untranslated.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import polib

from scripts.working_copy import ROOT, copy_sources

CATALOGUES = "cms/locale/*/LC_MESSAGES/*.po"

Key = tuple[str | None, str, str]


def keys(catalogue: Path) -> set[Key]:
    """What identifies each entry in use: context, text and plural text."""
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for entry in polib.pofile(str(catalogue))
        if not entry.obsolete
    }


def collect_into(copy: Path) -> None:
    """Copies the sources to `copy` and collects their strings there."""
    copy_sources(copy)
    subprocess.run([sys.executable, "scripts/messages.py"], cwd=copy, check=True)


def partial_interfaces() -> frozenset[str]:
    """Languages whose catalogues may have gaps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    from cms.languages import PARTIAL_INTERFACES

    return PARTIAL_INTERFACES


def faults(kept: Path, collected: Path, partial: frozenset[str]) -> Iterator[str]:
    """One line for each way in which the catalogue `kept` falls short.

    Gaps are no fault in the languages of `partial`.
    """
    name = kept.relative_to(ROOT)
    language = kept.parts[-3]
    before, now = keys(kept), keys(collected)
    for what, texts in (("lacks", now - before), ("has, unused,", before - now)):
        for _context, text, _plural in sorted(texts, key=lambda key: key[1]):
            yield f"{name} {what} {text!r}"
    catalogue = polib.pofile(str(kept))
    for entry in catalogue.fuzzy_entries():
        yield f"{name} has only a guess (fuzzy) for {entry.msgid!r}"
    if language not in partial:
        for entry in catalogue.untranslated_entries():
            yield f"{name} has no translation of {entry.msgid!r}"


def main() -> int:
    partial = partial_interfaces()
    with tempfile.TemporaryDirectory() as folder:
        collect_into(Path(folder))
        found = [
            fault
            for kept in sorted(ROOT.glob(CATALOGUES))
            for fault in faults(kept, Path(folder, kept.relative_to(ROOT)), partial)
        ]
    print(*found, sep="\n", end="\n" if found else "")
    if found:
        print("Catalogues are not complete: run make messages, then translate.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
