"""Maps and charts of the participants, for templates."""

from typing import Any

from django import template

from cms.countries import country_name
from cms.languages import current_language
from network.directory.entries import Entry
from network.map.chart import HEIGHT, WIDTH, bars
from network.map.drawings import CONTEXT, EUROPE, read_drawings
from network.map.tallies import get_tallies, shade_names

register = template.Library()


@register.inclusion_tag("network/includes/participants_map.html", takes_context=True)
def participants_map(context: dict[str, Any], with_table: bool = False) -> dict[str, Any]:
    """The map of Europe with the participants by country, and the same rows in a table.

    `with_table` shows the table below the map, not folded up beside it.
    """
    language = current_language().code
    tallies, drawing = get_tallies(language), read_drawings()[EUROPE]
    taking_part = {tally.code for tally in tallies.countries}
    return {
        **page_words(context),
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


@register.inclusion_tag("network/includes/country_map.html", takes_context=True)
def country_map(context: dict[str, Any], code: str, entries: list[Entry]) -> dict[str, Any]:
    """A member state with those of `entries` whose place is known; nothing for other countries."""
    drawing = read_drawings().get(code)
    if drawing is None:
        return {"drawing": None}
    places = [
        (entry.name, drawing.place(entry.latitude, entry.longitude))
        for entry in entries
        if entry.latitude is not None and entry.longitude is not None
    ]
    return {
        **page_words(context),
        "drawing": drawing,
        "country": country_name(code),
        "context_path": drawing.shapes.get(CONTEXT),
        "neighbours": [
            path for other, path in drawing.shapes.items() if other not in (code, CONTEXT)
        ],
        "path": drawing.shapes.get(code),
        "dot": drawing.dots.get(code),
        "points": [(name, place) for name, place in places if place],
    }


@register.inclusion_tag("network/includes/participants_chart.html", takes_context=True)
def participants_chart(context: dict[str, Any]) -> dict[str, Any]:
    """Today's participants by year of joining, as bars and in a table."""
    tallies = get_tallies(current_language().code)
    return {
        **page_words(context),
        "tallies": tallies,
        "bars": bars(tallies.years),
        "width": WIDTH,
        "height": HEIGHT,
    }


def page_words(context: dict[str, Any]) -> dict[str, Any]:
    """What included templates need to know of the page's language."""
    return {name: context.get(name) for name in ("page_language", "is_fallback")}
