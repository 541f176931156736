"""What a state means for the applicant, in plain words, and what happens next."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models.applications import Application, ApplicationState

S = ApplicationState


@dataclass(frozen=True)
class StateText:
    """A state as a sentence, and what comes after it."""

    now: Promise
    next: Promise


TEXTS: dict[str, StateText] = {
    S.RECEIVED: StateText(
        _("We have received your application, but you have not confirmed your address yet."),
        _("Press the button below. Only then does anybody read the application."),
    ),
    "ended": StateText(
        _("Your address was not confirmed in time."),
        _("If you still want to apply, please send the form once more."),
    ),
    S.CONFIRMED: StateText(
        _("Your address is confirmed, and your application is with us."),
        _("The people responsible for your country will read it and write to you."),
    ),
    S.UNDER_REVIEW: StateText(
        _("Your application is being examined."),
        _("If something is missing, we will ask you. Otherwise you will hear of the decision."),
    ),
    S.MORE_INFORMATION: StateText(
        _("We have a question about your application."),
        _("Please answer below. We will then go on."),
    ),
    S.RECOMMENDED: StateText(
        _("The coordinator for your country has recommended your application."),
        _("The secretariat of the Alliance decides next. You will hear of the decision."),
    ),
    S.ACCEPTED: StateText(
        _("Your application has been accepted. Welcome!"),
        _("We will write to you about the next steps."),
    ),
    S.DECLINED: StateText(
        _("Your application has not been accepted."),
        _("You may apply again when the reasons no longer stand."),
    ),
    S.WITHDRAWN: StateText(
        _("The application has been withdrawn."),
        _("If you change your mind, please send the form once more."),
    ),
    S.EXPIRED: StateText(
        _("The application has ended because we had no answer from you."),
        _("If you still want to apply, please send the form once more."),
    ),
}

# The way so far, as the applicant reads it.
STEPS: dict[str, Promise] = {
    S.RECEIVED: _("Application received"),
    S.CONFIRMED: _("Address confirmed"),
    S.UNDER_REVIEW: _("Under review"),
    S.MORE_INFORMATION: _("More information asked"),
    S.RECOMMENDED: _("Recommended to the secretariat"),
    S.ACCEPTED: _("Accepted"),
    S.DECLINED: _("Not accepted"),
    S.WITHDRAWN: _("Withdrawn"),
    S.EXPIRED: _("Ended without an answer"),
}


@dataclass(frozen=True)
class Step:
    label: Promise
    day: datetime.date


def steps(application: Application) -> list[Step]:
    """What has happened to `application` so far, and on which days; never who did it."""
    return [
        Step(STEPS[change.to_state], timezone.localdate(change.at))
        for change in application.transitions.all()
    ]
