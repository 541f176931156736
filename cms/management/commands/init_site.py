"""An empty working site for a real alliance, instead of the demonstration."""

import os
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from cms.site.groups import provision_groups
from cms.site.tree import build_site


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
        parser.add_argument("--site-name", default=settings.WAGTAIL_SITE_NAME)
        parser.add_argument(
            "--hostname", default="localhost", help=_("host name of the public site")
        )
        parser.add_argument("--admin", default="admin", help=_("user name of the administrator"))
        parser.add_argument("--admin-email", default="")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not apps.is_installed("home"):
            raise CommandError(
                _("This command builds a site of its own; a host project has its own home page.")
            )
        languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        known = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        if unknown := [code for code in languages if code not in known]:
            raise CommandError(
                _("The settings do not have these languages: %(codes)s. They have: %(known)s.")
                % {"codes": ", ".join(unknown), "known": ", ".join(known)}
            )
        created = build_site(
            apps.get_model("home", "HomePage"),
            languages,
            name=options["site_name"],
            hostname=options["hostname"],
        )
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
        password = os.environ.get("INIT_ADMIN_PASSWORD") or get_random_string(20)
        user: AbstractBaseUser = User.objects.create_superuser(username, email, password)
        self.stdout.write(_("Administrator: %(name)s") % {"name": user.get_username()})
        if "INIT_ADMIN_PASSWORD" not in os.environ:
            self.stdout.write(_("Password, shown this once: %(password)s") % {"password": password})
