"""National networks in the API."""

import datetime
from typing import Annotated, Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import translation
from ninja import Path, Query
from pydantic import BaseModel, Field

from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Block
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory, find_version, published
from cms.apikit.parameters import MAX_INTEGER, DetailParameters, ListParameters, slice_of
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country, ListPage, PageItem
from cms.apikit.sql import rows_as_json, sort_order
from cms.dates import DatePrecision
from cms.privacy import private_paths
from network.models import Membership, NetworkFounder, NetworkPage
from network.models.kinds import KIND_PLURALS, AuthorityKind, grouped_by_kind
from network.register_api import AuthorityItem, authority_fields, with_names

router = ReadRouter(tags=["Networks"])


class NetworkSummary(PageItem):
    """A national network as lists show it."""

    country: Country
    introduction: str
    founded_on: datetime.date | None
    founded_precision: DatePrecision = Field(
        description="How much of `founded_on` is known; the rest of it says nothing"
    )


class NetworkList(ListPage):
    items: list[NetworkSummary]


class Founder(BaseModel):
    """A founding authority under the name it had then."""

    name: str
    authority_key: str | None = Field(description="Its key in the register, where it is there")
    is_example: bool = Field(description="Invented for a demonstration")


class FounderGroup(BaseModel):
    """Founding authorities of one kind."""

    kind: AuthorityKind
    label: str = Field(description="The kind as a heading over several, in the tree's language")
    founders: list[Founder]


class Network(NetworkSummary):
    """A national network in full; its news and meetings are lists of their own."""

    body: list[Block]
    founders_by_kind: list[FounderGroup]
    members: list[AuthorityItem]


def network_fields(page: NetworkPage, directory: PageDirectory) -> dict[str, Any]:
    """The fields of NetworkSummary."""
    return {
        **directory.item(page),
        "country": Country.named(page.country),
        "introduction": page.introduction,
        "founded_on": page.founded_on,
        "founded_precision": page.founded_precision,
    }


def with_founders(pages: "QuerySet[NetworkPage]") -> "QuerySet[NetworkPage]":
    """`pages` with their founders, read by the same query."""
    founders = NetworkFounder.objects.filter(page=OuterRef("pk"))
    columns = ("sort_order", "pk", "kind", "name", "authority__key", "authority__is_example")
    return pages.annotate(founder_rows=rows_as_json(founders, "page", *columns))


def founder_groups(page: NetworkPage) -> list[FounderGroup]:
    """Founders by kind; kinds and founders in the order in which they were entered."""
    groups = grouped_by_kind(
        (kind, Founder(name=name, authority_key=key, is_example=bool(is_example)))
        for _order, _pk, kind, name, key, is_example in sorted(
            page.founder_rows or [], key=sort_order
        )
    )
    return [
        FounderGroup(kind=kind, label=str(KIND_PLURALS[kind]), founders=founders)
        for kind, founders in groups.items()
    ]


def members(page: NetworkPage) -> list[AuthorityItem]:
    """Present members, by name in the language of the page's tree; one query."""
    rows = Membership.objects.present(page.translation_key).select_related("authority")
    named = with_names(rows, page.locale.language_code)
    items = [AuthorityItem(**authority_fields(row)) for row in named]
    return sorted(items, key=lambda item: item.name.casefold())


@router.read("/networks", NetworkList, "National networks, by country")
def list_networks(request: HttpRequest, parameters: Query[ListParameters]) -> NetworkList:
    addresses = Addresses(request)
    private = private_paths()
    pages = published(
        NetworkPage.objects.defer("body"),
        parameters.locale,
        parameters.fallback,
        private,
        addresses,
    )
    rows, count = slice_of(pages.order_by("country", "pk"), parameters)
    directory = PageDirectory(rows, addresses, private)
    with translation.override(parameters.locale):
        return NetworkList(
            count=count,
            page=parameters.page,
            page_size=parameters.page_size,
            items=[NetworkSummary(**network_fields(page, directory)) for page in rows],
        )


@router.read("/networks/{id_or_slug}", Network, "A national network in full")
def get_network(
    request: HttpRequest,
    id_or_slug: Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,255}$")],
    parameters: Query[DetailParameters],
) -> Network:
    """A slug is the same in all languages; with one, `locale` defaults to the first of the site."""
    wanted, locale = address(id_or_slug, parameters.locale)
    page, private = find_version(with_founders(NetworkPage.objects.all()), wanted, locale)
    with translation.override(page.locale.language_code):
        return network(request, page, private)


def address(id_or_slug: str, locale: str | None) -> tuple[Q, str | None]:
    """What `find_version` needs for an id, or for a slug (or for digits too large for an id)."""
    if id_or_slug.isascii() and id_or_slug.isdecimal() and int(id_or_slug) <= MAX_INTEGER:
        return Q(pk=int(id_or_slug)), locale
    return Q(slug=id_or_slug), locale or settings.LANGUAGE_CODE


def network(request: HttpRequest, page: NetworkPage, private: set[str]) -> Network:
    """`page` in full, in its language, which is active; `private` as from `private_paths()`."""
    references = References()
    references.add_stream(page.body)
    directory = PageDirectory([page], Addresses(request), private, linked=references.pages)
    content = Content(references, directory, page.locale.language_code, page.first_published_at)
    return Network(
        **network_fields(page, directory),
        body=blocks.body(page.body, content),
        founders_by_kind=founder_groups(page),
        members=members(page),
    )
