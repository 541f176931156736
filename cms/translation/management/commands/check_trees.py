"""`manage.py check_trees [--fix]`: whether the trees of all languages stand together."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from treebeard.exceptions import InvalidMoveToDescendant

from cms.translation.trees.checks import CHECKS
from cms.translation.trees.drift import Drift
from cms.translation.trees.snapshot import Snapshot


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Says where the trees of the languages have drifted apart. Fails while anything has."
        )
        parser.add_argument("--fix", action="store_true", help=_("mend what can be mended"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["fix"]:
            self.mend()
        remaining = find_drift()
        for drift in remaining:
            self.stdout.write(str(drift) if drift.mend else f"{drift} {_('[for you to decide]')}")
        if remaining:
            message = ngettext("%(count)d fault.", "%(count)d faults.", len(remaining))
            raise CommandError(message % {"count": len(remaining)})
        self.stdout.write(_("The trees of all languages stand together."))

    @transaction.atomic
    def mend(self) -> None:
        """Mend check by check, since one may make room for the next. Says what was mended."""
        for check in CHECKS:
            for drift in list(check(Snapshot())):
                if drift.mend is not None:
                    self.mend_one(drift, drift.mend)

    def mend_one(self, drift: Drift, mend: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                mend()
        except (ValidationError, InvalidMoveToDescendant) as error:
            self.stderr.write(
                _("Not mended: %(fault)s %(error)s") % {"fault": drift, "error": error}
            )
        else:
            self.stdout.write(_("Mended: %(fault)s") % {"fault": drift})


def find_drift() -> list[Drift]:
    """All faults, in the order of the checks."""
    snapshot = Snapshot()
    return [drift for check in CHECKS for drift in check(snapshot)]
