"""`manage.py add_network`: a national network with its section and coordinators, or its repair."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.sections.adding import Network, add_network
from network.sections.invitations import Outcome, invite


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Make the section of a national network in every language, with the group, the "
            "collection and the review of its coordinators, and invite them. What is there stays, "
            "what is missing is mended; a second call changes nothing."
        )
        parser.add_argument("country", help=_("ISO 3166-1 code, such as UA"))
        parser.add_argument(
            "--languages",
            help=_(
                "codes of the languages that the coordinators write in, separated by commas, that "
                "of the new page first; all where none are given"
            ),
        )
        parser.add_argument("--title", default="", help=_("title of the page, if it is new"))
        parser.add_argument(
            "--slug", default="", help=_("last part of the page's address, if it is new")
        )
        parser.add_argument(
            "--coordinator",
            action="append",
            default=[],
            metavar="E-MAIL",
            help=_("a person to invite; may be given several times"),
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help=_("send the invitation once more to those who have had it"),
        )
        parser.add_argument(
            "--check", action="store_true", help=_("say what would be done, and do nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = self.add(**options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for change in changes:
            self.stdout.write(change)
        if not changes:
            self.stdout.write(_("Everything is in place; nothing was changed."))
        elif options["check"]:
            raise CommandError(_("This is what would be done; nothing was changed."))

    @transaction.atomic
    def add(self, country: str, languages: str | None, **options: Any) -> list[str]:
        """All or nothing; what was done, one sentence each."""
        codes = tuple(filter(None, map(str.strip, (languages or "").split(","))))
        network = Network(
            country=country.upper(),
            languages=codes or None,
            title=options["title"],
            slug=options["slug"],
        )
        section, changes = add_network(network)
        language = (section.languages or [get_language() or ""])[0]
        for email in options["coordinator"]:
            outcome = invite(section, email, language=language, again=options["again"])
            if outcome is not Outcome.PRESENT:
                changes.append(str(outcome.value) % {"email": email})
        if options["check"]:
            transaction.set_rollback(True)
        return changes
