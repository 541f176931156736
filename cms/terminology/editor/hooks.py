"""Registers the editor's part of terminology with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import BaseItem
from wagtail.admin.widgets.button import Button
from wagtail.models import DraftStateMixin, Page

from cms.terminology.editor.checking import kept_addresses
from cms.terminology.editor.edited import may_edit
from cms.terminology.editor.preview import check_terms_in_preview
from cms.terminology.editor.urls import urlpatterns
from cms.terminology.models import Exemption

SCRIPTS = (
    "terminology-texts",
    "terminology-findings",
    "terminology-refusals",
    "terminology-editor",
)


@hooks.register("register_admin_urls")
def editor_urls() -> list[URLPattern]:
    return urlpatterns


@hooks.register("insert_editor_js")
def editor_scripts() -> SafeString:
    """The scripts that check the texts of a form while they are written."""
    settings = {
        "checkUrl": reverse("cms_terminology_check"),
        "kinds": [[value, str(label)] for value, label in Exemption.Kind.choices],
        "strings": strings(),
    }
    scripts = format_html_join(
        "",
        '<script src="{}"></script>',
        ((versioned_static(f"cms/js/{name}.js"),) for name in SCRIPTS),
    )
    return format_html(
        '<link rel="stylesheet" href="{}">{}{}',
        versioned_static("cms/css/terminology-admin.css"),
        json_script(settings, "terminology-settings"),
        scripts,
    )


def strings() -> dict[str, str]:
    """What the scripts say, in the editor's language."""
    return {
        "quoted": _("“%(text)s”"),
        "terms": _("Terms to look at in this field"),
        "useInstead": _("Use instead"),
        "replaceWith": _("Replace with {words}"),
        "keep": _("Keep with a reason"),
        "keepNow": _("Keep"),
        "kind": _("Kept as"),
        "reason": _("Reason: whose words these are, or who calls themselves so"),
        "cancel": _("Cancel"),
        "kept": _("Kept:"),
        "revoke": _("Revoke"),
        "keptWords": _("Words kept in this text"),
        "saveFirst": _("Save the draft first; then these words can be kept with a reason."),
        "noRight": _("Who may publish this text can keep the words with a reason."),
        "unchecked": _("Terms could not be checked just now. Publishing checks them in any case."),
        "notSaved": _("That could not be saved. Try again, please."),
        "field": _("Field"),
    }


@hooks.register("construct_wagtail_userbar")
def content_checks(request: HttpRequest, items: list[BaseItem], page: Any) -> None:
    check_terms_in_preview(request, items, page)


@hooks.register("register_page_header_buttons")
def kept_words_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from the menu of a page to the terms found in it, without a script too."""
    if page.pk and not page.alias_of_id and may_edit(user, page):
        yield button_to(page.specific_deferred)


@hooks.register("register_snippet_listing_buttons")
def kept_words_of_snippet(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    """The same for snippets, in their lists."""
    if isinstance(snippet, DraftStateMixin) and may_edit(user, snippet):
        yield button_to(snippet)


def button_to(instance: Any) -> Button:
    address = kept_addresses(instance)["kept"]
    return Button(_("Terms in this text"), address, icon_name="openquote", priority=62)
