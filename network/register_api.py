"""The register in the API: participants of the Alliance, without any personal data."""

import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import CountryCode, Id, LocaleParameters, PageParameters
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country, ListPage
from cms.languages import current_language
from network.map.tallies import get_tallies
from network.models import Participation
from network.models.kinds import AuthorityKind
from network.models.register import AuthorityName
from network.models.relations import Counter

router = ReadRouter(tags=["Register"])

BY_NUMBER = Order(("number",), (Id,))


class AuthorityItem(BaseModel):
    """A local or regional authority."""

    id: int
    key: str
    name: str = Field(description="In the language of the answer, else the official name")
    name_language: str = Field(description="BCP 47 code of `name`; empty where not recorded")
    official_name: str
    official_name_language: str = Field(description="BCP 47 code; empty where not recorded")
    kind: AuthorityKind
    kind_label: str
    country: Country
    latitude: float | None
    longitude: float | None
    is_example: bool = Field(description="Invented for a demonstration; readers must be told so")
    url: str | None = Field(
        description="Of its profile; None where the public directory does not have it"
    )


class Participant(BaseModel):
    """An authority as participant of the Alliance."""

    number: int
    joined_on: datetime.date | None
    authority: AuthorityItem


class ParticipantList(ListPage):
    csv_url: str = Field(description="All participants of the Alliance as a file")
    counter: Counter = Field(description="Of the whole Alliance, whatever the list is narrowed to")
    examples: int = Field(
        description="How many of the counter's participants are invented for a demonstration"
    )
    items: list[Participant]


class ParticipantParameters(LocaleParameters, PageParameters):
    """Which participants."""

    country: CountryCode | None = Field(None, description="Participants of this country")


def local_name(language: str | OuterRef) -> Subquery:
    """The name in `language`, or null, of the `authority` that a row has."""
    names = AuthorityName.objects.filter(
        authority=OuterRef("authority"), language=language, kind=AuthorityName.Kind.TRANSLATION
    )
    return Subquery(names.values("name"))


def with_names(rows: QuerySet, language: str) -> QuerySet:
    """`rows` that have an `authority`, with its name in `language`, or None, as `local_name`."""
    return rows.annotate(local_name=local_name(language))


def authority_fields(row: Any, addresses: Addresses, *, is_listed: bool = True) -> dict[str, Any]:
    """The fields of AuthorityItem, from a row of `with_names` in the active language.

    `is_listed` says whether the directory has the authority, as it does whoever takes part.
    """
    authority = row.authority
    is_translated = row.local_name not in (None, authority.name)
    return {
        "id": authority.pk,
        "key": authority.key,
        "name": row.local_name or authority.name,
        "name_language": current_language().code if is_translated else authority.name_language,
        "official_name": authority.name,
        "official_name_language": authority.name_language,
        "kind": AuthorityKind(authority.kind),
        "kind_label": authority.get_kind_display(),
        "country": Country.named(authority.country),
        "latitude": authority.latitude,
        "longitude": authority.longitude,
        "is_example": authority.is_example,
        "url": profile_address(authority.key, addresses) if is_listed else None,
    }


def profile_address(key: str, addresses: Addresses) -> str:
    """Where readers of the active language find the authority."""
    return addresses.absolute(reverse("authority", args=[key]))


@router.read("/participants", ParticipantList, "Participants of the Alliance, by number")
def list_participants(
    request: HttpRequest, parameters: Query[ParticipantParameters]
) -> ParticipantList:
    active = Participation.objects.active().select_related("authority")
    if parameters.country is not None:
        active = active.filter(authority__country=parameters.country)
    part = part_of(with_names(active, parameters.locale), BY_NUMBER, parameters)
    addresses = Addresses(request)
    with translation.override(parameters.locale):
        return ParticipantList(
            **part.fields,
            csv_url=addresses.absolute(reverse("participants_csv")),
            counter=Participation.objects.counter(),
            examples=get_tallies(parameters.locale).examples,
            items=[
                Participant(
                    number=row.number,
                    joined_on=row.joined_on,
                    authority=AuthorityItem(**authority_fields(row, addresses)),
                )
                for row in part.rows
            ],
        )
