"""Addresses of a site that is measured: pictures, which a proxy serves in production, and ours."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from cms import urls

handler404 = urls.handler404

urlpatterns = [
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *urls.urlpatterns,
]
