"""Reviews of other sections, and the list of all tasks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views import workflows
from wagtail.admin.views.generic.workflow import (
    BaseWorkflowFormView,
    ConfirmWorkflowCancellation,
    PreviewRevisionForTask,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network.guards.registry import guard


def refuse_strangers(user: Any, thing: Any) -> None:
    """Raise PermissionDenied for a page that `user` neither writes nor reviews.

    Reviewers may edit what they review. Snippets are asked for by `cms.translation.snippet_views`.
    """
    if isinstance(thing, Page):
        rights = thing.permissions_for_user(user)
        if not (rights.can_edit() or rights.can_publish()):
            raise PermissionDenied


@guard(BaseWorkflowFormView, "dispatch")
def review_own_pages(
    stock: Any, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Wagtail takes the task and the page from the address, and tells the page's title."""
    refuse_strangers(request.user, view.object)
    state = view.task_state.workflow_state
    if state.object_id != str(view.object.pk):
        raise PermissionDenied
    return stock(view, request, *args, **kwargs)


@guard(PreviewRevisionForTask, "get")
def preview_own_pages(
    stock: Any, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    refuse_strangers(request.user, view.object)
    return stock(view, request, *args, **kwargs)


@guard(ConfirmWorkflowCancellation, "dispatch")
def confirm_for_own_pages(
    stock: Any, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    refuse_strangers(request.user, view.object)
    if not isinstance(view.object, Page):
        policy = policy_registry.get(view.object)
        if not policy.user_has_any_permission_for_instance(
            request.user, ["change", "publish"], view.object
        ):
            raise PermissionDenied
    return stock(view, request, *args, **kwargs)


def refuse_without_workflows(user: Any) -> None:
    policy = policy_registry.get_by_type(workflows.Workflow)
    if not policy.user_has_any_permission(user, ["add", "change"]):
        raise PermissionDenied


@guard(workflows.BaseTaskChooserView, "dispatch")
def choose_tasks(stock: Any, view: Any, request: HttpRequest) -> HttpResponse:
    """Who may write workflows chooses tasks for them; Wagtail asks everybody in the admin."""
    refuse_without_workflows(request.user)
    return stock(view, request)


@guard(workflows, "get_task_chosen_response")
def tell_chosen_task(stock: Any, request: HttpRequest, task: Any) -> HttpResponse:
    refuse_without_workflows(request.user)
    return stock(request, task)
