"""The states of an application: which follows which, who may bring it about, and what it brings.

Decided here and nowhere else. A coordinator recommends participants of the Alliance and decides on
members of the own network; the secretariat decides on all.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.applications.access import within
from network.models.applications import (
    CLOSED_STATES,
    Actor,
    Application,
    ApplicationState,
    ApplicationTarget,
    Transition,
)
from network.scope import read_scope

S = ApplicationState
APPLICANT = frozenset({Actor.APPLICANT})
SYSTEM = frozenset({Actor.SYSTEM})
COORDINATOR = frozenset({Actor.COORDINATOR})
SECRETARIAT = frozenset({Actor.SECRETARIAT})
OFFICE = COORDINATOR | SECRETARIAT
NOBODY: frozenset[Actor] = frozenset()


class NotAllowed(ValidationError):
    """This change of state is not possible, or not for this person; in the reader's language."""


@dataclass(frozen=True)
class Rule:
    """A change of state, and in what roles it may be made.

    `network` differs from `alliance` where a member of a national network is decided on. `says_why`
    means that the reason goes to the applicant and cannot be empty.
    """

    source: ApplicationState
    target: ApplicationState
    alliance: frozenset[Actor]
    network: frozenset[Actor]
    says_why: bool = False

    def actors(self, application: Application) -> frozenset[Actor]:
        is_network = application.target == ApplicationTarget.NETWORK
        return self.network if is_network else self.alliance


def both(
    source: ApplicationState,
    target: ApplicationState,
    actors: frozenset[Actor],
    says_why: bool = False,
) -> Rule:
    """A change that the same may make, whatever is applied for."""
    return Rule(source, target, actors, actors, says_why)


TRANSITIONS: tuple[Rule, ...] = (
    both(S.RECEIVED, S.CONFIRMED, APPLICANT),
    both(S.RECEIVED, S.WITHDRAWN, APPLICANT),
    both(S.RECEIVED, S.EXPIRED, SYSTEM),
    both(S.CONFIRMED, S.UNDER_REVIEW, OFFICE),
    both(S.CONFIRMED, S.MORE_INFORMATION, OFFICE, says_why=True),
    Rule(S.CONFIRMED, S.DECLINED, SECRETARIAT, OFFICE, says_why=True),
    both(S.CONFIRMED, S.WITHDRAWN, APPLICANT | SECRETARIAT),
    both(S.UNDER_REVIEW, S.MORE_INFORMATION, OFFICE, says_why=True),
    Rule(S.UNDER_REVIEW, S.RECOMMENDED, COORDINATOR, NOBODY),
    Rule(S.UNDER_REVIEW, S.ACCEPTED, SECRETARIAT, OFFICE),
    Rule(S.UNDER_REVIEW, S.DECLINED, SECRETARIAT, OFFICE, says_why=True),
    both(S.UNDER_REVIEW, S.WITHDRAWN, APPLICANT | SECRETARIAT),
    both(S.MORE_INFORMATION, S.UNDER_REVIEW, APPLICANT | OFFICE),
    Rule(S.MORE_INFORMATION, S.DECLINED, SECRETARIAT, OFFICE, says_why=True),
    both(S.MORE_INFORMATION, S.WITHDRAWN, APPLICANT | SECRETARIAT),
    both(S.MORE_INFORMATION, S.EXPIRED, SYSTEM),
    Rule(S.RECOMMENDED, S.UNDER_REVIEW, OFFICE, NOBODY),
    Rule(S.RECOMMENDED, S.MORE_INFORMATION, SECRETARIAT, NOBODY, says_why=True),
    Rule(S.RECOMMENDED, S.ACCEPTED, SECRETARIAT, NOBODY),
    Rule(S.RECOMMENDED, S.DECLINED, SECRETARIAT, NOBODY, says_why=True),
    Rule(S.RECOMMENDED, S.WITHDRAWN, APPLICANT | SECRETARIAT, NOBODY),
)
RULES = {(rule.source, rule.target): rule for rule in TRANSITIONS}

# What else happens in the transaction of a change, by the state that is entered.
OnEnter = Callable[[Application, Transition], None]
ENTERED: dict[ApplicationState, list[OnEnter]] = defaultdict(list)


def on_enter(*states: ApplicationState) -> Callable[[OnEnter], OnEnter]:
    """Call the decorated function within the transaction that brings one of `states` about.

    An error that it raises undoes all of it. Mail belongs after the transaction (`letters`).
    """

    def register(function: OnEnter) -> OnEnter:
        for state in states:
            if function not in ENTERED[state]:
                ENTERED[state].append(function)
        return function

    return register


def actor_of(user: Any, application: Application) -> Actor | None:
    """In what role `user` works on `application` at this moment; None for nobody's business."""
    scope = read_scope(user) if user is not None and user.is_active else None
    if scope is None:
        return None
    if scope.everywhere:
        return Actor.SECRETARIAT
    return Actor.COORDINATOR if within(scope).filter(pk=application.pk).exists() else None


def next_states(application: Application, actor: Actor) -> list[ApplicationState]:
    """The states that `actor` may bring `application` to from where it is."""
    return [
        rule.target
        for rule in TRANSITIONS
        if rule.source == application.state and actor in rule.actors(application)
    ]


def move(
    application_pk: int,
    to_state: ApplicationState,
    *,
    by: Any,
    actor: Actor,
    reason: str = "",
) -> Application:
    """Bring the application to `to_state`, with all that belongs to it, or do nothing.

    `by` is the user who decides, None for the applicant and for the passing of time. Of several
    at the same time the first one counts. Raises NotAllowed, in the active language.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_pk)
        check(application, ApplicationState(to_state), by=by, actor=actor, reason=reason)
        change = Transition.objects.create(
            application=application,
            from_state=application.state,
            to_state=to_state,
            by=by,
            actor=actor,
            reason=reason.strip(),
        )
        application.state = to_state
        if to_state == S.CONFIRMED:
            application.confirmed_at = change.at
        if to_state in CLOSED_STATES:
            application.closed_at = change.at
        application.save(update_fields=["state", "confirmed_at", "closed_at"])
        for function in ENTERED[ApplicationState(to_state)]:
            function(application, change)
    return application


def check(
    application: Application, to_state: ApplicationState, *, by: Any, actor: Actor, reason: str
) -> None:
    """Raise NotAllowed unless this change may be made now."""
    if application.erased_at is not None:
        raise NotAllowed(_("The data of this application has been erased."))
    rule = RULES.get((ApplicationState(application.state), to_state))
    if rule is None or not rule.actors(application):
        message = _("The application is “%(state)s”; it cannot become “%(wanted)s”.")
        names = {"state": application.get_state_display(), "wanted": to_state.label}
        raise NotAllowed(message % names)
    is_person = actor in (Actor.APPLICANT, Actor.SYSTEM) or actor_of(by, application) == actor
    if actor not in rule.actors(application) or not is_person:
        raise NotAllowed(_("You may not make this decision."))
    if rule.says_why and not reason.strip():
        raise NotAllowed(_("Please say why: the applicant will read it."))


def start(application: Application) -> Transition:
    """Note that a new application has been received; call it in the transaction that saves it."""
    return Transition.objects.create(
        application=application,
        from_state="",
        to_state=S.RECEIVED,
        actor=Actor.APPLICANT,
    )
