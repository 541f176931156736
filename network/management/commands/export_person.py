"""Gives out all that is kept about a person, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from network.privacy.commands import add_arguments, person_of
from network.privacy.persons import give_out


class Command(BaseCommand):
    """Writes to standard output; the log says by whom and how much, not about whom."""

    help = "Write all that is kept about the person with this e-mail address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        data = give_out(options["email"], by=person_of(options["by"]))
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
