"""The news among the pages of the API."""

from typing import Literal

from cms.apikit.page_types import PageType, register
from cms.apikit.texts import IntroducedPage, introduced, text_page_type
from news.api import draft_article, read_article
from news.api_schemas import NewsArticle
from news.models import NewsIndexPage, NewsPage


class NewsIndex(IntroducedPage):
    """The page that lists all news; `/news` has them."""

    type: Literal["news_index"]


register(PageType("news", NewsPage, NewsArticle, read_article, draft_article))
register(text_page_type("news_index", NewsIndexPage, NewsIndex, introduced))
