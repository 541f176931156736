"""Countries in the API: how many of their authorities take part, and in which networks."""

from typing import Annotated, Any

from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from ninja import Path, Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.parameters import LocaleParameters
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country
from cms.collation import sort_key
from network.directory.entries import networks
from network.directory.filters import RELATIONS, listed
from network.models import RelationState

router = ReadRouter(tags=["Register"])


class CountryNetwork(BaseModel):
    """The national network of a country; `/networks/{slug}` has it in full."""

    slug: str
    title: str
    url: str
    served_locale: str = Field(description="Language of the title")


class CountryItem(Country):
    """A country with authorities in the directory, or with a network."""

    url: str
    authorities: int = Field(description="In the directory, those that take part no more included")
    participants: int = Field(description="Authorities that take part in the Alliance now")
    founders: int = Field(description="Authorities that founded its network, members of it now")
    members: int = Field(description="Further members of its network now")
    signatories: int = Field(description="Authorities that have signed the Declaration")
    networks: list[CountryNetwork]


class CountryList(BaseModel):
    items: list[CountryItem]


# Fields of CountryItem by the names of the directory's relations.
COUNTS = {
    "participant": "participants",
    "founder": "founders",
    "member": "members",
    "signatory": "signatories",
}


@router.read("/countries", CountryList, "Countries, by their names in the language")
def list_countries(request: HttpRequest, parameters: Query[LocaleParameters]) -> CountryList:
    with translation.override(parameters.locale):
        items = country_items(request, parameters.locale)
    return CountryList(items=sorted(items, key=lambda item: sort_key(item.name)))


@router.read("/countries/{code}", CountryItem, "A country")
def get_country(
    request: HttpRequest,
    code: Annotated[str, Path(pattern="^[A-Z]{2}$")],
    parameters: Query[LocaleParameters],
) -> CountryItem:
    """Its authorities are a list of their own: `/authorities?country=…`."""
    with translation.override(parameters.locale):
        items = country_items(request, parameters.locale, code)
    if not items:
        raise Http404("The directory has no such country.")
    return items[0]


def country_items(request: HttpRequest, language: str, code: str = "") -> list[CountryItem]:
    """All countries, or the one with `code`, in no order; `language` is active."""
    addresses = Addresses(request)
    links = [link for link in networks(language).values() if code in ("", link.country)]
    counts = count_by_country(code)
    none = dict.fromkeys(("authorities", *COUNTS.values()), 0)
    return [
        CountryItem(
            **Country.named(country).model_dump(),
            url=addresses.absolute(reverse("authority_country", args=[country.lower()])),
            **{**none, **counts.get(country, {})},
            networks=[
                CountryNetwork(
                    slug=link.slug,
                    title=link.title,
                    url=addresses.absolute(link.url),
                    served_locale=link.language_code,
                )
                for link in links
                if link.country == country
            ],
        )
        for country in {*counts, *(link.country for link in links)}
    ]


def count_by_country(code: str = "") -> dict[str, dict[str, Any]]:
    """How many authorities each country has, and by relation how many take part; one query."""
    authorities = listed().filter(country=code) if code else listed()
    today = timezone.localdate()
    taking_part = {
        field: Count(
            "pk",
            filter=Exists(
                RELATIONS[name]
                .rows(RelationState.ACTIVE.value, today)
                .filter(authority=OuterRef("pk"))
            ),
        )
        for name, field in COUNTS.items()
    }
    rows = authorities.order_by().values("country").annotate(authorities=Count("pk"), **taking_part)
    return {row.pop("country"): row for row in rows}
