"""For the first page of the admin: what the Alliance is called."""

from django import template
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Site

from cms.models import SiteSettings
from cms.models.settings import alliance_name

register = template.Library()


@register.simple_tag(takes_context=True)
def name_of_alliance(context: Context) -> str:
    """Its name in the language of the interface, as public pages have it; else the site's name."""
    site = Site.find_for_request(context["request"])
    if site is None:
        return context["site_name"]
    settings = SiteSettings.for_site(site)
    return alliance_name(site, settings.profile_in(get_language() or ""))
