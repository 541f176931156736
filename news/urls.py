"""Addresses of the news that are views, not pages; they stand before Wagtail's catch-all."""

from django.urls import path, re_path

from cms import feeds
from news import legacy
from news.feeds import news_feed

urlpatterns = [
    path("news/feed/", news_feed, {"feed_format": feeds.RSS}, name="news_feed"),
    path("news/feed/atom/", news_feed, {"feed_format": feeds.ATOM}, name="news_feed_atom"),
    path("news/feed/json/", news_feed, {"feed_format": feeds.JSON}, name="news_feed_json"),
    re_path(legacy.PATTERN, legacy.page_in_language, name="legacy_page"),
]
