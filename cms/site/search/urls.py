"""Addresses of the search; they stand before Wagtail's catch-all."""

from django.urls import path

from cms.site.search.opensearch import opensearch
from cms.site.search.views import search_page

urlpatterns = [
    path("search/", search_page, name="search"),
    path("search/opensearch.xml", opensearch, name="opensearch"),
]
