"""Addresses that a host project puts before Wagtail's catch-all."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.urls import serve_pattern

from cms import resolver
from cms.api import api
from cms.site import views
from news import legacy

urlpatterns = [
    path("", views.to_readers_language, name="root"),
    path("healthz", views.health, name="health"),
    path("api/v1/", api.urls),
    re_path(legacy.PATTERN, legacy.page_in_readers_language, name="legacy_page_any_language"),
    *i18n_patterns(
        path("", include("news.urls")),
        re_path(serve_pattern, resolver.serve, name="wagtail_serve"),
    ),
]
