"""Admin reports: what waits for an editor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView, ReportView
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models
from wagtail.permissions import page_permission_policy, policy_registry

LINK_KEYS = {"label", "url", "page"}


def links_without_address(value: Any) -> Iterator[str]:
    """Labels of the links in raw stream data that lead nowhere yet."""
    if isinstance(value, dict):
        if value.keys() >= LINK_KEYS and not value["url"] and not value["page"]:
            yield value["label"]
        for child in value.values():
            yield from links_without_address(child)
    elif isinstance(value, list):
        for child in value:
            yield from links_without_address(child)


def pages_with_links_without_address() -> list[int]:
    """Keys of the pages, aliases left out, that hold a link without address."""
    found = []
    for model in get_page_models():
        fields = model.get_streamfield_names()
        if not fields:
            continue
        for page in model.objects.filter(alias_of__isnull=True).only("pk", *fields).iterator():
            raw = [list(getattr(page, field).raw_data) for field in fields]
            if any(links_without_address(raw)):
                found.append(page.pk)
    return found


class LinksWithoutAddressReport(PageReportView):
    """Pages with a link whose address is missing; readers see its words as plain text."""

    page_title = _("Links without address")
    header_icon = "link"
    index_url_name = "cms_links_report"
    index_results_url_name = "cms_links_report_results"
    permission_policy = page_permission_policy
    any_permission_required = ["change"]

    def get_base_queryset(self) -> QuerySet[Page]:
        editable = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return editable.filter(pk__in=pages_with_links_without_address()).order_by("title")


def images_know_their_use() -> bool:
    """Whether images have a date until which they may be used; a host's model may lack it."""
    return hasattr(get_image_model(), "use_until")


class ExpiredImagesReport(ReportView):
    """Pictures whose consent has run out; new pages do not show them."""

    page_title = _("Pictures past their use")
    header_icon = "image"
    index_url_name = "cms_expired_images_report"
    index_results_url_name = "cms_expired_images_report_results"
    results_template_name = "cms/admin/expired_images_results.html"
    any_permission_required = ["change"]
    export_headings = {"title": _("Title"), "credit": _("Credit"), "use_until": _("Use until")}
    list_export = ["title", "credit", "use_until"]

    @property
    def model(self) -> type:
        return get_image_model()

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(get_image_model())

    def get_base_queryset(self) -> QuerySet:
        if not images_know_their_use():
            return get_image_model().objects.none()
        editable = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return editable.filter(use_until__lt=timezone.localdate()).order_by("use_until")
