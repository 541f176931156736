"""Brings authorities from a CSV or XLSX file into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.countries import country_choices
from network.models import NetworkPage
from network.register_admin.importing import tables
from network.register_admin.importing.charsets import CHARSETS
from network.register_admin.importing.imports import (
    PlanChanged,
    carry_out,
    guessed_mapping,
    to_columns,
)
from network.register_admin.importing.planning import make_plan
from network.register_admin.importing.plans import Outcome, Plan, RowPlan
from network.register_admin.importing.progress import Stage
from network.register_admin.importing.refusals import RefusedFile
from network.scope import Scope


class Command(BaseCommand):
    help = (
        "Bring authorities from a CSV or XLSX file into the register: all rows, or none if one has"
        " an error. Columns are known by their headings, as export_authorities writes them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")
        parser.add_argument(
            "--country",
            default="",
            choices=[code for code, _name in country_choices()],
            metavar="CODE",
            help="take rows of this country only; rows without a country are of it",
        )
        parser.add_argument(
            "--charset", default="", choices=[code for code, _label in CHARSETS if code]
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADING=COLUMN",
            help="read the column with this heading as this one; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        country = options["country"]
        try:
            table = tables.read(self.content(options["file"]), options["charset"])
            mapping = mapped(table, options["column"])
            columns = to_columns(table, mapping, may_decide=True)
        except RefusedFile as error:
            raise CommandError(str(error)) from error
        self.tell_columns(table, mapping)
        scope = scope_for(country)
        if options["dry_run"]:
            plan = make_plan(table, columns, scope, country=country, progress=self.progress)
            self.report(plan)
            if plan.has_errors:
                raise CommandError("There are errors: nothing would be written.")
            return
        try:
            plan = carry_out(
                table, columns, scope, None, seen=None, country=country, progress=self.progress
            )
        except PlanChanged as refusal:
            self.report(refusal.plan)
            raise CommandError("There are errors: nothing was written.") from refusal
        self.report(plan, only_counts=True)

    def content(self, path: Path) -> bytes:
        try:
            tables.refuse_large(path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def tell_columns(self, table: tables.Table, mapping: list[str]) -> None:
        for heading, name in zip(table.header, mapping, strict=True):
            self.stdout.write(f"{heading or '(no heading)'}: {name or 'not read'}")

    def progress(self, stage: Stage, done: int, total: int) -> None:
        self.stderr.write(f"{stage.label}: {done} of {total}")

    def report(self, plan: Plan, only_counts: bool = False) -> None:
        for row in [] if only_counts else plan.rows:
            if row.outcome is not Outcome.UNCHANGED:
                self.tell_row(row)
        for outcome, count in plan.counts:
            self.stdout.write(f"{count} {outcome.label}")

    def tell_row(self, row: RowPlan) -> None:
        self.stdout.write(f"row {row.number} ({row.outcome.label}): {row.title}")
        for error in row.errors:
            self.stdout.write(f"  {error.column or 'row'}: {error.message}")
        for change in row.changes:
            self.stdout.write(f"  {change.column.name}: {change.old_text} → {change.new_text}")


def mapped(table: tables.Table, chosen: list[str]) -> list[str]:
    """The guessed mapping, with what `--column` says."""
    mapping = guessed_mapping(table, may_decide=True)
    for choice in chosen:
        heading, is_pair, name = choice.partition("=")
        if not is_pair or heading not in table.header:
            raise RefusedFile(f"There is no column with the heading {heading}.")
        mapping[table.header.index(heading)] = name
    return mapping


def scope_for(country: str) -> Scope:
    """All countries, or one with all networks: an operator is bound to no network."""
    if not country:
        return Scope(everywhere=True)
    networks = NetworkPage.objects.values_list("translation_key", flat=True)
    return Scope(countries=frozenset({country}), networks=frozenset(networks))
