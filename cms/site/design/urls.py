"""Addresses of the design page, below the language."""

from django.urls import path

from cms.site.design import views

urlpatterns = [
    path("design/", views.design, name="design"),
    path("design/<int:status>/", views.error, name="design_error"),
]
