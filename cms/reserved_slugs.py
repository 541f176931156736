"""Addresses that no page can have, since a view stands before it."""

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

# Below the home of each language, kept for views of the register, the search, the terms and so on.
BELOW_HOME = frozenset({"accessibility", "authorities", "search", "terminology"})


def is_reserved(parent: Page, slug: str) -> bool:
    """Whether the address of `slug` below `parent` belongs to a view, out of any page's reach."""
    parts = parent.get_url_parts()
    if parts is None or parts[2] is None:
        return False
    language = parent.locale.language_code
    if parts[2] == f"/{language}/" and slug in BELOW_HOME:
        return True
    with translation.override(language):
        try:
            return resolve(f"{parts[2]}{slug}/").url_name != "wagtail_serve"
        except Resolver404:
            return False


def refuse_reserved(parent: Page, slug: str) -> None:
    """Raise a ValidationError for the field `slug` where no page would be reached."""
    if is_reserved(parent, slug):
        message = _("“%(slug)s” is an address of the site itself. Please choose another one.")
        raise ValidationError({"slug": message % {"slug": slug}})
