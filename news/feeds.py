"""Feeds of the news of one language, with full text."""

from django.contrib.syndication.views import Feed
from django.utils import translation

from news.models import NewsPage


class NewsFeed(Feed):
    """RSS of the active language."""

    title = "News"
    link = "/"

    def items(self) -> list[NewsPage]:
        return list(
            NewsPage.objects.live()
            .filter(locale__language_code=translation.get_language())
            .newest_first()[:20]
        )
