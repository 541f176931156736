"""Where Wagtail's admin offers the exchange: addresses, menu, the header of a page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.exchange.views import (
    Exchange,
    Export,
    Import,
    Upload,
    may_enter,
)


@hooks.register("register_admin_urls")
def exchange_urls() -> list[URLPattern]:
    return [
        path("translation/exchange/", Exchange.as_view(), name="cms_translation_exchange"),
        path("translation/exchange/export/", Export.as_view(), name="cms_translation_export"),
        path("translation/exchange/upload/", Upload.as_view(), name="cms_translation_upload"),
        path(
            "translation/exchange/import/<int:pk>/",
            Import.as_view(),
            name="cms_translation_import",
        ),
    ]


class ExchangeMenuItem(MenuItem):
    """The entry for those who may have something to exchange."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_enter(request.user)


@hooks.register("register_reports_menu_item")
def exchange_item() -> MenuItem:
    return ExchangeMenuItem(
        _("Exchange with translation agencies"),
        reverse("cms_translation_exchange"),
        icon_name="wagtail-localize-language",
        order=1010,
    )


@hooks.register("register_page_header_buttons")
def exchange_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> list[Button]:
    """For the translation of a page, in its own language."""
    is_begun = Translation.objects.filter(
        enabled=True,
        source__object_id=page.translation_key,
        target_locale_id=page.locale_id,
    ).exists()
    if not is_begun or not page.permissions_for_user(user).can_edit():
        return []
    chosen = urlencode({"keys": page.translation_key, "locale": page.locale.language_code})
    return [
        Button(
            _("Exchange with an agency"),
            f"{reverse('cms_translation_exchange')}?{chosen}",
            icon_name="download",
            priority=62,
        )
    ]
