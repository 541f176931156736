"""News and topics in the API."""

import datetime
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils import translation
from ninja import Query
from wagtail.models import Page

from cms import api_organisations as organisation_api
from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.content import Content
from cms.apikit.images import LIST_SPECS, Images
from cms.apikit.pages import PageDirectory, published, with_source
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import DetailParameters, Id, LocaleParameters, PathId
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import Country, Image
from cms.apikit.sql import rows_as_json, sort_order
from cms.apikit.versions import accepted, find_version
from cms.models import Organisation
from cms.privacy import known_private_paths
from news.api_schemas import (
    Event,
    Feed,
    NewsArticle,
    NewsFilterParameters,
    NewsList,
    NewsParameters,
    NewsSummary,
    TopicItem,
    TopicList,
)
from news.feed_links import feed_links
from news.models import NewsIndexPage, NewsPage, NewsPageCountry, NewsPageTopic, Topic, TopicLabel

router = ReadRouter(tags=["News"])

# Words of a question that are looked for; others narrow it no further.
MOST_WORDS = 8
KINDS = (datetime.date, Id)
ORDERS = {"-date": Order(("-date", "-pk"), KINDS), "date": Order(("date", "pk"), KINDS)}


def label_in(language: str | OuterRef, topic: str) -> Coalesce:
    """The label of a topic, as `Topic.label_in` finds it; `topic` leads from a row to its topic."""
    labels = TopicLabel.objects.filter(topic=OuterRef(f"{topic}pk")).values("label")
    return Coalesce(
        Subquery(labels.filter(language=language)[:1]),
        Subquery(labels.filter(language=settings.LANGUAGE_CODE)[:1]),
        F(f"{topic}name"),
    )


def dated() -> "QuerySet[NewsPage]":
    """All articles with a date; only drafts may lack it."""
    return NewsPage.objects.filter(date__isnull=False)


def with_rows(pages: "QuerySet[NewsPage]", locale: str | None = None) -> "QuerySet[NewsPage]":
    """`pages` with topics, labelled in the language of the tree, and countries, by one query.

    `locale` is the tree that they are shown in, where that may be another than their own.
    """
    language = locale or OuterRef("content_object__locale__language_code")
    topics = NewsPageTopic.objects.filter(content_object=OuterRef("pk")).annotate(
        label=label_in(language, "tag__")
    )
    countries = NewsPageCountry.objects.filter(page=OuterRef("pk"))
    return pages.annotate(
        topic_rows=rows_as_json(topics, "content_object", "pk", "tag__slug", "label"),
        country_rows=rows_as_json(countries, "page", "sort_order", "pk", "country"),
    )


# What is asked of these two is put together once for each language: that takes as long as to read.
@cache
def in_lists(language: str) -> "QuerySet[NewsPage]":
    """All articles with what a list in that tree says of each; to be narrowed, never read whole."""
    every = NewsPage.objects.defer("body", "links", "documents")
    return with_source(with_rows(every, language))


@cache
def in_full(locale: str | None) -> "QuerySet[NewsPage]":
    """All articles with what is said of one in full, in that tree or else their own."""
    return with_rows(dated(), locale).select_related("organisation__locale")


def filtered(pages: "QuerySet[NewsPage]", parameters: NewsParameters) -> "QuerySet[NewsPage]":
    """`pages` narrowed by the parameters that are given."""
    parent = Page.objects.filter(
        slug=parameters.network,
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Value(Page.steplen)),
    )
    indexes = NewsIndexPage.objects.values("pk")
    topics = NewsPageTopic.objects.filter(content_object=OuterRef("pk"))
    conditions = {
        "topic": Q(Exists(topics.filter(tag__slug=parameters.topic))),
        "country": Q(countries__country=parameters.country),
        "year": Q(date__year=parameters.year),
        "network": Q(Exists(parent.exclude(pk__in=indexes))),
    }
    for name, condition in conditions.items():
        if getattr(parameters, name) is not None:
            pages = pages.filter(condition)
    for word in parameters.q.split()[:MOST_WORDS]:
        # Unlike `icontains`, this knows capitals beyond ASCII on SQLite too.
        letters = re.escape(word)
        pages = pages.filter(Q(title__iregex=letters) | Q(summary__iregex=letters))
    return pages


def summary_fields(
    page: NewsPage, directory: PageDirectory, lead_image: Image | None
) -> dict[str, Any]:
    """The fields of NewsSummary; `page` comes from `with_rows`."""
    has_event = page.event_from or page.event_place
    return {
        **directory.item(page),
        "type": "news",
        "date": page.date,
        "date_precision": page.date_precision,
        "corrected_on": page.corrected_on,
        "summary": page.summary,
        "lead_image": lead_image,
        "event": Event(first_day=page.event_from, last_day=page.event_to, place=page.event_place)
        if has_event
        else None,
        "topics": [
            TopicItem(slug=slug, label=label) for _pk, slug, label in sorted(page.topic_rows or [])
        ],
        "countries": [
            Country.named(code)
            for _order, _pk, code in sorted(page.country_rows or [], key=sort_order)
        ],
    }


@router.read("/news", NewsList, "News, those of the networks included")
def list_news(request: HttpRequest, parameters: Query[NewsParameters]) -> NewsList:
    addresses = Addresses(request)
    private = known_private_paths()
    language = parameters.locale
    pages = published(dated(), language, parameters.fallback, private, addresses)
    part = part_of(
        filtered(pages, parameters), ORDERS[parameters.order], parameters, in_lists(language)
    )
    with translation.override(language):
        return NewsList(
            **part.fields,
            feeds=feeds(parameters, addresses),
            items=summaries(part.rows, addresses, private),
        )


def summaries(pages: list[NewsPage], addresses: Addresses, private: set[str]) -> list[NewsSummary]:
    """`pages`, which come from `with_rows`, as lists show them; their language is active."""
    directory = PageDirectory(pages, addresses, private)
    keys = [page.lead_image_id for page in pages if page.lead_image_id]
    images = Images(keys, LIST_SPECS, addresses)
    return [
        NewsSummary(
            **summary_fields(
                page,
                directory,
                images.get(
                    page.lead_image_id,
                    alt=page.lead_image_alt,
                    first_published=page.first_published_at,
                ),
            )
        )
        for page in pages
    ]


def feeds(parameters: NewsFilterParameters, addresses: Addresses) -> list[Feed]:
    """The feeds of the active language of what the parameters ask for."""
    return [
        Feed(name=feed.name, media_type=feed.content_type, url=addresses.absolute(feed.url))
        for feed in feed_links(parameters.filters.query())
    ]


@router.read("/news/{id}", NewsArticle, "An article in full")
def get_news(request: HttpRequest, id: PathId, parameters: Query[DetailParameters]) -> NewsArticle:
    return accepted(read_article(request, Q(pk=id), parameters.locale), parameters)


def read_article(request: HttpRequest, wanted: Q, locale: str | None) -> NewsArticle:
    """The article that fits `wanted`, in full."""
    page, private = find_version(in_full(locale), wanted, locale)
    with translation.override(page.locale.language_code):
        return article(request, page, private)


def article(request: HttpRequest, page: NewsPage, private: set[str]) -> NewsArticle:
    """`page` in full, in its language, which is active; `private` as from `private_paths()`."""
    language = page.locale.language_code
    organisation = page.organisation and page.organisation.published_in(language)
    content = content_of(request, [page], [organisation], private, language)
    return full_article(page, organisation, content.of_page(page.first_published_at))


def content_of(
    request: HttpRequest,
    pages: list[NewsPage],
    organisations: list[Organisation | None],
    private: set[str],
    language: str,
) -> Content:
    """What articles, and the organisations that they close with, refer to."""
    references = References()
    for page in pages:
        if page.lead_image_id:
            references.images.add(page.lead_image_id)
        for stream in (page.body, page.links, page.documents):
            references.add_stream(stream)
    for organisation in organisations:
        references.add_html(organisation.description if organisation else "")
    directory = PageDirectory(
        pages, Addresses(request), private, linked=references.pages, parents=True
    )
    return Content(references, directory, language)


def full_article(
    page: NewsPage, organisation: Organisation | None, content: Content
) -> NewsArticle:
    """`page`, which comes from `with_rows`, in full; `content` is that of this page."""
    directory = content.directory
    lead_image = content.image(page.lead_image_id, alt=page.lead_image_alt)
    return NewsArticle(
        **summary_fields(page, directory, lead_image),
        **directory.frame(page),
        section=directory.parent(page),
        body=blocks.body(page.body, content),
        links=blocks.values(page.links, content),
        documents=blocks.values(page.documents, content),
        organisation=organisation_api.summary(organisation, content),
        correction_note=page.correction_note,
    )


def draft_article(request: HttpRequest, page: NewsPage, private: set[str]) -> NewsArticle:
    """As `article`, of a page whose topics and countries are in memory."""
    language = page.locale.language_code
    topics = [item.tag for item in page.topic_items.all()]
    page.topic_rows = [
        [place, topic.slug, topic.label_in(language)] for place, topic in enumerate(topics)
    ]
    page.country_rows = [
        [place, place, row.country] for place, row in enumerate(page.countries.all())
    ]
    return article(request, page, private)


@router.read("/topics", TopicList, "Topics that news are filed under")
def list_topics(request: HttpRequest, parameters: Query[LocaleParameters]) -> TopicList:
    topics = Topic.objects.annotate(label=label_in(parameters.locale, "")).order_by("slug")
    return TopicList(items=[TopicItem(slug=topic.slug, label=topic.label) for topic in topics])
