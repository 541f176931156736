"""Endpoints in the settings of the admin, for whoever may change them: the secretariat."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms.admin_search import AnyCaseIndexView
from cms.webhooks import admin_log
from cms.webhooks.admin_forms import ENDPOINT_PANELS, EndpointForm
from cms.webhooks.admin_secret import EndpointCreateView, RotateSecret
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.tasks import wake_worker


class EndpointIndexView(AnyCaseIndexView):
    """A row an endpoint, with how many events wait for it and how many are given up."""

    template_name = "cms/admin/webhooks/index.html"

    def get_base_queryset(self) -> QuerySet[Endpoint]:
        return (
            super()
            .get_base_queryset()
            .annotate(
                waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.PENDING)),
                dead=Count("deliveries", filter=Q(deliveries__state=Delivery.State.DEAD)),
            )
        )


def state_label(endpoint: Endpoint) -> str:
    """How things stand with `endpoint`, in two words."""
    if endpoint.needs_new_secret:
        return gettext("New secret needed")
    return gettext("Active") if endpoint.is_active else gettext("Not active")


class EndpointEditView(EditView):
    """Says that a new secret is needed, and leads to the deliveries."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.object.needs_new_secret:
            messages.warning(request, admin_log.new_secret_needed())
        return response

    def save_instance(self) -> Endpoint:
        # What has waited for an endpoint that was not active is sent now.
        transaction.on_commit(wake_worker)
        return super().save_instance()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        log = Button(
            _("Deliveries"),
            reverse(admin_log.LOG, args=[self.object.pk]),
            icon_name="list-ul",
            priority=5,
        )
        return [*super().header_more_buttons, log]


class EndpointViewSet(ModelViewSet):
    """Webhook endpoints, with the log of what was sent to each."""

    model = Endpoint
    name = "webhooks"
    index_view_class = EndpointIndexView
    add_view_class = EndpointCreateView
    edit_view_class = EndpointEditView
    # A copy would have the secret of the first.
    copy_view_enabled = False
    icon = "link-external"
    menu_label = _("Webhooks")
    menu_order = 700
    add_to_settings_menu = True
    search_fields = ("name", "url")
    list_display = (
        "name",
        Column("url", label=_("Address"), sort_key="url", classname="webhook-address"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=state_label,
            primary=lambda endpoint: endpoint.needs_new_secret,
            sort_key="is_active",
        ),
        Column("waiting", label=_("Waiting")),
        Column("dead", label=_("Dead letters")),
        TitleColumn(
            "log",
            label=_("Log"),
            accessor=lambda endpoint: _("Log"),
            get_url=lambda endpoint: reverse(admin_log.LOG, args=[endpoint.pk]),
        ),
    )

    def get_edit_handler(self) -> Any:
        handler = ObjectList(ENDPOINT_PANELS, base_form_class=EndpointForm)
        return handler.bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        log = admin_log.LogView
        return [
            *super().get_urlpatterns(),
            path("<int:endpoint>/log/", log.as_view(), name="log"),
            path("<int:endpoint>/log/results/", log.as_view(results_only=True), name="log_results"),
            path("<int:endpoint>/test/", admin_log.SendTest.as_view(), name="test"),
            path("<int:endpoint>/secret/", RotateSecret.as_view(), name="secret"),
            path("<int:endpoint>/replay/", admin_log.ReplayAll.as_view(), name="replay_all"),
            path("delivery/<int:pk>/", admin_log.DeliveryView.as_view(), name="delivery"),
            path("delivery/<int:pk>/replay/", admin_log.Replay.as_view(), name="replay"),
        ]
