"""Meetings of the national networks in the API."""

import datetime
from typing import Any, Literal

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Query
from pydantic import Field
from wagtail.models import Page

from cms import api_organisations as organisations
from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Block
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory, find_version, published
from cms.apikit.parameters import DetailParameters, ListParameters, PathId, Slug, slice_of
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage, PageItem, PageLink
from cms.privacy import private_paths
from network.models import MeetingPage, NetworkPage

router = ReadRouter(tags=["Networks"])

MEETING_ORDERS = {
    "-start_date": ("-start_date", "-start_time", "-pk"),
    "start_date": ("start_date", "start_time", "pk"),
}


class MeetingSummary(PageItem):
    """A meeting as lists show it. Times are local, in `timezone`."""

    ordinal: int | None
    start_date: datetime.date
    start_time: datetime.time | None
    end_date: datetime.date | None
    end_time: datetime.time | None
    timezone: str = Field(description="Name in the IANA time zone database")
    starts_at: datetime.datetime | None = Field(description="None where only the day is known")
    ends_at: datetime.datetime | None
    place: str
    network: PageLink | None


class MeetingList(ListPage):
    items: list[MeetingSummary]


class Meeting(MeetingSummary):
    """A meeting in full."""

    body: list[Block]
    organisation: organisations.OrganisationSummary | None


class MeetingParameters(ListParameters):
    """Which meetings."""

    network: Slug | None = Field(None, description="Slug of a network")
    upcoming: bool | None = Field(None, description="Only those to come (true) or past (false)")
    order: Literal["-start_date", "start_date"] = "-start_date"


def meeting_fields(page: MeetingPage, directory: PageDirectory) -> dict[str, Any]:
    """The fields of MeetingSummary."""
    return {
        **directory.item(page),
        "ordinal": page.ordinal,
        "start_date": page.start_date,
        "start_time": page.start_time,
        "end_date": page.end_date,
        "end_time": page.end_time,
        "timezone": page.timezone,
        "starts_at": page.starts_at,
        "ends_at": page.ends_at,
        "place": page.place,
        "network": directory.parent(page),
    }


def filtered(pages: "QuerySet[MeetingPage]", parameters: MeetingParameters) -> QuerySet:
    """`pages` narrowed by the parameters that are given."""
    if parameters.network is not None:
        networks = NetworkPage.objects.filter(slug=parameters.network).values("path")
        pages = pages.annotate(
            parent_path=Substr("path", 1, Length("path") - Value(Page.steplen))
        ).filter(parent_path__in=networks)
    if parameters.upcoming is not None:
        final_day = Coalesce(F("end_date"), F("start_date"))
        to_come = Q(final_day__gte=timezone.localdate())
        pages = pages.annotate(final_day=final_day).filter(
            to_come if parameters.upcoming else ~to_come
        )
    return pages


@router.read("/meetings", MeetingList, "Meetings of the national networks")
def list_meetings(request: HttpRequest, parameters: Query[MeetingParameters]) -> MeetingList:
    addresses = Addresses(request)
    private = private_paths()
    pages = published(
        MeetingPage.objects.defer("body"),
        parameters.locale,
        parameters.fallback,
        private,
        addresses,
    )
    ordered = filtered(pages, parameters).order_by(*MEETING_ORDERS[parameters.order])
    rows, count = slice_of(ordered, parameters)
    directory = PageDirectory(rows, addresses, private, parents=True)
    with translation.override(parameters.locale):
        return MeetingList(
            count=count,
            page=parameters.page,
            page_size=parameters.page_size,
            items=[MeetingSummary(**meeting_fields(page, directory)) for page in rows],
        )


@router.read("/meetings/{id}", Meeting, "A meeting in full")
def get_meeting(request: HttpRequest, id: PathId, parameters: Query[DetailParameters]) -> Meeting:
    page, private = find_version(
        MeetingPage.objects.select_related("organisation__locale"), Q(pk=id), parameters.locale
    )
    with translation.override(page.locale.language_code):
        return meeting(request, page, private)


def meeting(request: HttpRequest, page: MeetingPage, private: set[str]) -> Meeting:
    """`page` in full, in its language, which is active; `private` as from `private_paths()`."""
    language = page.locale.language_code
    organisation = page.organisation and page.organisation.published_in(language)
    references = References()
    references.add_stream(page.body)
    references.add_html(organisation.description if organisation else "")
    directory = PageDirectory(
        [page], Addresses(request), private, linked=references.pages, parents=True
    )
    content = Content(references, directory, language, page.first_published_at)
    return Meeting(
        **meeting_fields(page, directory),
        body=blocks.body(page.body, content),
        organisation=organisations.summary(organisation, content),
    )
