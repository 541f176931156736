"""Addresses in the admin of the impact of a concept."""

from django.urls import URLPattern, path

from cms.terminology.impact_views import impact_view


def urlpatterns() -> list[URLPattern]:
    """That of a concept, stored or being changed, and that of a new one."""
    return [
        path("terminology/impact/", impact_view, name="cms_terminology_impact_new"),
        path("terminology/impact/<int:pk>/", impact_view, name="cms_terminology_impact"),
    ]
