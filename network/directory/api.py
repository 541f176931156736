"""The directory in the API: authorities with the filters of the page, without personal data."""

import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Path, Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.pages import page_link
from cms.apikit.paging import part_of_keys
from cms.apikit.parameters import CountryCode, LocaleParameters, PageParameters, Slug
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country, ListPage, PageLink
from network.directory.articles import NEWS_ON_PROFILE, meetings_of, news_of
from network.directory.entries import Entry, find_entry, networks, read_entries
from network.directory.entries import Relation as EntryRelation
from network.directory.filters import Filters
from network.directory.forms import LONGEST_TEXT
from network.directory.order import BY_COUNTRY, ordered_keys
from network.models.kinds import AuthorityKind
from network.register_api import AuthorityItem, profile_address

router = ReadRouter(tags=["Register"])

RelationName = Literal["participant", "founder", "member", "signatory"]
State = Literal["active", "suspended", "withdrawn"]


class Region(BaseModel):
    """The authority's region, as a name; it has an address if it takes part itself."""

    key: str
    name: str
    url: str | None


class OtherName(BaseModel):
    """A name beside the official one."""

    kind: Literal["translation", "former", "transliteration"]
    language: str = Field(description="BCP 47 code; may be empty")
    name: str


class NetworkName(BaseModel):
    """A national network."""

    slug: str
    title: str
    url: str


class AuthorityRelation(BaseModel):
    """What an authority takes part in."""

    kind: RelationName
    state: State = Field(description="Only active ones are counted")
    since: datetime.date | None = Field(description="Day of joining, founding or signing")
    until: datetime.date | None
    number: int | None = Field(description="Of a participant; never given again")
    network: NetworkName | None = Field(description="Of founders and members")


class AuthoritySummary(AuthorityItem):
    """A local or regional authority with all that it takes part in."""

    url: str
    region: Region | None
    population: int | None
    population_year: int | None
    website: str
    names: list[OtherName]
    relations: list[AuthorityRelation]
    updated_at: datetime.datetime


class AuthorityList(ListPage):
    csv_url: str = Field(description="The whole list as a file")
    json_url: str = Field(description="The whole list as a file")
    items: list[AuthoritySummary]


class AuthorityDetail(AuthoritySummary):
    """An authority in full."""

    news: list[PageLink] = Field(description="The latest articles about it in `locale`")
    meetings: list[PageLink] = Field(description="Meetings that it takes part in, latest first")


class ProfileParameters(LocaleParameters):
    """In which language, and which articles and meetings."""

    fallback: bool = Field(
        False,
        description="Also articles and meetings that have no translation into `locale`, in their "
        "own language",
    )


class AuthorityParameters(LocaleParameters, PageParameters):
    """Which authorities. `state` and `year` are about the relations asked for."""

    q: str = Field("", max_length=LONGEST_TEXT, description="Words in any of the names")
    country: CountryCode | None = None
    kind: AuthorityKind | None = None
    relation: RelationName | None = None
    state: State | Literal["any"] = "active"
    network: Slug | None = Field(None, description="Slug of a network")
    year: int | None = Field(None, ge=1900, le=2100, description="Year of joining")
    order: Literal["country", "name", "joined", "population"] = Field(
        "country",
        description="Names by the collation of `locale`; the latest and the largest come first",
    )


@router.read("/authorities", AuthorityList, "Authorities of the public register")
def list_authorities(request: HttpRequest, parameters: Query[AuthorityParameters]) -> AuthorityList:
    filters = filters_of(parameters)
    language = parameters.locale
    keys = ordered_keys(filters, parameters.order, language) if filters else []
    part = part_of_keys(keys, parameters)
    addresses = Addresses(request)
    with translation.override(language):
        return AuthorityList(
            **part.fields,
            **files(parameters, addresses),
            items=[
                AuthoritySummary(**authority_summary(entry, addresses))
                for entry in read_entries(part.rows, language)
            ],
        )


@router.read("/authorities/{key}", AuthorityDetail, "An authority in full")
def get_authority(
    request: HttpRequest,
    key: Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,100}$")],
    parameters: Query[ProfileParameters],
) -> AuthorityDetail:
    language = parameters.locale
    addresses = Addresses(request)
    with translation.override(language):
        entry = find_entry(key, language)
        if entry is None:
            raise Http404
        wanted = Q() if parameters.fallback else Q(alias_of=None)
        news = news_of(entry.pk, language).filter(wanted)
        meetings = meetings_of(entry.pk, language).filter(wanted)
        return AuthorityDetail(
            **authority_summary(entry, addresses),
            news=links(news[:NEWS_ON_PROFILE], addresses),
            meetings=links(meetings, addresses),
        )


def files(parameters: AuthorityParameters, addresses: Addresses) -> dict[str, Any]:
    """The addresses of the files of AuthorityList, in the active language."""
    asked = parameters.model_dump(
        include={"q", "country", "kind", "relation", "state", "network", "year"},
        exclude_defaults=True,
        mode="json",
    )
    if parameters.order != BY_COUNTRY:
        asked["sort"] = parameters.order
    query = f"?{urlencode(asked)}" if asked else ""
    return {
        "csv_url": addresses.absolute(f"{reverse('authorities_csv')}{query}"),
        "json_url": addresses.absolute(f"{reverse('authorities_json')}{query}"),
    }


def filters_of(parameters: AuthorityParameters) -> Filters | None:
    """What the parameters ask for; None for a network that is not there."""
    known = {link.slug: link.key for link in networks(parameters.locale).values()}
    if parameters.network is not None and parameters.network not in known:
        return None
    return Filters(
        text=parameters.q,
        country=parameters.country or "",
        kind=parameters.kind.value if parameters.kind else "",
        relation=parameters.relation or "",
        state=parameters.state,
        network=known[parameters.network] if parameters.network else None,
        year=parameters.year,
    )


def authority_summary(entry: Entry, addresses: Addresses) -> dict[str, Any]:
    """The fields of AuthoritySummary, in the active language."""
    return {
        "id": entry.pk,
        "key": entry.key,
        "name": entry.name,
        "name_language": entry.name_language,
        "official_name": entry.official_name,
        "official_name_language": entry.official_name_language,
        "kind": AuthorityKind(entry.kind),
        "kind_label": entry.kind_label,
        "country": Country(code=entry.country, name=entry.country_name),
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "is_example": entry.is_example,
        "url": profile_address(entry.key, addresses),
        "region": region(entry, addresses),
        "population": entry.population,
        "population_year": entry.population_year,
        "website": entry.website,
        "names": [OtherName.model_validate(one, from_attributes=True) for one in entry.names],
        "relations": [authority_relation(one, addresses) for one in entry.relations],
        "updated_at": entry.updated_at,
    }


def region(entry: Entry, addresses: Addresses) -> Region | None:
    """The region of an authority."""
    if entry.region is None:
        return None
    url = profile_address(entry.region.key, addresses) if entry.region.is_listed else None
    return Region(key=entry.region.key, name=entry.region.name, url=url)


def authority_relation(relation: EntryRelation, addresses: Addresses) -> AuthorityRelation:
    """A relation of an authority."""
    fields: dict[str, Any] = {**vars(relation), "network": None}
    if relation.network is not None:
        fields["network"] = NetworkName(
            slug=relation.network.slug,
            title=relation.network.title,
            url=addresses.absolute(relation.network.url),
        )
    return AuthorityRelation.model_validate(fields)


def links(pages: QuerySet, addresses: Addresses) -> list[PageLink]:
    """Pages by their addresses."""
    return [page_link(page, addresses) for page in pages]
