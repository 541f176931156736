"""The first page of the admin for coordinators: what waits, and what they begin most often."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.listing import IndexView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from network.sections.waiting import Desk, desk_of, own_drafts, waiting_for


class DeskPanel(Component):
    """The panel; empty for everybody who coordinates no network."""

    name = "network_desk"
    template_name = "network/admin/desk.html"
    # Before all others.
    order = 50

    class Media:
        css: ClassVar = {"all": ["cms/css/networks-admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        desk = desk_of((parent_context or {})["request"].user)
        if desk is None:
            return {}
        return {
            "countries": [section.country_name for section in desk.sections],
            "lines": waiting_for(desk),
            "begin": beginnings(desk),
        }


class OwnPagesSummaryItem(PagesSummaryItem):
    """How many pages somebody works on.

    Stock counts from the first page that all of theirs are below: with a section in the tree of
    each language that is the root, and so the number would tell of other sections' drafts.
    """

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        own = page_permission_policy.instances_user_has_any_permission_for(
            self.request.user, {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
        )
        # The root is no page that anybody made.
        return {
            **super().get_context_data(parent_context),
            "total_pages": own.filter(depth__gt=1).count(),
        }


def beginnings(desk: Desk) -> list[dict[str, Any]]:
    """What a coordinator does without being asked, with its address."""
    page = desk.home
    if page is None:
        return []
    add = "wagtailadmin_pages:add"
    return [
        {"label": _("Write news"), "url": reverse(add, args=["news", "newspage", page.pk])},
        {
            "label": _("Add a meeting"),
            "url": reverse(add, args=["network", "meetingpage", page.pk]),
        },
        {"label": _("Open the section"), "url": reverse("wagtailadmin_explore", args=[page.pk])},
    ]


class Drafts(IndexView):
    """The drafts of the person in the own sections."""

    model = Page
    page_title = _("Your drafts")
    header_icon = "doc-empty-inverse"
    index_url_name = "network_drafts"
    index_results_url_name = "network_drafts_results"
    add_url_name = None
    is_searchable = False
    _show_breadcrumbs = True

    @cached_property
    def desk(self) -> Desk:
        """Raises PermissionDenied for somebody who coordinates no network."""
        desk = desk_of(self.request.user)
        if desk is None:
            raise PermissionDenied
        return desk

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.own = own_drafts(self.desk)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Page]:
        return super().get_base_queryset().filter(pk__in=self.own.values("pk"))
