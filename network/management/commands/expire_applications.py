"""`manage.py expire_applications`: ends what has waited too long, erases persons in due time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from network.applications.retention import expire_and_erase
from network.applications.uploads import clear_kept


class Command(BaseCommand):
    """For cron, every day; a second run finds nothing to do."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Ends applications whose address was not confirmed or whose applicant has not "
            "answered in time, deletes uploads that belong to no application, and erases the "
            "personal data of applications that ended long enough ago. For every day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clear_kept()
        expired, erased = expire_and_erase()
        text = _("Applications ended: %(expired)d. Personal data erased: %(erased)d.")
        self.stdout.write(text % {"expired": expired, "erased": erased})
