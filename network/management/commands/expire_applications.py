"""`manage.py expire_applications`: ends what has waited too long for the applicant."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.applications.deadlines import expire_applications
from network.applications.uploads import clear_kept


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Ends applications whose address was not confirmed or whose applicant has not "
            "answered in time, and deletes uploads that belong to no application. For every day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        clear_kept()
        count = expire_applications()
        text = ngettext("%(count)d application ended.", "%(count)d applications ended.", count)
        self.stdout.write(text % {"count": count})
