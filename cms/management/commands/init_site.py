"""An empty working site for a real alliance, instead of the demonstration."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from cms.site.groups import provision_groups
from cms.site.tree import build_site
from cms.terminology.gate import DiscouragedTerms


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Make the tree, languages, groups, a profile and a note to fill in, and the first "
            "administrator. What is there already stays as it is."
        )
        parser.add_argument(
            "--languages",
            default=settings.LANGUAGE_CODE,
            help=_("codes separated by commas, the source language first, such as en,fr,uk"),
        )
        parser.add_argument("--site-name", help=_("name of the public site"))
        parser.add_argument("--hostname", help=_("host name of the public site"))
        parser.add_argument("--port", type=int, help=_("port of the public site"))
        parser.add_argument("--admin", default="admin", help=_("user name of the administrator"))
        parser.add_argument("--admin-email", default="", help=_("e-mail of the administrator"))

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not apps.is_installed("home"):
            raise CommandError(
                _("This command builds a site of its own; a host project has its own home page.")
            )
        languages = read_languages(options["languages"])
        names = ("site_name", "hostname", "port")
        try:
            created = build_site(
                apps.get_model("home", "HomePage"),
                languages,
                address=default_address(),
                given={name: options[name] for name in names if options[name]},
            )
        except DiscouragedTerms as refusal:
            raise CommandError(str(refusal)) from refusal
        provision_groups()
        self.stdout.write(
            _("%(count)s pages, profiles and notes were made.") % {"count": len(created)}
        )
        self.report_administrator(options["admin"], options["admin_email"])

    def report_administrator(self, username: str, email: str) -> None:
        """Make the first administrator and say the password, unless there is one already."""
        User = get_user_model()
        if User.objects.filter(is_superuser=True).exists():
            self.stdout.write(_("There is an administrator already."))
            return
        if User.objects.filter(**{User.USERNAME_FIELD: username}).exists():
            raise CommandError(
                _("There is a user %(name)s who is no administrator.") % {"name": username}
            )
        chosen = os.environ.get("INIT_ADMIN_PASSWORD", "")
        password = chosen or get_random_string(20)
        User.objects.create_superuser(username, email, password)
        self.stdout.write(_("Administrator: %(name)s") % {"name": username})
        if not chosen:
            self.stdout.write(_("Password, shown this once: %(password)s") % {"password": password})


def read_languages(text: str) -> list[str]:
    """The codes of `text`; raises CommandError for one that the settings lack, or put first."""
    languages = [code.strip() for code in text.split(",") if code.strip()]
    known = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    if unknown := [code for code in languages if code not in known]:
        raise CommandError(
            _("The settings do not have these languages: %(codes)s. They have: %(known)s.")
            % {"codes": ", ".join(unknown), "known": ", ".join(known)}
        )
    if languages[:1] != [settings.LANGUAGE_CODE]:
        raise CommandError(
            _("The first language must be that of the settings (LANGUAGE_CODE): %(code)s.")
            % {"code": settings.LANGUAGE_CODE}
        )
    return languages


def default_address() -> dict[str, Any]:
    """Name, host and port of a new site, from the settings' public address."""
    url = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "hostname": url.hostname,
        "port": url.port or (443 if url.scheme == "https" else 80),
    }
