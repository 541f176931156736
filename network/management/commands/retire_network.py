"""`manage.py retire_network`: a national network ends, or begins again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from network.models import NetworkSection
from network.sections.retiring import reactivate, retire


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Retire a national network: what it published stays, with a notice that it is no "
            "longer active, and its coordinators have no rights any more."
        )
        parser.add_argument("country", help=_("ISO 3166-1 code, such as UA"))
        parser.add_argument("--reactivate", action="store_true", help=_("begin it again"))

    def handle(self, *args: Any, **options: Any) -> None:
        section = NetworkSection.objects.filter(country=options["country"].upper()).first()
        if section is None:
            raise CommandError(_("This country has no network."))
        changes = (reactivate if options["reactivate"] else retire)(section)
        for change in changes:
            self.stdout.write(change)
        if not changes:
            self.stdout.write(_("Nothing was changed."))
