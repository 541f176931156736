"""Where the activity report stands in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network.activity.views import ActivityCsv, ActivityReport, may_report
from network.scope import scope_of


class ActivityItem(MenuItem):
    """Shown to whoever has a network to report on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_report(scope_of(request.user))


@hooks.register("register_admin_urls")
def activity_urls() -> list[URLPattern]:
    return [
        path("reports/activity/", ActivityReport.as_view(), name="network_activity"),
        path("reports/activity/csv/", ActivityCsv.as_view(), name="network_activity_csv"),
    ]


@hooks.register("register_reports_menu_item")
def activity_item() -> MenuItem:
    return ActivityItem(
        _("Activity of a network"), reverse("network_activity"), icon_name="date", order=900
    )
