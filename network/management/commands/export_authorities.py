"""Writes the register as a table that import_authorities takes back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.countries import country_choices
from network.models import Authority
from network.register_admin.exporting import CSV, XLSX, table_of, to_csv, to_xlsx


class Command(BaseCommand):
    help = "Write the authorities of the register as a CSV or XLSX file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="whose name ends in .csv or .xlsx")
        parser.add_argument(
            "--country",
            default="",
            choices=[code for code, _name in country_choices()],
            metavar="CODE",
        )
        parser.add_argument(
            "--with-contacts", action="store_true", help="with the contact persons: personal data"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.suffix.lower() not in (f".{CSV}", f".{XLSX}"):
            raise CommandError("The name of the file must end in .csv or .xlsx.")
        authorities = Authority.objects.all()
        if options["country"]:
            authorities = authorities.filter(country=options["country"])
        rows = table_of(authorities, authorities if options["with_contacts"] else None)
        try:
            if path.suffix.lower() == f".{XLSX}":
                path.write_bytes(to_xlsx(rows))
            else:
                with path.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(to_csv(rows))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(f"{authorities.count()} authorities in {path}")
