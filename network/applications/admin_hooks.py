"""Brings the applications into Wagtail's admin: addresses and the entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from network.applications import admin_actions, admin_detail, admin_list
from network.applications.access import handles_any
from network.privacy.views import PersonalDataView

APP_NAME = "network_applications"
urlpatterns = [
    path("", admin_list.ApplicationListView.as_view(), name="index"),
    path(
        "results/",
        admin_list.ApplicationListView.as_view(results_only=True),
        name="index_results",
    ),
    path("<int:pk>/", admin_detail.ApplicationView.as_view(), name="detail"),
    path("<int:pk>/checklist/", admin_detail.KeepChecklist.as_view(), name="checklist"),
    path("<int:pk>/notes/", admin_detail.AddNote.as_view(), name="notes"),
    path("<int:pk>/decision/", admin_detail.decision_document, name="document"),
    path("<int:pk>/decide/<slug:state>/", admin_actions.DecisionView.as_view(), name="decide"),
]


class ApplicationsMenuItem(MenuItem):
    """Shown to whoever handles the applications of any country."""

    def is_shown(self, request: HttpRequest) -> bool:
        return handles_any(request.user)


@hooks.register("register_admin_urls")
def application_urls() -> list[URLPattern | URLResolver]:
    return [
        path("applications/", include((urlpatterns, APP_NAME))),
        path("personal-data/", PersonalDataView.as_view(), name="network_personal_data"),
    ]


@hooks.register("register_admin_menu_item")
def applications_menu_item() -> MenuItem:
    return ApplicationsMenuItem(
        _("Applications"),
        reverse(f"{APP_NAME}:index"),
        name="applications",
        icon_name="mail",
        order=310,
    )
