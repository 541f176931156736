"""The register in the menu of the admin, with all its views."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from network.models import Authority
from network.register_admin.importing.views import (
    ColumnsView,
    ProgressView,
    ReportView,
    UploadView,
)
from network.register_admin.relations import example_mark, takes_part
from network.register_admin.views import (
    AuthorityCreateView,
    AuthorityDeleteView,
    AuthorityEditView,
    AuthorityHistoryView,
    AuthorityIndexView,
    AuthorityInspectView,
    AuthorityUsageView,
    RelationStateView,
)


class AuthorityViewSet(ModelViewSet):
    """The register: authorities with what they take part in."""

    model = Authority
    index_view_class = AuthorityIndexView
    add_view_class = AuthorityCreateView
    edit_view_class = AuthorityEditView
    delete_view_class = AuthorityDeleteView
    history_view_class = AuthorityHistoryView
    usage_view_class = AuthorityUsageView
    inspect_view_class = AuthorityInspectView
    inspect_view_enabled = True
    inspect_view_fields = (
        "name",
        "name_language",
        "names",
        "key",
        "kind",
        "country",
        "region",
        "population",
        "population_year",
        "latitude",
        "longitude",
        "website",
        "participations",
        "memberships",
        "signatures",
        "is_example",
    )
    # An authority is unique: a copy would differ in nothing that its form could tell.
    copy_view_enabled = False
    name = "register"
    icon = "list-ul"
    menu_label = _("Register")
    menu_order = 300
    add_to_admin_menu = True
    list_per_page = 50
    list_display = (
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("country", label=_("Country"), accessor="country_name", sort_key="country"),
        Column("takes_part", label=_("Takes part in"), accessor=takes_part),
        Column("is_example", label=_("Example"), accessor=example_mark, sort_key="is_example"),
    )

    def get_edit_handler(self) -> None:
        """None: the form depends on the person, so that the views ask for it."""
        return

    def get_form_class(self, for_update: bool = False) -> None:
        return

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("state/<str:kind>/<int:pk>/", RelationStateView.as_view(), name="state"),
            path("import/", UploadView.as_view(), name="import"),
            path("import/<int:pk>/columns/", ColumnsView.as_view(), name="import_columns"),
            path("import/<int:pk>/progress/", ProgressView.as_view(), name="import_progress"),
            path("import/<int:pk>/", ReportView.as_view(), name="import_report"),
        ]
