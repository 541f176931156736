"""The demonstration site, in an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.demo.accounts import load_accounts, load_groups
from cms.demo.applications import load_applications
from cms.demo.builder import build_demo
from cms.demo.content import ContentError
from cms.demo.review import load_reviews
from cms.models import AllianceProfile, Organisation, SiteSettings
from cms.terminology.gate import DiscouragedTerms
from cms.terminology.models import Concept, TerminologyNote
from network.models import Authority
from news.models import Topic


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Load the demonstration into an empty database: content in four languages, and "
            "accounts with the password “demo” where DEBUG is on. A second call changes nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if SiteSettings.objects.filter(is_demonstration=True).exists():
            self.stdout.write(_("The demonstration is loaded already; nothing was changed."))
            return
        if has_content():
            raise CommandError(
                _("This database has content of its own. Load the demonstration into an empty one.")
            )
        try:
            self.load()
        except (ContentError, DiscouragedTerms) as error:
            raise CommandError(str(error)) from error

    @transaction.atomic
    def load(self) -> None:
        """All or nothing."""
        shelf = build_demo()
        groups = load_groups(shelf.networks)
        load_applications()
        load_reviews(groups)
        self.stdout.write(
            _("The demonstration is loaded: %(pages)s pages in %(languages)s languages.")
            % {"pages": Page.objects.filter(depth__gt=1).count(), "languages": len(shelf.locales)}
        )
        if settings.DEBUG:
            load_accounts(groups)
        else:
            self.stdout.write(
                _("No accounts were made: their password is known to all. Use createsuperuser.")
            )


def has_content() -> bool:
    """Whether anything is in the database besides the welcome page that Wagtail puts there."""
    pages = Page.objects.filter(depth__gt=1)
    if pages.count() > 1 or any(page.specific_class is not Page for page in pages):
        return True
    models = (AllianceProfile, Authority, Concept, Organisation, TerminologyNote, Topic)
    return any(model.objects.exists() for model in models)
