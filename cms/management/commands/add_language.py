"""A further language for a site that has content: every page gets an address in it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.languages import language_choices


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Add a language of the settings to the site. Its pages show the texts of the other "
            "languages, and say so, until they are translated."
        )
        parser.add_argument("language", help=_("code of the language, such as es"))

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["language"]
        known = dict(language_choices())
        if code not in known:
            raise CommandError(
                _("The settings do not have the language %(code)s. They have: %(known)s.")
                % {"code": code, "known": ", ".join(known)}
            )
        # Whoever adds a language gets its pages with it, when the transaction ends.
        with transaction.atomic():
            locale, _made = Locale.objects.get_or_create(language_code=code)
        self.stdout.write(
            _("%(language)s has %(count)d pages.")
            % {"language": known[code], "count": Page.objects.filter(locale=locale).count()}
        )
