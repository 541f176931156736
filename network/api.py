"""National networks in the API."""

import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import translation
from ninja import Path, Query
from pydantic import BaseModel, Field

from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Block, DocumentValue
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory, published
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import MAX_INTEGER, DetailParameters, Id, ListParameters, PlainText
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country, ListPage, PageFrame, PageItem
from cms.apikit.sql import rows_as_json, sort_order
from cms.apikit.versions import accepted, find_version
from cms.collation import sort_key
from cms.dates import DatePrecision
from cms.privacy import private_paths
from network.models import Membership, NetworkCoordinator, NetworkFounder, NetworkPage
from network.models.kinds import KIND_PLURALS, AuthorityKind, grouped_by_kind
from network.register_api import AuthorityItem, authority_fields, with_names

router = ReadRouter(tags=["Networks"])

BY_COUNTRY = Order(("country", "pk"), (PlainText, Id))


class NetworkSummary(PageItem):
    """A national network as lists show it."""

    type: Literal["network"]
    country: Country
    introduction: str
    founded_on: datetime.date | None
    founded_precision: DatePrecision = Field(
        description="How much of `founded_on` is known; the rest of it says nothing"
    )
    is_retired: bool = Field(description="No longer active; readers must be told so")


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


class Contact(BaseModel):
    """The office of a network, as far as it is public; what is not said is empty."""

    office: str
    email: str
    phone: str
    website: str


class Coordinator(BaseModel):
    """A coordinator who has agreed to be named to readers."""

    name: str
    office: str


class Network(NetworkSummary, PageFrame):
    """A national network in full; its news and meetings are lists of their own."""

    body: list[Block]
    founders_by_kind: list[FounderGroup]
    members: list[AuthorityItem]
    documents: list[DocumentValue]
    contact: Contact
    coordinators: list[Coordinator]
    calendar_url: str = Field(description="Its meetings as an iCalendar file (RFC 5545)")


def network_fields(page: NetworkPage, directory: PageDirectory) -> dict[str, Any]:
    """The fields of NetworkSummary."""
    return {
        **directory.item(page),
        "type": "network",
        "country": Country.named(page.country),
        "introduction": page.introduction,
        "founded_on": page.founded_on,
        "founded_precision": page.founded_precision,
        "is_retired": page.is_retired,
    }


def with_rows(pages: "QuerySet[NetworkPage]") -> "QuerySet[NetworkPage]":
    """`pages` with their founders and named coordinators, read by the same query."""
    founders = NetworkFounder.objects.filter(page=OuterRef("pk"))
    columns = ("sort_order", "pk", "kind", "name", "authority__key", "authority__is_example")
    coordinators = NetworkCoordinator.objects.filter(page=OuterRef("pk"))
    return pages.annotate(
        founder_rows=rows_as_json(founders, "page", *columns),
        coordinator_rows=rows_as_json(coordinators, "page", "sort_order", "pk", "name", "office"),
    )


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


def coordinators(page: NetworkPage) -> list[Coordinator]:
    """Those who are named, in the order in which they were entered."""
    rows = sorted(page.coordinator_rows or [], key=sort_order)
    return [Coordinator(name=name, office=office) for _order, _pk, name, office in rows]


def members(page: NetworkPage, addresses: Addresses) -> list[AuthorityItem]:
    """Present members, by name in the language of the page's tree; one query."""
    rows = Membership.objects.present(page.translation_key).select_related("authority")
    named = with_names(rows, page.locale.language_code)
    items = [AuthorityItem(**authority_fields(row, addresses)) for row in named]
    return sorted(items, key=lambda item: sort_key(item.name))


@router.read("/networks", NetworkList, "National networks, by country")
def list_networks(request: HttpRequest, parameters: Query[ListParameters]) -> NetworkList:
    addresses = Addresses(request)
    private = private_paths()
    pages = published(
        NetworkPage.objects.defer("body", "documents"),
        parameters.locale,
        parameters.fallback,
        private,
        addresses,
    )
    part = part_of(pages, BY_COUNTRY, parameters)
    directory = PageDirectory(part.rows, addresses, private)
    with translation.override(parameters.locale):
        return NetworkList(
            **part.fields,
            items=[NetworkSummary(**network_fields(page, directory)) for page in part.rows],
        )


@router.read("/networks/{id_or_slug}", Network, "A national network in full")
def get_network(
    request: HttpRequest,
    id_or_slug: Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,255}$")],
    parameters: Query[DetailParameters],
) -> Network:
    """A slug is the same in all languages; with one, `locale` defaults to the first of the site."""
    wanted, locale = address(id_or_slug, parameters.locale)
    return accepted(read_network(request, wanted, locale), parameters)


def read_network(request: HttpRequest, wanted: Q, locale: str | None) -> Network:
    """The network that fits `wanted`, in full."""
    page, private = find_version(with_rows(NetworkPage.objects.all()), wanted, locale)
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
    for stream in (page.body, page.documents):
        references.add_stream(stream)
    directory = PageDirectory(
        [page], Addresses(request), private, linked=references.pages, parents=True
    )
    content = Content(references, directory, page.locale.language_code, page.first_published_at)
    fields = network_fields(page, directory)
    return Network(
        **fields,
        **directory.frame(page),
        body=blocks.body(page.body, content),
        founders_by_kind=founder_groups(page),
        members=members(page, directory.addresses),
        documents=blocks.values(page.documents, content),
        contact=Contact(
            office=page.contact_office,
            email=page.contact_email,
            phone=page.contact_phone,
            website=page.contact_website,
        ),
        coordinators=coordinators(page),
        calendar_url=f"{fields['url']}calendar.ics",
    )


def draft_network(request: HttpRequest, page: NetworkPage, private: set[str]) -> Network:
    """As `network`, of a page whose founders and coordinators are in memory."""
    page.founder_rows = [
        [
            place,
            place,
            row.kind,
            row.name,
            row.authority.key if row.authority else None,
            row.authority is not None and row.authority.is_example,
        ]
        for place, row in enumerate(page.founders.all())
    ]
    page.coordinator_rows = [
        [place, place, row.name, row.office] for place, row in enumerate(page.coordinators.all())
    ]
    return network(request, page, private)
