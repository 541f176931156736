"""Brings pages of the original site in."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.importer.item import Defaults, known_language
from news.importer.meta import MetaError, read_meta
from news.importer.outcome import Outcome, Result
from news.importer.partial_date import PartialDate, read_partial_date
from news.importer.problems import ImportProblem
from news.importer.report import report_lines
from news.importer.run import ImportRun


def date(text: str) -> PartialDate | None:
    try:
        return read_partial_date(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def language(text: str) -> str:
    try:
        return known_language(text)
    except ImportProblem as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Import news from text dumps of the original site and from Markdown with front matter. "
            "What came in before and has not changed is left alone."
        )
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", type=Path, help=_("a file, or a folder of them")
        )
        parser.add_argument(
            "--meta", type=Path, help=_("CSV file of languages, dates, numbers and addresses")
        )
        parser.add_argument(
            "--language", type=language, help=_("language of the files that do not say it")
        )
        parser.add_argument(
            "--date",
            type=date,
            help=_("date (YYYY-MM-DD, YYYY-MM or YYYY) of the files that do not say it"),
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish what has a date; else all are drafts")
        )
        parser.add_argument(
            "--with-furniture",
            action="store_true",
            help=_("bring mission, auspices and terminology note too"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would happen and write nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            meta = read_meta(options["meta"]) if options["meta"] else {}
        except MetaError as error:
            raise CommandError(str(error)) from error
        run = ImportRun(
            meta=meta,
            defaults=Defaults(language=options["language"] or "", date=options["date"]),
            publish=options["publish"],
            with_furniture=options["with_furniture"],
            tell=self._tell_failure,
        )
        results = run.run(options["paths"], dry_run=options["dry_run"])
        for line in report_lines([r for r in results if r.outcome is not Outcome.FAILED]):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        self._fail_if_incomplete(results)

    def _tell_failure(self, result: Result) -> None:
        if result.outcome is Outcome.FAILED:
            self.stderr.write(f"{result.source}: {' '.join(result.remarks)}")

    def _fail_if_incomplete(self, results: list[Result]) -> None:
        failed = sum(result.outcome is Outcome.FAILED for result in results)
        if failed:
            raise CommandError(
                ngettext(
                    "%(count)s file or folder could not be imported.",
                    "%(count)s files or folders could not be imported.",
                    failed,
                )
                % {"count": failed}
            )
