"""Decisions of people who look at an application: by what they saw, or not at all."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from cms.dates import long_time
from network.applications.acceptance import NO_NAMES, accept
from network.applications.transitions import NotAllowed, actor_of, move
from network.models import Authority
from network.models.applications import Application, ApplicationState, Transition


class Stale(NotAllowed):
    """Somebody else has decided since the page was shown; says who, what and when."""

    def __init__(self, change: Transition) -> None:
        names = {
            "who": name_of(change),
            "state": change.get_to_state_display(),
            "when": long_time(timezone.localtime(change.at)),
        }
        super().__init__(
            _(
                "Meanwhile the application has become “%(state)s” (%(who)s, %(when)s). "
                "Nothing was changed by you: look at it again."
            )
            % names
        )


def name_of(change: Transition) -> str:
    """Who made a change: the name of the person, else the role."""
    if change.by is not None:
        return get_user_display_name(change.by)
    return change.get_actor_display()


def last_change(application: Application) -> Transition:
    """The latest change of state; receiving it is the first."""
    return application.transitions.select_related("by").latest("pk")


@transaction.atomic
def decide(
    application_pk: int,
    to_state: ApplicationState,
    *,
    seen: int,
    by: Any,
    reason: str = "",
    authority: Authority | None = None,
    candidates: Collection[int] = (),
    name_language: str = "",
    names: Mapping[str, str] = NO_NAMES,
) -> Application:
    """Let the user `by`, who saw the application as the change `seen` (a key) had left it, decide.

    `authority`, `candidates`, `name_language` and `names` are for acceptance
    (`acceptance.accept`). Raises Stale where somebody was faster, NotAllowed where the user may
    not; then nothing is changed.
    """
    application = Application.objects.select_for_update().get(pk=application_pk)
    latest = last_change(application)
    if latest.pk != seen:
        raise Stale(latest)
    actor = actor_of(by, application)
    if actor is None:
        raise NotAllowed(_("You may not make this decision."))
    if to_state == ApplicationState.ACCEPTED:
        return accept(
            application.pk,
            authority=authority,
            seen=candidates,
            by=by,
            actor=actor,
            reason=reason,
            name_language=name_language,
            names=names,
        )
    return move(application.pk, to_state, by=by, actor=actor, reason=reason)
