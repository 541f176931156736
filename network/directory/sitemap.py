"""The directory's addresses for search engines, the same below the home of every language."""

import datetime

from network.directory.filters import listed


def directory_addresses() -> list[tuple[str, datetime.datetime | None]]:
    """Paths below a language's home, each with the moment of its last change where it has one.

    Examples are no facts: their profiles, and countries with no other authority, are left out.
    """
    rows = listed().filter(is_example=False).order_by("key")
    profiles = list(rows.values_list("key", "country", "updated_at"))
    if not profiles:
        return []
    countries = sorted({country.lower() for _key, country, _changed in profiles})
    return [
        ("authorities/", None),
        ("authorities/statistics/", None),
        *((f"authorities/country/{code}/", None) for code in countries),
        *((f"authorities/{key}/", changed) for key, _country, changed in profiles),
    ]
