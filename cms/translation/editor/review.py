"""The review of a translation in its editor: handing it in, approving it, asking for changes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowMixin, WorkflowState
from wagtail_localize.models import Translation

from cms.translation.completeness import language_name
from cms.translation.editor.access import Access
from cms.translation.moderation import (
    is_published,
    let_stand_alone,
    may_withdraw,
    needs_moderation,
    section_workflow,
    submit,
    withdraw,
)

ACTIONS = ("submit", "approve", "reject")
WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Review:
    """What is shown of the review, and what the user may do about it."""

    can_submit: bool
    can_decide: bool
    can_publish: bool
    can_withdraw: bool = False
    # Whether the original is unpublished, so that the translation would be published without it.
    stands_alone: bool = False
    is_again: bool = False
    # What a reviewer asks for, while the translator has it back.
    request: TaskState | None = None


def review_of(translation: Translation, target: Any, access: Access, user: Any) -> Review:
    """The review of `translation`, whose page or snippet is `target`."""
    state = target.current_workflow_state if isinstance(target, WorkflowMixin) else None
    is_in_review = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    is_back = state is not None and not is_in_review
    original = translation.source.get_source_instance()
    decides = is_in_review and may_decide(state, target, user)
    # Who decides has a better button, but for what they have submitted themselves.
    is_own = state is not None and state.requested_by == user
    is_needed = needs_moderation(target, original, user)
    return Review(
        can_submit=access.can_edit
        and not is_in_review
        and (is_back or is_needed or has_reviewers(target, original)),
        can_decide=decides,
        can_publish=access.can_publish and not is_in_review and not is_needed,
        can_withdraw=(is_own or not decides) and may_withdraw(state, user),
        stands_alone=not is_published(original),
        is_again=is_back,
        request=state.current_task_state if state is not None and is_back else None,
    )


def has_reviewers(target: Any, original: Any) -> bool:
    """Whether somebody reviews this section: who may publish may ask them all the same."""
    return (section_workflow(target) or section_workflow(original)) is not None


def may_decide(state: WorkflowState | None, target: Any, user: Any) -> bool:
    if state is None or state.current_task_state is None:
        return False
    task = state.current_task_state.task.specific
    return any(name == "approve" for name, *_rest in task.get_actions(target, user))


def act(
    translation: Translation,
    target: Any,
    action: str,
    comment: str,
    user: Any,
    *,
    alone: bool = False,
) -> str:
    """Do what the button says. Returns what to tell the user.

    `alone` says that an approved translation may be published without its original. Raises
    PermissionDenied, and ValidationError where the translation may not go live as it is.
    """
    names = {"title": str(target), "language": language_name(translation.target_locale)}
    if action == "submit":
        submit(translation, user)
        return _("“%(title)s” was submitted for moderation in %(language)s.") % names
    refuse_ended(target)
    state = target.current_workflow_state
    if not may_decide(state, target, user):
        raise PermissionDenied
    task_state = state.current_task_state.specific
    if alone:
        let_stand_alone(task_state.workflow_state)
    task_state.task.specific.on_action(task_state, user, action, comment=comment)
    if action == "reject":
        return _("Changes to “%(title)s” in %(language)s were requested.") % names
    return _("“%(title)s” was approved in %(language)s.") % names


def take_back(translation: Translation, target: Any, user: Any) -> str:
    """Withdraw a submission. Returns what to tell the user.

    Raises PermissionDenied, and ValidationError where it is not in review any more.
    """
    refuse_ended(target)
    withdraw(target, user)
    return _("“%(title)s” in %(language)s was taken back from moderation.") % {
        "title": str(target),
        "language": language_name(translation.target_locale),
    }


def refuse_ended(target: Any) -> None:
    """Raise ValidationError if somebody else has decided, or taken `target` back, meanwhile."""
    if isinstance(target, WorkflowMixin) and target.current_workflow_state is None:
        raise ValidationError(_("This translation is not in review any more."))
