"""The activity report in the admin: a page to print, and the same rows as CSV."""

import csv
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.spreadsheets import safe_cell
from network.activity.forms import ActivityForm, networks_in
from network.activity.report import Activity
from network.models import NetworkPage
from network.scope import Scope, scope_of

CSV_COLUMNS = ("section", "date", "name", "detail")


def may_report(scope: Scope) -> bool:
    """Whether there may be a network whose report the user sees."""
    return scope.everywhere or bool(scope.networks)


class ActivityReport(WagtailAdminTemplateMixin, TemplateView):
    """The form, and the report once it is filled in. Only networks within the user's scope."""

    page_title = _("Activity of a network")
    header_icon = "date"
    template_name = "network/activity_report.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scope = scope_of(request.user)
        if not may_report(scope):
            raise PermissionDenied
        self.refuse_foreign_network(scope)
        return super().dispatch(request, *args, **kwargs)

    def refuse_foreign_network(self, scope: Scope) -> None:
        """Raise PermissionDenied where a network outside the scope is asked for."""
        try:
            wanted = uuid.UUID(self.request.GET.get("network", ""))
        except ValueError:
            return
        exists = NetworkPage.objects.filter(translation_key=wanted).exists()
        if exists and not scope.covers_network(wanted):
            raise PermissionDenied

    @cached_property
    def form(self) -> ActivityForm:
        """Bound once something is asked for."""
        networks = networks_in(scope_of(self.request.user))
        asked = self.request.GET if "network" in self.request.GET else None
        return ActivityForm(asked, networks=networks)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("network_activity"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"form": self.form}
        if self.form.is_bound and self.form.is_valid():
            network, period = self.form.chosen
            context |= {
                "network": network,
                "period": period,
                "sections": Activity(network, period).sections(),
                "csv_url": f"{reverse('network_activity_csv')}?{self.request.GET.urlencode()}",
                "today": timezone.localdate(),
            }
        return context


class ActivityCsv(ActivityReport):
    """The report as CSV in UTF-8; without a valid question the page with the form."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.form.is_bound and self.form.is_valid()):
            return super().get(request, *args, **kwargs)
        network, period = self.form.chosen
        name = f"{network.slug}-{period.first}-{period.last}.csv"
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        # Spreadsheets take a file for UTF-8 by this mark.
        response.write("\ufeff")
        writer = csv.writer(response)
        writer.writerow(CSV_COLUMNS)
        for section in Activity(network, period).sections():
            for entry in section.entries:
                row = (section.key, entry.day, entry.name, entry.detail)
                writer.writerow([safe_cell(cell) for cell in row])
        return response
