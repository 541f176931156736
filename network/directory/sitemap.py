"""The directory's addresses for search engines, the same below the home of every language."""

import datetime

from django.db.models import Max

from network.directory.filters import listed


def directory_addresses() -> list[tuple[str, datetime.datetime | None]]:
    """Paths below a language's home, each with the moment of its last change where it has one.

    A profile changes with the authority and with the states of its relations, a list with each of
    its profiles. Examples are no facts: their profiles, and countries with no other authority, are
    left out.
    """
    rows = listed().filter(is_example=False).order_by("key")
    rows = rows.annotate(related_at=Max("relation_changes__at"))
    profiles = [
        (key, country.lower(), max(updated_at, related_at or updated_at))
        for key, country, updated_at, related_at in rows.values_list(
            "key", "country", "updated_at", "related_at"
        )
    ]
    if not profiles:
        return []
    countries: dict[str, datetime.datetime] = {}
    for _key, country, changed in profiles:
        countries[country] = max(changed, countries.get(country, changed))
    latest = max(countries.values())
    return [
        ("authorities/", latest),
        ("authorities/statistics/", latest),
        *((f"authorities/country/{code}/", changed) for code, changed in sorted(countries.items())),
        *((f"authorities/{key}/", changed) for key, _country, changed in profiles),
    ]
