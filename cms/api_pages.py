"""Pages of text in the API."""

from typing import Literal

from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation

from cms import api_organisations as organisations
from cms.apikit.page_types import PageType, register
from cms.apikit.texts import TextPage, content_of, placed, texts
from cms.apikit.versions import find_version
from cms.models import StandardPage


class StandardText(TextPage):
    """A page of text, such as “About”."""

    type: Literal["standard"]
    organisation: organisations.OrganisationSummary | None


def read_standard(request: HttpRequest, wanted: Q, locale: str | None) -> StandardText:
    """The page of text that fits `wanted`, in full."""
    pages = StandardPage.objects.select_related("organisation__locale")
    page, private = find_version(pages, wanted, locale)
    with translation.override(page.locale.language_code):
        return show_standard(request, page, private)


def show_standard(request: HttpRequest, page: StandardPage, private: set[str]) -> StandardText:
    """`page` in full, in its language, which is active; `private` as from `private_paths()`."""
    organisation = page.organisation and page.organisation.published_in(page.locale.language_code)
    content = content_of(request, page, private, [organisation.description] if organisation else [])
    return StandardText(
        type="standard",
        **placed(page, content),
        **texts(page, content),
        organisation=organisations.summary(organisation, content),
    )


register(PageType("standard", StandardPage, StandardText, read_standard, show_standard))
