"""What has to be looked at before a decision, and who has looked at it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models.applications import Application, ApplicationKind, ApplicationTarget
from network.models.casework import ApplicationCheck, CheckItem

AUTHORITIES = frozenset({ApplicationKind.AUTHORITY.value})
ORGANISATIONS = frozenset({ApplicationKind.ORGANISATION.value})
TARGETS = frozenset(ApplicationTarget.values)
# For whom each item is: kinds of applicants, and what they apply for.
ITEMS: tuple[tuple[CheckItem, frozenset[str], frozenset[str]], ...] = (
    (CheckItem.COMPETENCE, AUTHORITIES, TARGETS),
    (CheckItem.DECISION, AUTHORITIES, TARGETS),
    (CheckItem.LETTER, AUTHORITIES, frozenset({ApplicationTarget.ALLIANCE.value})),
    (CheckItem.CONTACT, AUTHORITIES | ORGANISATIONS, TARGETS),
)


@dataclass(frozen=True)
class Line:
    """An item as it is shown; `check` is who has ticked it off, None for what shows by itself."""

    label: str
    is_done: bool
    on: datetime.date | None = None
    check: ApplicationCheck | None = None


def items_for(application: Application) -> list[CheckItem]:
    """The items that somebody has to tick off for this application."""
    return [
        item
        for item, kinds, targets in ITEMS
        if application.kind in kinds and application.target in targets
    ]


def checklist(application: Application) -> list[Line]:
    """All items, those first that follow from the application. One query."""
    checks = {check.item: check for check in application.checks.select_related("by")}
    return [
        *shown_by_itself(application),
        *(
            Line(str(item.label), item in checks, check.on if check else None, check)
            for item in items_for(application)
            for check in [checks.get(item)]
        ),
    ]


def shown_by_itself(application: Application) -> list[Line]:
    """What nobody has to tick off."""
    confirmed = application.confirmed_at
    day = timezone.localdate(confirmed) if confirmed else None
    lines = [Line(_("The e-mail address is confirmed"), bool(confirmed), day)]
    if application.kind == ApplicationKind.AUTHORITY:
        lines += [
            Line(
                _("The council's decision has a date"),
                bool(application.decision_on),
                application.decision_on,
            ),
            Line(
                _("The council's decision has been uploaded"), bool(application.decision_document)
            ),
        ]
    return lines


@transaction.atomic
def tick_off(
    application: Application, days: Mapping[CheckItem, datetime.date | None], *, by: Any
) -> None:
    """Note for each item of `days` when it became true; None takes the mark away.

    What was noted with the same day stays as it is, with whoever noted it.
    """
    noted = {check.item: check for check in application.checks.all()}
    for item, day in days.items():
        check = noted.get(item)
        if day is None and check is not None:
            check.delete()
        elif day is not None and (check is None or check.on != day):
            ApplicationCheck.objects.update_or_create(
                application=application, item=item, defaults={"on": day, "by": by}
            )
