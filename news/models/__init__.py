from news.models.imports import ImportedItem
from news.models.index_page import NewsIndexPage
from news.models.pages import NewsPage, NewsPageCountry
from news.models.topics import NewsPageTopic, Topic, TopicLabel

__all__ = [
    "ImportedItem",
    "NewsIndexPage",
    "NewsPage",
    "NewsPageCountry",
    "NewsPageTopic",
    "Topic",
    "TopicLabel",
]
