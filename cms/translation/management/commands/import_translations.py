"""`manage.py import_translations texts.xlf --user anna`: what an agency has sent back."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.translation.exchange import files, importer
from cms.translation.exchange.judge import Outcome, Result
from cms.translation.exchange.safety import RefusedFile, refuse_large
from cms.translation.exchange.units import ReturnedFile


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Stores the translations in an XLIFF or PO file that was exported here. Says what"
            " becomes of every unit. Publishes nothing."
        )
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--user", required=True, help=_("whose rights count, and who answers for the texts")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("store nothing"))

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        user = users.filter(**{get_user_model().USERNAME_FIELD: options["user"]}).first()
        if user is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["user"]})
        run = importer.preview if options["dry_run"] else importer.take_over
        try:
            report = run(read(options["file"]), user)
        except RefusedFile as error:
            raise CommandError(str(error)) from error
        for result in report.results:
            if result.outcome != Outcome.UNCHANGED:
                self.stdout.write("\n".join(lines(result)))
        for outcome, count in report.counts:
            self.stdout.write(f"{count} {outcome.label}")
        if not report.is_stored:
            self.stdout.write(_("Nothing was stored: this was a dry run."))


def read(path: Path) -> ReturnedFile:
    """What the file says. Raises RefusedFile, CommandError if there is no such file."""
    try:
        refuse_large(path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(str(error)) from error
    return files.read(path.name, content)


def lines(result: Result) -> list[str]:
    """What becomes of a unit: outcome, place, why; both texts of a conflict; warnings."""
    place = " – ".join(filter(None, [result.document, result.label or result.unit.path]))
    described = [f"{result.outcome.label}: {place or result.unit.id} {result.reason}".rstrip()]
    if result.outcome == Outcome.CONFLICT:
        described.append("  " + _("here: %(text)s") % {"text": result.current_html})
        described.append("  " + _("file: %(text)s") % {"text": result.new_html})
    return described + [f"  {warning}" for warning in result.warnings]
