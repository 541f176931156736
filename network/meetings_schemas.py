"""What the API says of meetings, and what it is asked."""

import datetime
from typing import Literal

from pydantic import BaseModel, Field

from cms import api_organisations as organisations
from cms.apikit.block_schemas import AgendaItem, Block, DocumentValue
from cms.apikit.parameters import ListParameters, Slug
from cms.apikit.schemas import ListPage, PageFrame, PageItem, PageLink
from network.models import MeetingState
from network.register_api import AuthorityItem


class MeetingSummary(PageItem):
    """A meeting as lists show it. Times are local, in `timezone`."""

    type: Literal["meeting"]
    ordinal: int | None
    start_date: datetime.date
    start_time: datetime.time | None
    end_date: datetime.date | None
    end_time: datetime.time | None
    timezone: str = Field(description="Name in the IANA time zone database")
    starts_at: datetime.datetime | None = Field(description="None where only the day is known")
    ends_at: datetime.datetime | None
    place: str = Field(description="Empty for a meeting that is held online only")
    address: str
    is_online: bool = Field(description="Whether it can be attended online")
    online_url: str | None = Field(description="None where only those who take part are told")
    state: MeetingState = Field(description="A cancelled meeting stays in the lists")
    cancellation_reason: str
    cancellation_reason_locale: str | None = Field(
        description="Language of the reason, which may be said in another one only; None without"
    )
    network: PageLink | None


class MeetingList(ListPage):
    items: list[MeetingSummary]


class MeetingArticleItem(BaseModel):
    """An article about a meeting; `/news/{id}` has it in full."""

    id: int
    title: str
    url: str
    served_locale: str = Field(description="Language of the text")


class Meeting(MeetingSummary, PageFrame):
    """A meeting in full."""

    body: list[Block]
    agenda: list[AgendaItem]
    participants: list[AuthorityItem] = Field(description="By name, in the order of the language")
    documents: list[DocumentValue]
    announcements: list[MeetingArticleItem]
    reports: list[MeetingArticleItem]
    organisation: organisations.OrganisationSummary | None
    calendar_url: str = Field(description="The meeting as an iCalendar file (RFC 5545)")


class MeetingParameters(ListParameters):
    """Which meetings."""

    network: Slug | None = Field(None, description="Slug of a network")
    upcoming: bool | None = Field(None, description="Only those to come (true) or past (false)")
    order: Literal["-start_date", "start_date"] = "-start_date"
