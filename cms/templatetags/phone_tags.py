"""For the frame of the admin: what its scripts for phones need to know."""

from typing import Any

from django import template

from cms.admin_phone import browser_settings

register = template.Library()


@register.simple_tag
def phone_settings(user: Any) -> dict[str, Any]:
    """What the scripts need to know for `user`, as values for JSON."""
    return browser_settings(user)
