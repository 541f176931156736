"""Letters to applicants, and notices to those who handle their applications.

A letter is written down in the transaction of the change that it tells of, and sent once that is
committed. What the mail server does not take stays written down: `send_letters` tries again.

Each goes out at least once: a process that dies between sending and noting it leaves it claimed,
and it is sent again when the claim ends (docs/adr/0012-joining-online.md).
"""

import datetime
import logging
import smtplib
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from network.applications import transitions
from network.applications.letter_texts import message
from network.models.applications import Actor, Application, ApplicationState, Transition
from network.models.letters import Letter, LetterKind
from network.models.sections import NetworkSection
from network.scope import EVERYWHERE

S = ApplicationState
logger = logging.getLogger(__name__)

# What the applicant is told when a state is entered; nothing of a mere change of hands.
TO_APPLICANT: dict[str, LetterKind] = {
    S.CONFIRMED: LetterKind.CONFIRMED,
    S.MORE_INFORMATION: LetterKind.MORE_INFORMATION,
    S.RECOMMENDED: LetterKind.RECOMMENDED,
    S.ACCEPTED: LetterKind.ACCEPTED,
    S.DECLINED: LetterKind.DECLINED,
    S.WITHDRAWN: LetterKind.WITHDRAWN,
    S.EXPIRED: LetterKind.EXPIRED,
}
# How long a letter that could not be sent is tried again, and how long one process may take.
TRIED_FOR = datetime.timedelta(days=7)
CLAIMED_FOR = datetime.timedelta(minutes=10)


def write_to_applicant(
    application: Application, kind: LetterKind, change: Transition | None = None
) -> None:
    """Write down a letter, to be sent after the transaction."""
    deliver_later([Letter(application=application, transition=change, kind=kind)])


def notify(
    users: Iterable[Any],
    application: Application,
    kind: LetterKind,
    change: Transition | None = None,
) -> None:
    """Write down a notice to each of `users`, to be sent after the transaction."""
    deliver_later(
        Letter(application=application, transition=change, kind=kind, user=user) for user in users
    )


def deliver_later(letters: Iterable[Letter]) -> None:
    made = Letter.objects.bulk_create(letters)
    if made:
        transaction.on_commit(partial(deliver.enqueue, [letter.pk for letter in made]))


def tell(application: Application, change: Transition) -> None:
    """Write down all letters that a change of state asks for.

    An address that nobody has confirmed gets none but the first.
    """
    if application.confirmed_at is None:
        return
    kind = TO_APPLICANT.get(change.to_state)
    if kind:
        write_to_applicant(application, kind, change)
    if change.to_state == S.RECOMMENDED:
        notify(secretariat(), application, LetterKind.NOTICE_RECOMMENDED, change)
    elif change.actor == Actor.APPLICANT:
        notice = {
            S.CONFIRMED: LetterKind.NOTICE_NEW,
            S.UNDER_REVIEW: LetterKind.NOTICE_ANSWER,
            S.WITHDRAWN: LetterKind.NOTICE_WITHDRAWN,
        }.get(ApplicationState(change.to_state))
        if notice:
            notify(handlers(application), application, notice, change)


def connect() -> None:
    """Have every change of state told; called once, when the app registry is ready."""
    transitions.on_enter(*ApplicationState)(tell)


def handlers(application: Application) -> list[Any]:
    """Who is told of an application: the country's coordinators, else the secretariat."""
    sections = NetworkSection.objects.active().filter(country=application.country)
    coordinators = get_user_model().objects.filter(
        groups__network_section__in=sections, is_active=True
    )
    return reachable(coordinators.distinct()) or secretariat()


def secretariat() -> list[Any]:
    """Who decides in every country; the superusers where nobody else does."""
    users = get_user_model().objects
    backend = f"{ModelBackend.__module__}.{ModelBackend.__qualname__}"
    deciders = users.with_perm(EVERYWHERE, backend=backend, include_superusers=False)
    return reachable(deciders) or reachable(users.filter(is_superuser=True, is_active=True))


def reachable(users: Any) -> list[Any]:
    return list(users.exclude(email="").order_by("pk"))


@task()
def deliver(letters: list[int]) -> None:
    """Send these letters. What cannot be sent stays, with the name of what went wrong."""
    for pk in letters:
        send(pk)


def unsent() -> list[int]:
    """Letters that are still to be sent."""
    letters = Letter.objects.filter(sent_at=None, created_at__gte=timezone.now() - TRIED_FOR)
    return list(letters.values_list("pk", flat=True))


def send(pk: int) -> bool:
    """Send one letter, unless another process does or has done; whether it went out.

    A mail server that fails is noted and logged, without an address.
    """
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIMED_FOR)
    if not Letter.objects.filter(free, pk=pk, sent_at=None).update(claimed_at=now):
        return False
    letter = Letter.objects.select_related("application", "transition", "user").get(pk=pk)
    if is_moot(letter):
        letter.delete()
        return False
    letter.attempts += 1
    try:
        message(letter).send()
    except (OSError, smtplib.SMTPException) as error:
        letter.error = type(error).__name__
        letter.claimed_at = None
        logger.warning("Letter %s could not be sent: %s", letter.pk, letter.error)
    else:
        letter.error = ""
        letter.sent_at = timezone.now()
    letter.save(update_fields=["attempts", "error", "claimed_at", "sent_at"])
    return letter.sent_at is not None


def is_moot(letter: Letter) -> bool:
    """Whether what the letter says is no longer so, or there is nobody left to read it."""
    application = letter.application
    if letter.kind == LetterKind.CONFIRM:
        return application.state != S.RECEIVED
    return application.erased_at is not None or not (letter.user or application.email)
