"""What stands around the editor: Wagtail's header, with the panels of the page or snippet."""

from typing import Any
from urllib.parse import urlencode

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel, StatusSidePanel
from wagtail.log_actions import registry as log_registry
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import Translation

from cms.translation.editor.preview import preview_links


def context(request: HttpRequest, translation: Translation, target: Any) -> dict[str, Any]:
    """Names that Wagtail's header and side panels read, for a page or a snippet."""
    versions = list(target.get_translations().select_related("locale"))
    finder = AdminURLFinder(request.user)
    others = [{"locale": other.locale, "url": finder.get_edit_url(other)} for other in versions]
    others = [other for other in others if other["url"]]
    panels = side_panels(request, translation, target, others)
    return {
        "instance": target,
        "is_page": isinstance(target, Page),
        "page_perms": target.permissions_for_user(request.user)
        if isinstance(target, Page)
        else None,
        "breadcrumbs_items": breadcrumbs(target),
        "exchange_url": exchange_url(translation, target),
        "versions": others,
        "source_url": next(
            (other["url"] for other in others if other["locale"] == translation.source.locale),
            None,
        ),
        "preview_modes": preview_links(translation, target),
        "side_panels": panels,
        "media": Media() + MediaContainer(panels).media,
    }


def breadcrumbs(target: Any) -> list[dict[str, str]]:
    """The way to a snippet; a page has breadcrumbs of its own."""
    viewset = getattr(target, "snippet_viewset", None)
    if viewset is None:
        return []
    return [
        {
            "url": reverse(viewset.get_url_name("list")),
            "label": capfirst(str(target._meta.verbose_name_plural)),
        },
        {"url": "", "label": str(target)},
    ]


def exchange_url(translation: Translation, target: Any) -> str:
    """Where a snippet is exchanged with agencies; a page has it in its menu."""
    if isinstance(target, Page):
        return ""
    language = translation.target_locale.language_code
    chosen = urlencode({"keys": target.translation_key, "locale": language})
    return f"{reverse('cms_translation_exchange')}?{chosen}"


def side_panels(
    request: HttpRequest, translation: Translation, target: Any, others: list[dict[str, Any]]
) -> list[Any]:
    options: dict[str, Any] = {"locale": translation.target_locale, "translations": others}
    if isinstance(target, Page):
        return [
            PageStatusSidePanel(
                target,
                request,
                show_schedule_publishing_toggle=False,
                live_object=target,
                scheduled_object=target.get_scheduled_revision_as_object(),
                **options,
            )
        ]
    viewset = getattr(target, "snippet_viewset", None)
    if viewset is None:
        return []
    return [
        StatusSidePanel(
            target,
            request,
            usage_url=reverse(viewset.get_url_name("usage"), args=[target.pk]),
            last_updated_info=log_registry.get_logs_for_instance(target).first(),
            live_object=target if isinstance(target, DraftStateMixin) and target.live else None,
            **options,
        )
    ]
