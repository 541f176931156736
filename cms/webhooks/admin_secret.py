"""Secrets of endpoints in the admin: each is shown once, and no cache and no message keeps it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import CreateView
from wagtail.log_actions import log

from cms.webhooks.admin_log import ForThoseWhoChangeEndpoints
from cms.webhooks.models import Endpoint
from cms.webhooks.tasks import wake_worker


def show_secret(request: HttpRequest, endpoint: Endpoint, **context: Any) -> HttpResponse:
    """A page with the secret that now signs what `endpoint` is told."""
    response = TemplateResponse(
        request,
        "cms/admin/webhooks/secret.html",
        {"endpoint": endpoint, "page_title": _("New secret"), "header_icon": "key", **context},
    )
    add_never_cache_headers(response)
    return response


class EndpointCreateView(CreateView):
    """Shows the secret of an endpoint when it is made."""

    def save_action(self) -> HttpResponse:
        if self.expects_json_response:
            return super().save_action()
        return show_secret(self.request, self.object)


class RotateSecret(ForThoseWhoChangeEndpoints, View):
    """Makes a new secret and shows it. What waited for one is sent now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, endpoint: int) -> HttpResponse:
        row = get_object_or_404(Endpoint, pk=endpoint)
        is_previous_known = not row.needs_new_secret
        with transaction.atomic():
            row.rotate_secret()
            log(instance=row, action="wagtail.edit", user=request.user)
            transaction.on_commit(wake_worker)
        return show_secret(request, row, previous_signs=is_previous_known)
