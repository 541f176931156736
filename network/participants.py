"""The participants of the Alliance for readers: a page by country, and the same rows as CSV."""

import csv
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.languages import current_language
from cms.spreadsheets import safe_cell
from cms.view_languages import require_site, same_address_in_other_languages
from network.models import Participation

CSV_COLUMNS = ("number", "name", "kind", "country", "country_name", "joined_on", "is_example")


def read_participants(language: str) -> list[dict[str, Any]]:
    """Active participants in `language`, by the names of country and authority; two queries."""
    rows = (
        Participation.objects.active()
        .select_related("authority")
        .prefetch_related("authority__names")
    )
    participants = [
        {
            "number": row.number,
            "name": row.authority.name_in(language),
            "kind": row.authority.get_kind_display(),
            "country": row.authority.country,
            "country_name": row.authority.country_name,
            "joined_on": row.joined_on,
            "is_example": row.authority.is_example,
        }
        for row in rows
    ]
    return sorted(
        participants, key=lambda one: (one["country_name"].casefold(), one["name"].casefold())
    )


@require_safe
def participants_page(request: HttpRequest) -> HttpResponse:
    """The participants, country by country."""
    require_site(request)
    participants = read_participants(current_language().code)
    countries = [
        {"name": name, "participants": list(group)}
        for name, group in groupby(participants, key=lambda one: one["country_name"])
    ]
    context = {
        "title": _("Participating cities and regions"),
        "countries": countries,
        "has_examples": any(one["is_example"] for one in participants),
        **same_address_in_other_languages(request),
    }
    return render(request, "network/participants.html", context)


@require_safe
def participants_csv(request: HttpRequest) -> HttpResponse:
    """The participants as CSV in UTF-8, safe to open in a spreadsheet."""
    require_site(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="participants.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    for participant in read_participants(current_language().code):
        writer.writerow([safe_cell(participant[column]) for column in CSV_COLUMNS])
    return response
