"""`manage.py send_letters`: sends the letters about applications that are still to be sent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.applications.letters import send, unsent


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Sends the letters about applications that the mail server did not take before. "
            "Fails while it does not take them. For every five minutes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sent = sum(send(letter) for letter in unsent())
        text = ngettext("%(count)d letter was sent.", "%(count)d letters were sent.", sent)
        self.stdout.write(text % {"count": sent})
        left = len(unsent())
        if left:
            text = ngettext("%(count)d letter waits.", "%(count)d letters wait.", left)
            raise CommandError(text % {"count": left})
