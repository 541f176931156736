"""Addresses of the networks that are views, not pages; they stand before Wagtail's catch-all."""

from django.urls import path, re_path

from network.applications.status_views import status_page
from network.calendars.feeds import calendar_feed
from network.participants import participants_csv, participants_page

urlpatterns = [
    path("join/status/<slug:token>/", status_page, name="application_status"),
    re_path(r"^(?P<path>(?:[^/]+/)+)calendar\.ics$", calendar_feed, name="calendar"),
    path("authorities/", participants_page, name="authorities"),
    path("authorities/participants.csv", participants_csv, name="participants_csv"),
]
