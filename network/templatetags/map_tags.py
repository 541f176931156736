"""Maps and charts of the participants, for templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string

from cms.cache import cached
from cms.countries import country_name
from cms.languages import current_language
from network.directory.entries import Entry
from network.map.chart import HEIGHT, WIDTH, bars
from network.map.drawings import CONTEXT, EUROPE, read_drawings
from network.map.labels import place_names
from network.map.tallies import get_tallies, shade_names
from network.models import NetworkPage

register = template.Library()


@register.simple_tag
def participants_map(with_table: bool = False) -> str:
    """The map of Europe with the participants by country, and the same rows in a table.

    `with_table` shows the table below the map, not folded up beside it. The whole is kept until
    content changes: pages that hold it cost hardly more than those that do not.
    """
    language = current_language().code
    return cached(
        f"participants-map:{language}:{with_table}", lambda: draw_map(language, with_table)
    )


def draw_map(language: str, with_table: bool) -> str:
    """As `participants_map`, in `language`, which must be active."""
    tallies, drawing = get_tallies(language), read_drawings()[EUROPE]
    taking_part = {tally.code for tally in tallies.countries}
    context = {
        "tallies": tallies,
        "drawing": drawing,
        "context_path": drawing.shapes[CONTEXT],
        "quiet_shapes": [
            path for code, path in drawing.shapes.items() if code not in {CONTEXT, *taking_part}
        ],
        "quiet_dots": [place for code, place in drawing.dots.items() if code not in taking_part],
        "countries": [
            {
                "tally": tally,
                "path": drawing.shapes.get(tally.code),
                "dot": drawing.dots.get(tally.code),
                "label": drawing.labels.get(tally.code),
            }
            for tally in tallies.countries
            if tally.code in drawing.shapes or tally.code in drawing.dots
        ],
        "shades": shade_names(language),
        "with_table": with_table,
    }
    return render_to_string("network/includes/participants_map.html", context)


@dataclass(frozen=True)
class Place:
    """A name on a map, and where it is."""

    name: str
    name_language: str
    latitude: float | None
    longitude: float | None


@register.inclusion_tag("network/includes/land.html")
def land(code: str) -> dict[str, Any]:
    """The outline of a member state; nothing for other countries and the smallest."""
    drawing = read_drawings().get(code)
    return {"drawing": drawing, "path": drawing and drawing.shapes.get(code)}


@register.inclusion_tag("network/includes/country_map.html", takes_context=True)
def founders_map(context: dict[str, Any], page: NetworkPage, groups: list[Any]) -> dict[str, Any]:
    """The country of a network with those founders, by kind, whose place is known."""
    founders = [founder for group in groups for founder in group["founders"]]
    places = [
        Place(one.name, page.language_code, one.authority.latitude, one.authority.longitude)
        for one in founders
        if one.authority
    ]
    return country_map(context, page.country, places)


@register.inclusion_tag("network/includes/country_map.html", takes_context=True)
def country_map(
    context: dict[str, Any], code: str, entries: Sequence[Entry | Place]
) -> dict[str, Any]:
    """A member state with those of `entries` whose place is known; nothing for other countries."""
    drawing = read_drawings().get(code)
    if drawing is None:
        return {"drawing": None}
    places = [
        (entry, drawing.place(entry.latitude, entry.longitude))
        for entry in entries
        if entry.latitude is not None and entry.longitude is not None
    ]
    points = [(entry, place) for entry, place in places if place]
    names = place_names(
        [(entry.name, place) for entry, place in points], drawing.width, drawing.height
    )
    return {
        "drawing": drawing,
        "country": country_name(code),
        "context_path": drawing.shapes.get(CONTEXT),
        "neighbours": [
            path for other, path in drawing.shapes.items() if other not in (code, CONTEXT)
        ],
        "path": drawing.shapes.get(code),
        "dot": drawing.dots.get(code),
        "points": [(*point, name) for point, name in zip(points, names, strict=True)],
        "page_language": context.get("page_language"),
    }


@register.inclusion_tag("network/includes/participants_chart.html")
def participants_chart() -> dict[str, Any]:
    """Today's participants by year of joining, as bars and in a table."""
    tallies = get_tallies(current_language().code)
    return {
        "tallies": tallies,
        "bars": bars(tallies.years),
        "width": WIDTH,
        "height": HEIGHT,
    }
