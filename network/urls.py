"""Addresses of the networks that are views, not pages; they stand before Wagtail's catch-all."""

from django.urls import path, re_path

from network.applications.status_views import status_page
from network.calendars.feeds import calendar_feed
from network.directory import views as directory
from network.map.pages import statistics_page

urlpatterns = [
    path("join/status/<slug:token>/", status_page, name="application_status"),
    re_path(r"^(?P<path>(?:[^/]+/)+)calendar\.ics$", calendar_feed, name="calendar"),
    path("authorities/", directory.directory_page, name="authorities"),
    path("authorities/authorities.csv", directory.directory_csv, name="authorities_csv"),
    path("authorities/authorities.json", directory.directory_json, name="authorities_json"),
    path("authorities/participants.csv", directory.participants_csv, name="participants_csv"),
    path("authorities/statistics/", statistics_page, name="authority_statistics"),
    path("authorities/country/<slug:code>/", directory.country_page, name="authority_country"),
    path("authorities/<slug:key>/", directory.profile_page, name="authority"),
]
