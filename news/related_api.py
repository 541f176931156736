"""Articles that readers of an article may want next, in the API."""

from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel

from cms.apikit.addresses import Addresses
from cms.apikit.pages import published
from cms.apikit.parameters import DetailParameters, PathId
from cms.apikit.router import ReadRouter
from cms.apikit.versions import find_version
from news.api import dated, summaries, with_rows
from news.api_schemas import NewsSummary
from news.models.related import related_articles

router = ReadRouter(tags=["News"])


class RelatedNews(BaseModel):
    items: list[NewsSummary]


@router.read("/news/{id}/related", RelatedNews, "Articles that readers of one may want next")
def list_related_news(
    request: HttpRequest, id: PathId, parameters: Query[DetailParameters]
) -> RelatedNews:
    """Those in the language of the tree that share most topics, countries or the network with it,
    the likest first; at most three.
    """
    page, private = find_version(dated(), Q(pk=id), parameters.locale)
    addresses = Addresses(request)
    language = page.locale.language_code
    with translation.override(language):
        keys = [article.pk for article in related_articles(page)]
        found = published(dated().filter(pk__in=keys), language, False, private, addresses)
        rows = list(with_rows(found).defer("body", "links", "documents"))
        items = summaries(rows, addresses, private)
    return RelatedNews(items=sorted(items, key=lambda item: keys.index(item.id)))
