from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.translation.permissions import repair_permissions
from cms.translation.roles import provision_roles


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Gives groups the rights on a section in every language that they have in its source, "
            "and translators the rights that their roles grant, no more."
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        # Roles first: until they are there, rights of translators would be carried like others.
        changed = provision_roles() + repair_permissions()
        if changed:
            message = ngettext("%(count)d right changed.", "%(count)d rights changed.", changed)
            self.stdout.write(message % {"count": changed})
        else:
            self.stdout.write(_("All rights are in place."))
