"""What was sent to an endpoint, and what can be done about it: a test, sending it again."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin

from cms.webhooks import delivery, events
from cms.webhooks.models import Delivery, Endpoint, EventType
from cms.webhooks.tasks import wake_worker

PERMISSION = "cms_webhooks.change_endpoint"
LOG = "webhooks:log"


def new_secret_needed() -> str:
    """What an endpoint's screens say whose secret this site cannot read."""
    return _(
        "The secret of this endpoint cannot be read any more, because the key of the site has"
        " changed. Nothing is sent until a new secret is made; what waits for it stays."
    )


def why_nothing_is_sent(endpoint: Endpoint) -> str:
    """Why events for `endpoint` wait in any case; empty where they do not."""
    if endpoint.needs_new_secret:
        return new_secret_needed()
    if not endpoint.is_active:
        return _("An endpoint that is not active is told nothing; what waits for it stays.")
    return ""


class ForThoseWhoChangeEndpoints:
    """Refuses everybody else, before anything is looked up."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DeliveryFilterSet(WagtailFilterSet):
    """How far they are, and what they tell."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=Delivery.State.choices
    )
    event__type = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Event"), choices=EventType.choices
    )

    class Meta:
        model = Delivery
        fields: list[str] = []


class LogView(ForThoseWhoChangeEndpoints, IndexView):
    """The deliveries to one endpoint, the newest first."""

    model = Delivery
    header_icon = "link-external"
    template_name = "cms/admin/webhooks/log.html"
    filterset_class = DeliveryFilterSet
    default_ordering = "-pk"
    paginate_by = 50
    permission_policy = None
    any_permission_required = None
    is_export = False

    @cached_property
    def endpoint(self) -> Endpoint:
        return get_object_or_404(Endpoint, pk=self.kwargs["endpoint"])

    def get_page_title(self) -> str:
        return _("Deliveries to “%(name)s”") % {"name": self.endpoint.name}

    def get_index_url(self) -> str:
        return reverse(LOG, args=[self.endpoint.pk])

    def get_index_results_url(self) -> str:
        return reverse("webhooks:log_results", args=[self.endpoint.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = reverse("webhooks:edit", args=[self.endpoint.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {"url": edit, "label": self.endpoint.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_base_queryset(self) -> QuerySet[Delivery]:
        return self.endpoint.deliveries.select_related("event", "endpoint")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "event",
                label=_("Event"),
                accessor=lambda one: one.event.get_type_display(),
                get_url=lambda one: reverse("webhooks:delivery", args=[one.pk]),
            ),
            Column("object", label=_("Object"), accessor="event.object_key"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda one: one.state == Delivery.State.DEAD,
                sort_key="state",
            ),
            Column("attempts", label=_("Attempts"), sort_key="attempts"),
            DateColumn("created", label=_("Happened"), accessor="event.created_at"),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "endpoint": self.endpoint,
            "warning": new_secret_needed() if self.endpoint.needs_new_secret else "",
            "dead_letters": delivery.dead_letters().filter(endpoint=self.endpoint).count(),
        }


class DeliveryView(ForThoseWhoChangeEndpoints, WagtailAdminTemplateMixin, TemplateView):
    """One delivery: what was sent, and each attempt with its answer."""

    template_name = "cms/admin/webhooks/delivery.html"
    header_icon = "link-external"
    _show_breadcrumbs = True

    @cached_property
    def delivery(self) -> Delivery:
        deliveries = Delivery.objects.select_related("event", "endpoint")
        return get_object_or_404(deliveries, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.delivery.event.get_type_display()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        log = reverse(LOG, args=[self.delivery.endpoint_id])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {"url": log, "label": self.delivery.endpoint.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "delivery": self.delivery,
            "attempts": self.delivery.log.all(),
            "is_dead": self.delivery.state == Delivery.State.DEAD,
            "is_waiting": self.delivery.state == Delivery.State.PENDING,
        }


class EndpointAction(ForThoseWhoChangeEndpoints, View):
    """Something that is done to one endpoint, by POST alone; then its log is shown."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, endpoint: int) -> HttpResponse:
        self.act(request, get_object_or_404(Endpoint, pk=endpoint))
        return redirect(LOG, endpoint)

    def act(self, request: HttpRequest, endpoint: Endpoint) -> None:
        raise NotImplementedError


class SendTest(EndpointAction):
    def act(self, request: HttpRequest, endpoint: Endpoint) -> None:
        events.record_test(endpoint)
        if reason := why_nothing_is_sent(endpoint):
            messages.warning(request, reason)
        else:
            messages.success(request, _("A test event is on its way."))


class ReplayAll(EndpointAction):
    def act(self, request: HttpRequest, endpoint: Endpoint) -> None:
        count = delivery.replay(delivery.dead_letters().filter(endpoint=endpoint))
        wake_worker()
        told = ngettext(
            "%(count)d dead letter is sent again.", "%(count)d dead letters are sent again.", count
        )
        messages.success(request, told % {"count": count})


class Replay(ForThoseWhoChangeEndpoints, View):
    """Sends one dead letter again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        letter = get_object_or_404(Delivery, pk=pk)
        if delivery.replay(delivery.dead_letters().filter(pk=letter.pk)):
            wake_worker()
            messages.success(request, _("The dead letter is sent again."))
        else:
            messages.error(request, _("Only dead letters can be sent again."))
        return redirect("webhooks:delivery", letter.pk)
