"""Keeps drafts of one section from those who work in another, where Wagtail's admin names them.

Wagtail shows every signed-in user the titles of all pages: in the page chooser, in the list of
pages that an action on several pages leaves out, and in the report on page types.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import page_permission_policy

# Digits that the id of no page has: a longer number fits no column.
LONGEST_ID = 10
# After Wagtail's own, which ours replace.
LATER = 10


def known_to(user: Any) -> Q:
    """Which pages `user` may know of: the published ones, and all that the explorer shows."""
    own = page_permission_policy.explorable_instances(user)
    return Q(live=True) | Q(pk__in=own.order_by().values("pk"))


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer no draft of another section for a link, nor open one to choose from below it."""
    known = known_to(request.user)
    match = request.resolver_match
    parent_id = match.kwargs.get("parent_page_id") if match else None
    if parent_id and not Page.objects.filter(known | Q(depth=1), pk=parent_id).exists():
        raise PermissionDenied
    return pages.filter(known)


class ForeignDraftsLeftOut:
    """An action on several pages that does not name drafts of another section."""

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        pages, others = super().get_actionable_objects()  # type: ignore[misc]
        refused = [page.pk for page in others["items_with_no_access"]]
        known = known_to(self.request.user)  # type: ignore[attr-defined]
        shown = list(Page.objects.filter(known, pk__in=refused).specific(defer=True))
        return pages, {**others, "items_with_no_access": shown}


@hooks.register("register_bulk_action", order=LATER)
class Delete(ForeignDraftsLeftOut, DeleteBulkAction):
    pass


@hooks.register("register_bulk_action", order=LATER)
class Move(ForeignDraftsLeftOut, MoveBulkAction):
    pass


@hooks.register("register_bulk_action", order=LATER)
class Publish(ForeignDraftsLeftOut, PublishBulkAction):
    def check_perm(self, page: Page) -> bool:
        """An alias goes along with the page that it shows; Wagtail fails to publish it."""
        return page.alias_of_id is None and super().check_perm(page)


@hooks.register("register_bulk_action", order=LATER)
class Unpublish(ForeignDraftsLeftOut, UnpublishBulkAction):
    pass


stock_chosen = ChosenMultipleView.get


def known_chosen(view: ChosenMultipleView, request: HttpRequest) -> HttpResponse:
    """The pages that were ticked in the chooser, by their ids, whichever are in the address."""
    chosen = request.GET.copy()
    ids = [key for key in chosen.getlist("id") if key.isdecimal() and len(key) < LONGEST_ID]
    known = Page.objects.filter(known_to(request.user), pk__in=ids)
    chosen.setlist("id", [str(key) for key in known.values_list("pk", flat=True)])
    request.GET = chosen  # type: ignore[assignment]
    return stock_chosen(view, request)


def restrict_chosen_pages() -> None:
    """The page chooser names pages to those who may know of them."""
    ChosenMultipleView.get = known_chosen


class WholeTreePolicy(PagePermissionPolicy):
    """Grants to those only who work on the pages of all sections."""

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        if user.is_active and user.is_superuser:
            return True
        codenames = [self._get_permission_codename(action) for action in actions]
        return any(
            right.page.is_root() and right.permission.codename in codenames
            for right in self.get_cached_permissions_for_user(user)
        )


whole_tree_policy = WholeTreePolicy(Page)


def restrict_page_types_report() -> None:
    """The report names the page of each type that was edited last, whosoever it is."""
    PageTypesUsageReportView.permission_policy = whole_tree_policy


@hooks.register("construct_reports_menu")
def hide_page_types_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    actions = PageTypesUsageReportView.any_permission_required
    if not whole_tree_policy.user_has_any_permission(request.user, actions):
        report = reverse("wagtailadmin_reports:page_types_usage")
        menu_items[:] = [item for item in menu_items if item.url != report]
