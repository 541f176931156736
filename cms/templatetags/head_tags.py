"""What the head of a page tells search engines and those who share it."""

import textwrap
from typing import Any

from babel.core import get_global
from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms import structured_data
from cms.countries import cldr_locale

register = template.Library()

LONGEST_DESCRIPTION = 300
# CLDR takes the English of nobody in particular for that of the United States.
OPEN_GRAPH_LOCALES = {"en": "en_GB"}


@register.simple_tag(takes_context=True)
def head_description(context: dict[str, Any]) -> str:
    """A sentence or two about the page: the view's, the page's own, or what the Alliance does."""
    page = context.get("page")
    profile = getattr(context.get("furniture"), "profile", None)
    text = (
        context.get("description")
        or getattr(page, "meta_description", "")
        or getattr(profile, "mission", "")
    )
    return textwrap.shorten(str(text), LONGEST_DESCRIPTION, placeholder="…")


@register.filter
def open_graph_locale(code: str) -> str:
    """A language with its usual territory, as Open Graph wants it.

    Empty for a language of no state (CLDR has no data for Romani).
    """
    if code in OPEN_GRAPH_LOCALES:
        return OPEN_GRAPH_LOCALES[code]
    subtags = get_global("likely_subtags").get(code, "").split("_")
    return f"{code}_{subtags[-1]}" if cldr_locale(code).language == code else ""


@register.simple_tag(takes_context=True)
def json_ld(context: dict[str, Any]) -> SafeString:
    """The structured data of a page that has an address; of an error, none."""
    url = context.get("canonical_url")
    if not url or not context.get("furniture"):
        return SafeString("")
    text = structured_data.as_json_ld(find_nodes(context))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def find_nodes(context: dict[str, Any]) -> list[structured_data.Node]:
    """The Alliance, the way to the page, and what the page says of itself."""
    request, furniture = context["request"], context["furniture"]
    crumbs = find_crumbs(context)
    about = {} if crumbs else alliance_details(furniture)
    logo = static("cms/img/apple-touch-icon.png")
    name, home = furniture.site_name, furniture.home_url
    nodes = [structured_data.alliance(request, name, home, logo, **about)]
    if crumbs:
        nodes.append(structured_data.breadcrumb_list(request, crumbs))
    else:
        language = context["page_language"].code
        nodes.append(structured_data.website(request, name, home, language))
    return [*nodes, *context.get("structured_data", ())]


def alliance_details(furniture: Any) -> structured_data.Node:
    """What only the home says of the Alliance."""
    return {
        "description": getattr(furniture.profile, "mission", ""),
        "sameAs": [link.url for link in furniture.follow_links if link.url.startswith("http")],
    }


def find_crumbs(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and address of each step from the home to this page; none for the home itself."""
    page = context.get("page")
    above = getattr(page, "breadcrumbs", None) or context.get("breadcrumbs") or []
    if not above:
        return []
    steps = [(str(crumb.get("title", "")), crumb["url"]) for crumb in above]
    steps[0] = (_("Home"), steps[0][1])
    return [*steps, (getattr(page, "title", "") or context["title"], context["canonical_url"])]
