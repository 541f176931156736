"""The participants in numbers: by country and by year, as pictures and in tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.languages import current_language
from cms.view_languages import require_site, same_address_in_other_languages


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Where participants of the Alliance are, and since when."""
    require_site(request)
    context = {
        "title": _("Participants in numbers"),
        "description": ". ".join(
            [
                _("Map of the participants of the Alliance by country"),
                _("Participants of the Alliance by year of joining"),
            ]
        ),
        "breadcrumbs": [
            {"url": f"/{current_language().code}/"},
            {"url": reverse("authorities"), "title": gettext_lazy("Cities and regions")},
        ],
        **same_address_in_other_languages(request),
    }
    return render(request, "network/statistics.html", context)
