"""Addresses of the news that are views, not pages; they stand before Wagtail's catch-all."""

from django.urls import path

from news.feeds import NewsFeed

urlpatterns = [
    path("news/feed/", NewsFeed(), name="news_feed"),
]
