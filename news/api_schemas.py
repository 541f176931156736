"""What the API says of news and topics, and what it is asked."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from cms import api_organisations as organisation_api
from cms.apikit.block_schemas import Block, DocumentValue, Link
from cms.apikit.parameters import CountryCode, PageParameters, Slug, TreeParameters
from cms.apikit.schemas import Country, Image, ListPage, PageFrame, PageItem, PageLink
from cms.dates import DatePrecision
from news.filters import NewsFilters


class TopicItem(BaseModel):
    """A topic: the same slug in all languages, a label in each."""

    slug: str
    label: str


class TopicList(BaseModel):
    items: list[TopicItem]


class Event(BaseModel):
    """The event that an article is about."""

    first_day: datetime.date | None
    last_day: datetime.date | None
    place: str


class Feed(BaseModel):
    """The newest articles of a language, as a file that programs follow."""

    name: str
    media_type: str
    url: str


class NewsSummary(PageItem):
    """An article as lists show it."""

    type: Literal["news"]
    date: datetime.date
    date_precision: DatePrecision = Field(
        description="How much of `date` is known; the rest of it says nothing"
    )
    corrected_on: datetime.date | None
    summary: str
    lead_image: Image | None
    event: Event | None
    topics: list[TopicItem]
    countries: list[Country]


class NewsList(ListPage):
    feeds: list[Feed] = Field(description="Of what this list has, to follow it; not of `q`")
    items: list[NewsSummary]


class NewsArticle(NewsSummary, PageFrame):
    """An article in full."""

    section: PageLink | None = Field(description="The page above: the news, or a national network")
    body: list[Block]
    links: list[Link]
    documents: list[DocumentValue]
    organisation: organisation_api.OrganisationSummary | None
    correction_note: str


class NewsFilterParameters(TreeParameters):
    """What the articles have in common."""

    topic: Slug | None = Field(None, description="Slug of a topic")
    country: CountryCode | None = Field(None, description="Articles about this country")
    year: int | None = Field(None, ge=1900, le=9999)
    network: Slug | None = Field(None, description="Articles beneath the network with this slug")

    @property
    def filters(self) -> NewsFilters:
        """What the site's own list and feeds would be asked for."""
        return NewsFilters(
            topic=self.topic or "",
            country=self.country or "",
            network=self.network or "",
            year=self.year,
        )


class NewsParameters(NewsFilterParameters, PageParameters):
    """Which articles."""

    q: Annotated[str, Field(max_length=200)] = Field(
        "", description="Words that are all in the title or the summary; `/search` knows the texts"
    )
    order: Literal["-date", "date"] = "-date"
