"""Tags of the translation editor."""

from typing import Any

from django import template
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.ui.menus.pages import get_page_header_buttons
from wagtail.admin.widgets.button import ButtonWithDropdown
from wagtail.models import Locale, Page

register = template.Library()


@register.simple_tag(takes_context=True)
def page_menu(context: dict[str, Any], page: Page) -> list[ButtonWithDropdown]:
    """The menu in the header of a page, as the page editor has it."""
    request = context["request"]
    buttons = get_page_header_buttons(page, request.user, request.path, view_name="edit")
    return [
        ButtonWithDropdown(
            buttons=buttons,
            icon_name="dots-horizontal",
            attrs={"aria-label": _("Actions")},
            classname="w-h-slim-header",
        )
    ]


@register.simple_tag
def direction_of(locale: Locale) -> str:
    """The direction that the language of `locale` is written in, as a value of `dir`."""
    return "rtl" if get_language_info(locale.language_code)["bidi"] else "ltr"
