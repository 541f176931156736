"""Erases a person from applications, contact persons, histories and sessions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from network.privacy.commands import add_arguments, person_of
from network.privacy.persons import erase


class Command(BaseCommand):
    """Says what was erased, and which texts a person has to edit by hand; then the status is 1."""

    help = "Erase the person with this e-mail address (docs/privacy.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        erasure = erase(options["email"], by=person_of(options["by"]))
        for place, number in erasure.erased.items():
            self.stdout.write(f"erased: {place} {number}")
        for column, number in erasure.left.items():
            self.stderr.write(f"to be edited by hand: {column} {number}")
        if erasure.left:
            raise SystemExit(1)
