"""Runs the import command as an operator does, and makes dumps of the original site."""

import io
from dataclasses import dataclass
from pathlib import Path

from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from cms.models import AllianceProfile, SiteSettings
from cms.terminology.models import TerminologyNote
from news.importer.text import paragraphs_of
from news.models import ImportedItem

SEEDS = Path(__file__).parent.parent / "data" / "seeds"
META = Path(__file__).parent.parent.parent / "docs" / "import" / "seeds.csv"
LVIV = SEEDS / "000_7a8f3bbb22e74cb5.txt"
ECRI = SEEDS / "003_e71fd88072787c6b.txt"
FRENCH = SEEDS / "fr-62.txt"
ENGLISH_FURNITURE = "\n".join(LVIV.read_text(encoding="utf-8").splitlines()[:17])


@dataclass(frozen=True)
class Answer:
    """What the command printed, and whether its exit status was 0."""

    out: str
    err: str
    succeeded: bool


def import_news(*paths: Path, **options: object) -> Answer:
    """Run the command; `dry_run=True` is `--dry-run`, `language="fr"` is `--language fr`."""
    words = [str(path) for path in paths]
    for name, value in options.items():
        words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_news", *words, stdout=out, stderr=err)
    except CommandError as error:
        return Answer(out.getvalue(), f"{err.getvalue()}{error}\n", succeeded=False)
    return Answer(out.getvalue(), err.getvalue(), succeeded=True)


def dump(folder: Path, name: str, *paragraphs: str) -> Path:
    """A dump with the English furniture and an article of `paragraphs`, the title first."""
    path = folder / name
    path.write_text("\n\n".join([ENGLISH_FURNITURE, *paragraphs]), encoding="utf-8")
    return path


def meta_file(folder: Path, *lines: str) -> Path:
    path = folder / "meta.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def article_of(path: Path, lines_of_furniture: int) -> list[str]:
    """Title and paragraphs of a seed, read independently of the importer's parser."""
    return paragraphs_of(path.read_text(encoding="utf-8"))[lines_of_furniture:]


def database_state() -> tuple[int, ...]:
    """Counts of everything that an import could write."""
    models = (Page, Revision, ImportedItem, AllianceProfile, TerminologyNote, SiteSettings)
    return tuple(model.objects.count() for model in models)
