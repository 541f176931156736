"""Addresses of the networks that are views, not pages; they stand before Wagtail's catch-all."""

from django.urls import path

from network.participants import participants_csv, participants_page

urlpatterns = [
    path("authorities/", participants_page, name="authorities"),
    path("authorities/participants.csv", participants_csv, name="participants_csv"),
]
