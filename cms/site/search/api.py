"""Search in the API: the same answer as the page of the search, typed."""

import datetime

from django.http import Http404, HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from cms.apikit.addresses import Addresses
from cms.apikit.parameters import MAX_PAGE_SIZE, LocaleParameters
from cms.apikit.router import ReadRouter
from cms.resolver import find_site
from cms.site.search.hits import Hit
from cms.site.search.marks import Part
from cms.site.search.models import Kind
from cms.site.search.service import LONGEST_TEXT, search

router = ReadRouter(tags=["Search"])

LAST_PAGE = 100_000


class SearchText(BaseModel):
    """A piece of a text."""

    text: str
    is_match: bool = Field(description="Whether it is a word of the question, to be marked")


class SearchHit(BaseModel):
    """Something that was found."""

    type: Kind
    title: list[SearchText] = Field(description="In pieces, which make the title together")
    url: str
    served_locale: str = Field(description="Language of the words; of a name, as far as known")
    passage: list[SearchText] = Field(
        description="The part of the text that has the words, in pieces; may be empty. Of an "
        "authority its other names that have them"
    )
    date: datetime.date | None = Field(
        description="Of an article (the first day of the month or year where no more is known), or "
        "the first day of a meeting"
    )
    is_example: bool = Field(description="Invented for a demonstration; readers must be told")
    shown_on: str | None = Field(description="Address of the page that shows a document")


class TypeCount(BaseModel):
    """How many results there are of one type, whatever type was asked for."""

    type: Kind
    count: int


class SearchAnswer(BaseModel):
    """A page of the results, the best first."""

    count: int = Field(description="Of all pages, of the type that was asked for")
    page: int
    page_size: int
    items: list[SearchHit]
    counts: list[TypeCount]
    suggestions: list[SearchHit] = Field(
        description="What has nearly such words, where nothing was found"
    )


class SearchParameters(LocaleParameters):
    """What to look for."""

    q: str = Field(min_length=1, max_length=LONGEST_TEXT, description="Words, in any order")
    type: Kind | None = Field(None, description="Only results of this type")
    fallback: bool = Field(
        False,
        description="Also texts that have no translation into `locale`, in their own language",
    )
    page: int = Field(1, ge=1, le=LAST_PAGE, description="From 1; 404 past the last one")
    page_size: int = Field(20, ge=1, le=MAX_PAGE_SIZE, description="Most items of one answer")


@router.read("/search", SearchAnswer, "Search in everything that is published")
def search_everything(request: HttpRequest, parameters: Query[SearchParameters]) -> SearchAnswer:
    site = find_site(request)
    if site is None:
        raise Http404("No site answers at this address.")
    answer = search(
        parameters.q,
        parameters.locale,
        site,
        kind=parameters.type,
        page=parameters.page,
        page_size=parameters.page_size,
        fallback=parameters.fallback,
    )
    if parameters.page > answer.pages:
        raise Http404(f"The list ends with page {answer.pages}.")
    addresses = Addresses(request)
    return SearchAnswer(
        count=answer.count,
        page=parameters.page,
        page_size=parameters.page_size,
        items=[shape(hit, addresses) for hit in answer.hits],
        counts=[TypeCount(type=kind, count=count) for kind, count in answer.counts.items()],
        suggestions=[shape(hit, addresses) for hit in answer.suggestions],
    )


def shape(hit: Hit, addresses: Addresses) -> SearchHit:
    return SearchHit(
        type=hit.kind,
        title=texts(hit.title),
        url=addresses.absolute(hit.url),
        served_locale=hit.language_code,
        passage=texts(hit.passage),
        date=hit.date,
        is_example=hit.is_example,
        shown_on=addresses.absolute(hit.page_url) if hit.page_url else None,
    )


def texts(parts: list[Part]) -> list[SearchText]:
    return [SearchText(text=part.text, is_match=part.is_match) for part in parts]
