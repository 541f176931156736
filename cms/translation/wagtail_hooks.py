"""What translation adds to Wagtail's admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

# The hooks of the first are registered by the import.
from cms.translation import notification_hooks, role_hooks, tree_hooks  # noqa: F401
from cms.translation.aliases import ensure_aliases
from cms.translation.bulk_views import Begin, PublishTogether
from cms.translation.completeness import language_name
from cms.translation.editor.urls import urlpatterns as editor_urls
from cms.translation.editor.views import edit_translation
from cms.translation.exchange import hooks as exchange_hooks  # noqa: F401
from cms.translation.publishing import begun
from cms.translation.reports import TranslationStateReport
from cms.translation.review import LABELS, Review, review_buttons
from cms.translation.routes import guarded_patterns
from cms.translation.state import stale_languages

# Before wagtail-localize's hooks of the same name, which then have nothing left to do.
FIRST = -10


@hooks.register("before_edit_page", order=FIRST)
def edit_page_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    return edit_translation(request, page)


@hooks.register("before_edit_snippet", order=FIRST)
def edit_snippet_translation(request: HttpRequest, instance: models.Model) -> HttpResponse | None:
    return edit_translation(request, instance) if hasattr(instance, "translation_key") else None


@hooks.register("after_copy_page")
def make_aliases_of_copies(request: HttpRequest, page: Page, new_page: Page) -> None:
    for copied in new_page.get_descendants(inclusive=True):
        ensure_aliases(copied)


@hooks.register("before_convert_alias_page")
def keep_aliases(request: HttpRequest, page: Page) -> None:
    """An alias ends by being translated: converted, it would pose as a translation."""
    if page.alias_of and page.alias_of.locale_id != page.locale_id:
        raise PermissionDenied(gettext("Translate this page instead."))


@hooks.register("after_publish_page")
def tell_of_stale_translations(request: HttpRequest, page: Page) -> None:
    """Who publishes a change learns which languages it leaves behind."""
    languages = stale_languages(page)
    if not languages:
        return
    message = ngettext(
        "The translation into %(languages)s is out of date now.",
        "The translations into %(languages)s are out of date now.",
        len(languages),
    ) % {"languages": ", ".join(language_name(locale) for locale in languages)}
    report = reverse("cms_translation_state")
    messages.warning(
        request, message, buttons=[messages.button(report, gettext("State of translations"))]
    )


@hooks.register("register_admin_urls", order=FIRST)
def translation_urls() -> list[URLPattern]:
    """The report, and our views at the addresses of those of wagtail-localize."""
    report = TranslationStateReport
    return [
        path("reports/translations-state/", report.as_view(), name="cms_translation_state"),
        path(
            "reports/translations-state/results/",
            report.as_view(results_only=True),
            name="cms_translation_state_results",
        ),
        path("translation/begin/", Begin.as_view(), name="cms_translation_begin"),
        path("translation/publish/", PublishTogether.as_view(), name="cms_translation_publish"),
        path("pages/<int:page_id>/review/", Review.as_view(), name="cms_translation_review"),
        *editor_urls,
        *guarded_patterns(),
    ]


class TranslationStateMenuItem(MenuItem):
    """The report's entry, for those who may edit a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, ["change"])


@hooks.register("register_reports_menu_item")
def translation_state_item() -> MenuItem:
    return TranslationStateMenuItem(
        _("State of translations"),
        reverse("cms_translation_state"),
        icon_name="wagtail-localize-language",
        order=1000,
    )


@hooks.register("construct_reports_menu")
def hide_stock_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """One report on translations is enough: ours stands at the address of wagtail-localize's."""
    stock = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != stock]


@hooks.register("register_page_header_buttons")
def review_in_header(page: Page, user: Any, view_name: str, next_url: str | None) -> list[Button]:
    return review_buttons(page, user)


@hooks.register("register_page_header_buttons")
def publish_in_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> list[Button]:
    """Publishing together, for pages that have translations."""
    if not begun(page).exists() or not page.permissions_for_user(user).can_publish():
        return []
    address = f"{reverse('cms_translation_publish')}?keys={page.translation_key}"
    return [Button(_("Publish with translations"), address, icon_name="upload", priority=63)]


@hooks.register("register_page_listing_more_buttons")
def review_in_listing(page: Page, user: Any, next_url: str | None = None) -> list[Button]:
    return review_buttons(page, user)


@hooks.register("register_log_actions")
def review_actions(actions: LogActionRegistry) -> None:
    for action, label in LABELS.items():
        actions.register_action(action, label, label)
