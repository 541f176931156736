"""The list of applications in the admin: those of the own countries, for the secretariat all."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.admin_search import AnyCaseIndexView
from cms.collation import sort_key
from cms.countries import country_name
from network.applications.access import handles_any, visible_to
from network.models.applications import Application, ApplicationState
from network.scope import scope_of

# In the order in which somebody has to do something about them.
OPEN_FIRST = (
    ApplicationState.CONFIRMED,
    ApplicationState.UNDER_REVIEW,
    ApplicationState.MORE_INFORMATION,
    ApplicationState.RECOMMENDED,
    ApplicationState.RECEIVED,
    ApplicationState.ACCEPTED,
    ApplicationState.DECLINED,
    ApplicationState.WITHDRAWN,
    ApplicationState.EXPIRED,
)
# A column that a telephone has no room for.
WIDE = "application-wide"
WAITING = frozenset({ApplicationState.CONFIRMED, ApplicationState.RECOMMENDED})


class ApplicationFilterSet(WagtailFilterSet):
    """What is looked at."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ApplicationState.choices)
    country = django_filters.ChoiceFilter(label=_("Country"), empty_label=_("Any"))

    class Meta:
        model = Application
        fields = ["state", "country", "target", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the countries that the user has applications of."""
        super().__init__(*args, **kwargs)
        codes = visible_to(self.request.user).order_by().values_list("country", flat=True)
        names = [(code, country_name(code)) for code in codes.distinct()]
        by_name = sorted(names, key=lambda choice: sort_key(choice[1]))
        self.form.fields["country"].choices = [("", _("Any")), *by_name]


class ApplicationListView(AnyCaseIndexView):
    """A row an application; who handles no country's applications sees nothing."""

    model = Application
    page_title = _("Applications")
    header_icon = "mail"
    index_url_name = "network_applications:index"
    index_results_url_name = "network_applications:index_results"
    template_name = "network/applications_admin/list.html"
    results_template_name = "network/applications_admin/list_results.html"
    filterset_class = ApplicationFilterSet
    search_fields = ("authority_name", "reference", "person_name", "email")
    default_ordering = "-received_at"
    paginate_by = 50
    # Rights follow from the countries, not from a model permission.
    permission_policy = None
    any_permission_required = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not handles_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Application]:
        return visible_to(self.request.user)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "authority_name",
                label=_("Applicant"),
                accessor=lambda one: one.authority_name or one.reference,
                sort_key="authority_name",
                get_url=lambda one: reverse("network_applications:detail", args=[one.pk]),
            ),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda one: one.state in WAITING,
                sort_key="state",
            ),
            Column(
                "country",
                label=_("Country"),
                accessor="country_name",
                sort_key="country",
                classname=WIDE,
            ),
            Column("target", label=_("Applies for"), accessor="get_target_display", classname=WIDE),
            DateColumn("received_at", label=_("Received"), sort_key="received_at"),
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not scope_of(self.request.user).everywhere:
            return []
        url = reverse("network_personal_data")
        return [HeaderButton(_("Personal data"), url, icon_name="user", priority=10)]

    @property
    def is_export(self) -> bool:
        """Never: a spreadsheet of persons would be out of reach of any later erasure."""
        return False

    @is_export.setter
    def is_export(self, value: bool) -> None:
        pass

    def counts(self) -> list[dict[str, Any]]:
        """How many are in each state, with the list of those. One query."""
        rows = self.get_base_queryset().order_by().values_list("state").annotate(Count("pk"))
        numbers = dict(rows)
        return [
            {
                "label": state.label,
                "count": numbers[state],
                "url": f"{self.index_url}?state={state.value}",
                "is_waiting": state in WAITING,
            }
            for state in OPEN_FIRST
            if numbers.get(state)
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"counts": self.counts()}
