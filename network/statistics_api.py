"""The participants in numbers, as the page of the statistics shows them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.parameters import LocaleParameters
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country
from network.map.tallies import get_tallies

router = ReadRouter(tags=["Register"])


class CountryStatistics(Country):
    """The participants of a country."""

    url: str
    participants: int
    examples: int = Field(description="Those among them that are invented for a demonstration")


class YearStatistics(BaseModel):
    """How many of today's participants joined in a year."""

    year: int
    joined: int
    total: int = Field(description="Of today's, those that had joined by the end of the year")


class Statistics(BaseModel):
    """Today's participants by country and by year of joining, each authority once."""

    url: str = Field(description="Of the page of the site that shows them")
    participants: int
    examples: int = Field(description="Invented for a demonstration; readers must be told so")
    undated: int = Field(description="Participants whose year of joining is not known")
    countries: list[CountryStatistics] = Field(description="By their names in the language")
    countries_without: list[Country] = Field(
        description="Member states of the Council of Europe from which nobody takes part"
    )
    years: list[YearStatistics] = Field(description="Every one from the first to this one")


@router.read("/participants/statistics", Statistics, "Participants by country and over time")
def get_statistics(request: HttpRequest, parameters: Query[LocaleParameters]) -> Statistics:
    absolute = Addresses(request).absolute
    with translation.override(parameters.locale):
        tallies = get_tallies(parameters.locale)
        return Statistics(
            url=absolute(reverse("authority_statistics")),
            participants=tallies.participants,
            examples=tallies.examples,
            undated=tallies.undated,
            countries=[
                CountryStatistics(
                    code=tally.code,
                    name=tally.name,
                    url=absolute(tally.url),
                    participants=tally.participants,
                    examples=tally.example_count,
                )
                for tally in tallies.countries
            ],
            countries_without=[Country.named(code) for code in tallies.other_codes],
            years=[YearStatistics(**vars(tally)) for tally in tallies.years],
        )
