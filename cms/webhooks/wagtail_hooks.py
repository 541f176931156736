"""Brings webhooks into Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.webhooks.admin import EndpointViewSet


@hooks.register("register_admin_viewset")
def endpoint_viewset() -> ViewSet:
    return EndpointViewSet()
