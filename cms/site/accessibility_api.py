"""The accessibility statement in the API."""

import datetime

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from ninja import Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Html
from cms.apikit.parameters import LocaleParameters
from cms.apikit.router import ReadRouter
from cms.languages import get_language, is_lacking
from cms.resolver import find_site
from cms.site.accessibility import LEAD, get_own_facts
from cms.site.furniture import get_furniture
from cms.templatetags.cms_tags import interface_text

router = ReadRouter(tags=["Site"])

TITLE = gettext_lazy("Accessibility statement")


class AccessibilityStatement(BaseModel):
    """How far everybody can use the site, and whom to tell where not.

    It is about the site itself: another front end has to state its own.
    """

    locale: str
    title: str
    served_locale: str = Field(description="Language of the title")
    html: Html = Field(
        description="Headings from `h2`; sentences in another language are marked with `lang`"
    )
    reviewed_on: datetime.date
    url: str


@router.read("/accessibility", AccessibilityStatement, "The accessibility statement")
def get_accessibility_statement(
    request: HttpRequest, parameters: Query[LocaleParameters]
) -> AccessibilityStatement:
    site = find_site(request)
    with translation.override(parameters.locale):
        furniture = get_furniture(site, parameters.locale) if site else None
        facts = get_own_facts(site, parameters.locale)
        context = {
            "furniture": furniture,
            "facts": facts,
            "page_language": get_language(parameters.locale),
        }
        body = render_to_string("cms/includes/accessibility_statement.html", context)
        return AccessibilityStatement(
            locale=parameters.locale,
            title=str(TITLE),
            served_locale=settings.LANGUAGE_CODE if is_lacking(TITLE) else parameters.locale,
            html=f"<p>{interface_text(LEAD)}</p>{body}",
            reviewed_on=facts.reviewed_on,
            url=Addresses(request).absolute(reverse("accessibility")),
        )
