"""Pages of other sections: the explorer, the chooser, and what somebody locked before they left."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin.views.chooser import BrowseView
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.admin.views.pages.bulk_actions.move import MoveForm
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import page_permission_policy

from cms.draft_privacy import known_to
from network.guards.registry import guard
from network.guards.titles import is_shown_to, reader


@guard(ExplorableIndexView, "get")
def open_what_the_explorer_shows(
    stock: Any, view: Any, request: HttpRequest, parent_page_id: int | None = None
) -> HttpResponse:
    """Wagtail opens every page below the first that all pages of the user have in common.

    With a section in the tree of each language, that is the root, and so all pages are below it.
    """
    if parent_page_id:
        page = get_object_or_404(Page, pk=parent_page_id)
        if not is_shown_to(request.user, page):
            return redirect("wagtailadmin_explore_root")
    return stock(view, request, parent_page_id)


@guard(BrowseView, "get_object_list")
def begin_at_a_known_page(stock: Any, view: Any) -> Any:
    """Asked for one type of page, the chooser begins at what all pages of the type are below."""
    if not Page.objects.filter(known_to(view.request.user), pk=view.parent_page.pk).exists():
        view.parent_page = Page.get_first_root_node()
    return stock(view)


@guard(MoveForm, "__init__")
def move_to_known_pages(stock: Any, form: Any, *args: Any, **kwargs: Any) -> None:
    """The form that moves several pages tells the title of one into which nothing may be moved."""
    stock(form, *args, **kwargs)
    user = reader.get()
    if user is not None:
        form.fields["chooser"].queryset = page_permission_policy.explorable_instances(user)


@guard(PagePermissionTester, "can_unlock")
def unlock_own_pages(stock: Any, tester: Any) -> bool:
    """Who locked a page may unlock it, even without a right on it any more."""
    return stock(tester) and (tester.can_edit() or bool(tester.permissions))


def own_pages(user: Any, pages: Any) -> list[Page]:
    return [page for page in pages if is_shown_to(user, page)]


@guard(RecentEditsPanel, "get_context_data")
def recent_edits_of_own_pages(
    stock: Any, panel: Any, parent_context: dict[str, Any]
) -> dict[str, Any]:
    """What somebody edited before a right was taken away stays in the log."""
    context = stock(panel, parent_context)
    user = parent_context["request"].user
    context["last_edits"] = [row for row in context["last_edits"] if is_shown_to(user, row[1])]
    return context


@guard(LockedPagesPanel, "get_context_data")
def locked_pages_of_own_sections(
    stock: Any, panel: Any, parent_context: dict[str, Any]
) -> dict[str, Any]:
    context = stock(panel, parent_context)
    context["locked_pages"] = own_pages(parent_context["request"].user, context["locked_pages"])
    return context


@guard(UserObjectsInWorkflowModerationPanel, "get_context_data")
def submissions_of_own_sections(
    stock: Any, panel: Any, parent_context: dict[str, Any]
) -> dict[str, Any]:
    """What somebody wrote or submitted before a right was taken away."""
    context = stock(panel, parent_context)
    user = parent_context["request"].user
    context["workflow_states"] = [
        state
        for state in context["workflow_states"]
        if not isinstance(state.content_object, Page) or is_shown_to(user, state.content_object)
    ]
    return context
