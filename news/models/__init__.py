from news.models.imports import ImportedItem
from news.models.pages import NewsIndexPage, NewsPage, NewsPageCountry
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
