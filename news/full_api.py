"""The list of news with the articles in full, for who builds a whole site from few requests.

Beside `news.api`, whose addresses of one article would take `full` for an id.
"""

from django.http import HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import Field

from cms import api_organisations as organisation_api
from cms.apikit.addresses import Addresses
from cms.apikit.pages import published, with_source
from cms.apikit.paging import part_of
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage
from cms.privacy import known_private_paths
from news.api import ORDERS, content_of, dated, feeds, filtered, full_article, with_rows
from news.api_schemas import Feed, NewsArticle, NewsParameters
from news.models import NewsPage

router = ReadRouter(tags=["News"])


class FullNewsList(ListPage):
    feeds: list[Feed] = Field(description="As of `/news`")
    items: list[NewsArticle]


@router.read("/news/full", FullNewsList, "News in full, those of the networks included")
def list_full_news(request: HttpRequest, parameters: Query[NewsParameters]) -> FullNewsList:
    """As `/news`, each item as `/news/{id}` has it."""
    private = known_private_paths()
    language = parameters.locale
    pages = published(dated(), language, parameters.fallback, private, Addresses(request))
    full = with_rows(with_source(NewsPage.objects.all()), language).annotate(
        organisation_rows=organisation_api.rows_of_pages()
    )
    part = part_of(filtered(pages, parameters), ORDERS[parameters.order], parameters, full)
    texts = {
        page.pk: organisation_api.from_rows(page.organisation_rows, language) for page in part.rows
    }
    content = content_of(request, part.rows, list(texts.values()), private, language)
    with translation.override(language):
        return FullNewsList(
            **part.fields,
            feeds=feeds(parameters, Addresses(request)),
            items=[
                full_article(page, texts[page.pk], content.of_page(page.first_published_at))
                for page in part.rows
            ],
        )
