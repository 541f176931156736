"""The buttons below an application: which there are, what they say and what they do."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.applications.transitions import RULES, Rule, actor_of, next_states
from network.models.applications import Application, ApplicationState

S = ApplicationState


@dataclass(frozen=True)
class Action:
    """A change of state as a button; `explanation` says what it brings before it is confirmed."""

    to_state: ApplicationState
    label: Promise
    explanation: Promise
    is_serious: bool = False


# The first that is possible stands out.
ACTIONS = {
    action.to_state: action
    for action in (
        Action(
            S.ACCEPTED,
            _("Accept"),
            _(
                "The applicant is entered into the register and written to. An article that "
                "announces a new participant is drafted."
            ),
        ),
        Action(
            S.RECOMMENDED,
            _("Recommend"),
            _("The secretariat is told that you recommend to accept the applicant, and decides."),
        ),
        Action(
            S.UNDER_REVIEW,
            _("Take under review"),
            _("Others see that somebody is looking after this application."),
        ),
        Action(
            S.MORE_INFORMATION,
            _("Ask for more information"),
            _("The applicant is written to and answers on the page behind the secret link."),
        ),
        Action(
            S.DECLINED,
            _("Decline"),
            _("The applicant is written to. This cannot be undone."),
            is_serious=True,
        ),
        Action(
            S.WITHDRAWN,
            _("Note as withdrawn"),
            _("For an applicant who told you so in another way. This cannot be undone."),
            is_serious=True,
        ),
    )
}


def actions_for(user: Any, application: Application) -> list[Action]:
    """What `user` may do with `application` as it stands, in the order of ACTIONS."""
    actor = actor_of(user, application)
    if actor is None or application.erased_at is not None:
        return []
    possible = set(next_states(application, actor))
    return [action for state, action in ACTIONS.items() if state in possible]


def rule_of(application: Application, to_state: ApplicationState) -> Rule | None:
    """What the table says of this change from where the application stands."""
    return RULES.get((ApplicationState(application.state), to_state))
