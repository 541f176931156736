"""Addresses that a host project puts in place of Wagtail's catch-all."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from cms import resolver
from cms.api import api
from cms.site import accessibility, sitemap, views
from news import legacy

urlpatterns = [
    path("", views.to_readers_language, name="root"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path(
        "sitemap-<slug:language>-<int:number>.xml",
        sitemap.sitemap_of_language,
        name="sitemap_of_language",
    ),
    path("robots.txt", sitemap.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.health, name="health"),
    path("api/v1/", api.urls),
    re_path(legacy.PATTERN, legacy.page_in_readers_language, name="legacy_page_any_language"),
    *i18n_patterns(
        path("", include("news.urls")),
        path("", include("network.urls")),
        path("accessibility/", accessibility.statement, name="accessibility"),
        path("", include("cms.terminology.urls")),
        path("", include("cms.site.search.urls")),
        path("", include("cms.site.design.urls")),
        # Wagtail's own, without its catch-all, for which ours stands.
        *wagtail_urls.urlpatterns[:-1],
        re_path(wagtail_urls.serve_pattern, resolver.serve, name="wagtail_serve"),
    ),
]
