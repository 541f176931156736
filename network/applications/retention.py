"""How long applications keep the person who applied, and the erasure when that time is over."""

import datetime
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.applications.deadlines import expire_applications
from network.applications.privacy import erase_application
from network.models import PersonalDataLog
from network.models.applications import Application, ApplicationState
from network.models.uploads import RegisterUpload
from network.register_admin.importing.uploads import current

# Days after the end of an application, by its last state. NETWORK_RETENTION_DAYS of the settings
# says otherwise for any of them. Accepted: the register has the contact person from then on.
RETENTION_DAYS: Mapping[str, int] = {
    ApplicationState.ACCEPTED: 365,
    ApplicationState.DECLINED: 365,
    ApplicationState.WITHDRAWN: 365,
    ApplicationState.EXPIRED: 365,
}


def retention_days() -> dict[str, int]:
    """The days of each closed state, with what the site's settings change. Raises KeyError for a
    state that is not closed.
    """
    own = getattr(settings, "NETWORK_RETENTION_DAYS", {})
    unknown = set(own) - set(RETENTION_DAYS)
    if unknown:
        raise KeyError(f"NETWORK_RETENTION_DAYS names no closed state: {sorted(unknown)}")
    return {**RETENTION_DAYS, **own}


def due(now: datetime.datetime) -> Iterator[Application]:
    """Closed applications whose time is over; one that was never confirmed is due at once."""
    closed = Application.objects.filter(erased_at=None)
    for state, days in retention_days().items():
        before = now - datetime.timedelta(days=days)
        yield from closed.filter(state=state, confirmed_at__isnull=False, closed_at__lt=before)
        yield from closed.filter(state=state, confirmed_at=None)


def expire_and_erase() -> tuple[int, int]:
    """End what waits for nobody any more and erase what is due; a second call finds nothing.

    Returns how many applications expired and how many were erased.
    """
    RegisterUpload.objects.exclude(pk__in=current().values("pk")).delete()
    expired, erased = expire_applications(), 0
    for application in due(timezone.now()):
        with transaction.atomic():
            locked = Application.objects.select_for_update().get(pk=application.pk)
            if locked.erased_at is None and locked.is_closed:
                erase_application(locked)
                erased += 1
    if erased:
        PersonalDataLog.objects.create(
            action=PersonalDataLog.Action.EXPIRE, found={Application._meta.label: erased}
        )
    return expired, erased
