"""Addresses of the terminology; they stand before Wagtail's catch-all."""

from django.urls import path

from cms.terminology.views import terminology_page

urlpatterns = [path("terminology/", terminology_page, name="terminology")]
