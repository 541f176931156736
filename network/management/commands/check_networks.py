"""`manage.py check_networks [--fix]`: whether every national network has what belongs to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import NetworkSection
from network.sections.provisioning import find_drift, put_right, without_section


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Says what the sections of the national networks lack: pages, group, collection, "
            "rights, review. Fails while anything is missing."
        )
        parser.add_argument("--fix", action="store_true", help=_("mend what can be mended"))

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for section in NetworkSection.objects.all():
            try:
                changes = (put_right if options["fix"] else find_drift)(section)
            except ValidationError as error:
                changes = error.messages
                faults += 1
            faults += 0 if options["fix"] else len(changes)
            for change in changes:
                self.stdout.write(f"{section.country}: {change}")
        for page in without_section():
            faults += 1
            self.stdout.write(
                _("%(country)s: the page “%(title)s” has no section yet (add_network %(country)s).")
                % {"country": page.country, "title": page.title}
            )
        if faults:
            message = ngettext("%(count)d fault.", "%(count)d faults.", faults)
            raise CommandError(message % {"count": faults})
        self.stdout.write(_("Every network has what belongs to it."))
