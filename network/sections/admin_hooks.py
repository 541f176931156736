"""Where the admin shows the national networks: menu, addresses, permissions, log."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from network.sections import views
from network.sections.groups import CHANGE_SECTIONS
from network.sections.guide import Guide
from network.sections.home import DeskPanel, Drafts, OwnPagesSummaryItem
from network.sections.invitations import INVITED, REMOVED
from network.sections.retiring import REACTIVATED, RETIRED

LOG_ACTIONS = {
    INVITED: (_("Invite a coordinator"), _("A coordinator was invited")),
    REMOVED: (_("Remove a coordinator"), _("A coordinator was removed")),
    RETIRED: (_("Retire the network"), _("The network was retired")),
    REACTIVATED: (_("Reactivate the network"), _("The network is active again")),
}


class NetworksMenuItem(MenuItem):
    """Shown to those who may add and change networks."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE_SECTIONS)


@hooks.register("register_settings_menu_item")
def networks_item() -> MenuItem:
    return NetworksMenuItem(
        _("National networks"), reverse("network_sections"), icon_name="site", order=606
    )


@hooks.register("register_help_menu_item")
def guide_item() -> MenuItem:
    return MenuItem(
        _("Guide for coordinators"), reverse("network_guide"), icon_name="help", order=900
    )


@hooks.register("register_admin_urls")
def network_urls() -> list[URLPattern]:
    return [
        path("networks/", views.Index.as_view(), name="network_sections"),
        path("networks/add/", views.Add.as_view(), name="network_section_add"),
        path("networks/guide/", Guide.as_view(), name="network_guide"),
        path("networks/drafts/", Drafts.as_view(), name="network_drafts"),
        path(
            "networks/drafts/results/",
            Drafts.as_view(results_only=True),
            name="network_drafts_results",
        ),
        path("networks/<int:pk>/", views.Detail.as_view(), name="network_section"),
        path("networks/<int:pk>/retire/", views.Retire.as_view(), name="network_section_retire"),
    ]


@hooks.register("construct_homepage_panels")
def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(DeskPanel())


# After Wagtail's own, which counts all pages.
@hooks.register("construct_homepage_summary_items", order=1)
def count_own_pages(request: HttpRequest, items: list[SummaryItem]) -> None:
    items[:] = [
        OwnPagesSummaryItem(request) if type(item) is PagesSummaryItem else item for item in items
    ]


@hooks.register("register_permissions")
def section_permissions() -> QuerySet[Permission]:
    """Offer the right to add and change networks, in the form of a group."""
    return Permission.objects.filter(
        content_type__app_label="network", codename="change_networksection"
    )


@hooks.register("register_log_actions")
def network_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
