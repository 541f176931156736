"""How long applications wait for the applicant, and what ends when nobody comes."""

import datetime

from django.utils import timezone

from network.applications.transitions import NotAllowed, move
from network.models.applications import Actor, Application, ApplicationState

# A link to confirm an address, and a question to the applicant.
CONFIRM_WITHIN = datetime.timedelta(days=7)
ANSWER_WITHIN = datetime.timedelta(days=90)


def confirmation_ended(application: Application) -> bool:
    """Whether the address should have been confirmed by now."""
    return (
        application.state == ApplicationState.RECEIVED
        and application.received_at < timezone.now() - CONFIRM_WITHIN
    )


def expire_applications() -> int:
    """Bring what has waited too long for the applicant to its end; returns how many."""
    now = timezone.now()
    unconfirmed = Application.objects.filter(
        state=ApplicationState.RECEIVED, received_at__lt=now - CONFIRM_WITHIN
    )
    expired = 0
    for application in [*unconfirmed, *unanswered(now - ANSWER_WITHIN)]:
        try:
            move(application.pk, ApplicationState.EXPIRED, by=None, actor=Actor.SYSTEM)
        except NotAllowed:  # the applicant came at the last moment
            continue
        expired += 1
    return expired


def unanswered(asked_before: datetime.datetime) -> list[Application]:
    """Applications whose last question was asked before that moment."""
    waiting = Application.objects.filter(
        state=ApplicationState.MORE_INFORMATION, erased_at=None
    ).prefetch_related("transitions")
    return [
        application
        for application in waiting
        if max(change.at for change in application.transitions.all()) < asked_before
    ]
