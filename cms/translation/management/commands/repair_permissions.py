from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.translation.permissions import repair_permissions


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Gives groups the rights on a section in every language that they have in its source."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        added = repair_permissions()
        if added:
            message = ngettext("%(count)d right added.", "%(count)d rights added.", added)
            self.stdout.write(message % {"count": added})
        else:
            self.stdout.write(_("All rights are in place."))
