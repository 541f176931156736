"""Addresses in the API: what is found at one, and which ones lead elsewhere."""

from typing import Annotated, Literal
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query, Schema
from pydantic import AfterValidator, BaseModel, Field, RootModel
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.apikit.addresses import Addresses
from cms.apikit.page_types import type_of
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import Id, PageParameters, PlainText, without_nul
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage
from cms.page_languages import is_alias_of_other_language, text_language_code
from cms.privacy import private_paths, public
from cms.resolver import find_site
from cms.site.pages_api import TypeName
from cms.site.resolving import (
    VIEW_NAMES,
    Found,
    FoundRedirect,
    FoundView,
    find,
    redirect_status,
)

router = ReadRouter(tags=["Addresses"])

BY_PATH = Order(("old_path", "pk"), (PlainText, Id))
ViewName = Annotated[str, Field(json_schema_extra={"enum": list(VIEW_NAMES)})]
Status = Literal[301, 302]


def decoded(path: str) -> str:
    """`path` as it is without percent-encoding, and without null characters."""
    return without_nul(unquote(path))


class FoundPageItem(BaseModel):
    """A page is at this address."""

    kind: Literal["page"]
    id: int
    type: TypeName | None = Field(description="None for a type that the API does not know")
    locale: str = Field(description="Language of the address")
    served_locale: str = Field(description="Language of the text")
    is_fallback: bool = Field(description="Whether a text of another language stands in")
    title: str
    url: str
    api_url: str | None = Field(description="The page in full")


class FoundViewItem(BaseModel):
    """Something is at this address that is no page, such as the profile of an authority."""

    kind: Literal["view"]
    name: ViewName
    locale: str | None = Field(description="None where the address says no language")
    url: str
    api_url: str | None = Field(description="What the API has of it")


class FoundRedirectItem(BaseModel):
    """The address leads to another one."""

    kind: Literal["redirect"]
    url: str
    status: Status


class Resolution(RootModel):
    """What is at an address; `kind` says which."""

    root: Annotated[FoundPageItem | FoundViewItem | FoundRedirectItem, Field(discriminator="kind")]


class PathParameters(Schema):
    """An address of the site."""

    path: Annotated[str, AfterValidator(decoded)] = Field(
        pattern="^/",
        max_length=2000,
        description="The path of an address, such as `/uk/news/`; it may have a query",
    )


class RedirectItem(BaseModel):
    """An address that leads to another one."""

    path: str = Field(description="Without a slash at its end")
    url: str
    status: Status


class RedirectList(ListPage):
    items: list[RedirectItem]


@router.read("/resolve", Resolution, "What is at an address of the site")
def resolve_path(request: HttpRequest, parameters: Query[PathParameters]) -> Resolution:
    return Resolution(item(request, parameters.path, find(request, parameters.path)))


def item(
    request: HttpRequest, path: str, found: Found
) -> FoundPageItem | FoundViewItem | FoundRedirectItem:
    """What was found at `path`, as an answer."""
    addresses = Addresses(request)
    if isinstance(found, FoundRedirect):
        return FoundRedirectItem(
            kind="redirect", url=found.url, status=301 if found.status == 301 else 302
        )
    root = addresses.absolute(reverse("api-v1:api-root"))
    language = translation.get_language_from_path(path)
    if isinstance(found, FoundView):
        query = urlencode({"locale": language or settings.LANGUAGE_CODE})
        return FoundViewItem(
            kind="view",
            name=found.name,
            locale=language,
            url=addresses.absolute(path),
            api_url=f"{root}{found.api_path}?{query}" if found.api_path else None,
        )
    page_type = type_of(type(found))
    # What stands in for an unpublished page has the id of its own text.
    version = f"?locale={language}" if found.alias_of_id == found.pk else ""
    return FoundPageItem(
        kind="page",
        id=found.pk,
        type=page_type.name if page_type else None,
        locale=found.locale.language_code,
        served_locale=text_language_code(found),
        is_fallback=is_alias_of_other_language(found),
        title=found.title,
        url=addresses.absolute(path.partition("?")[0]),
        api_url=f"{root}pages/{found.pk}{version}" if page_type else None,
    )


@router.read("/redirects", RedirectList, "Addresses that lead to others")
def list_redirects(request: HttpRequest, parameters: Query[PageParameters]) -> RedirectList:
    addresses = Addresses(request)
    part = part_of(public_redirects(request, addresses), BY_PATH, parameters)
    return RedirectList(
        **part.fields,
        items=[
            RedirectItem(
                path=redirect.old_path,
                url=redirect.redirect_link
                or addresses.page(redirect.redirect_page)
                or addresses.absolute("/"),
                status=301 if redirect_status(redirect) == 301 else 302,
            )
            for redirect in part.rows
        ],
    )


def public_redirects(request: HttpRequest, addresses: Addresses) -> "QuerySet[Redirect]":
    """The redirects of this site that lead to a public page in it, or elsewhere."""
    here = Q(pk__in=[])
    for root_path in addresses.homes:
        here |= Q(url_path__startswith=root_path)
    pages = public(Page.objects.live().filter(here), private_paths())
    leads = Q(redirect_page__in=pages) | (Q(redirect_page=None) & ~Q(redirect_link=""))
    return Redirect.get_for_site(find_site(request)).filter(leads).select_related("redirect_page")
