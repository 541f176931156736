"""Cells that hold several things, with semicolons between them: names, and memberships."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from network.models import Authority, Membership, RelationState
from network.register_admin.importing import values
from network.register_admin.importing.refusals import RefusedCell

BETWEEN = ";"
TAGGED = re.compile(r"(?P<name>.*\S)\s*\[(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,6})?)\]")


class Name(NamedTuple):
    """A name and the code of its language, which may be empty."""

    name: str
    language: str


class Place(NamedTuple):
    """What an authority is in a network, by that network's slug; the days may be unknown."""

    network: str
    role: str
    joined_on: date | None
    left_on: date | None
    state: str


def entries(cell: Any) -> list[str]:
    return [part.strip() for part in values.text(cell).split(BETWEEN) if part.strip()]


def names(cell: Any) -> tuple[Name, ...]:
    """Names such as “Lemberg [de]; Lwów [pl]”."""
    found = []
    for entry in entries(cell):
        match = TAGGED.fullmatch(entry)
        name, language = (match["name"], match["language"]) if match else (entry, "")
        found.append(Name(values.plain_name(name), language))
    return tuple(sorted(set(found)))


def current_names(kind: str) -> Callable[[Authority], tuple[Name, ...]]:
    """The names of a kind that an authority has; from prefetched rows."""

    def current(authority: Authority) -> tuple[Name, ...]:
        rows = [row for row in authority.names.all() if row.kind == kind]
        return tuple(sorted({Name(row.name, row.language) for row in rows}))

    return current


def show_names(found: tuple[Name, ...]) -> str:
    return f"{BETWEEN} ".join(
        f"{one.name} [{one.language}]" if one.language else one.name for one in found
    )


def memberships(cell: Any) -> tuple[Place, ...]:
    """Memberships such as “ukraine:member:2018-05-01”, then a day of leaving and a state."""
    found = []
    for entry in entries(cell):
        parts = [part.strip() for part in entry.split(":")]
        if not 2 <= len(parts) <= 5 or parts[1] not in Membership.Role.values:
            raise RefusedCell(
                _("Write a membership as “ukraine:member:2018-05-01”, several with “;” between.")
            )
        network, role, joined, left, state = [*parts, "", "", ""][:5]
        if (state or RelationState.ACTIVE) not in RelationState.values:
            raise RefusedCell(_("“%(state)s” is no state of a relation.") % {"state": state})
        found.append(
            Place(
                network,
                role,
                values.day(joined) if joined else None,
                values.day(left) if left else None,
                state or RelationState.ACTIVE.value,
            )
        )
    return tuple(sorted(found, key=str))


def current_memberships(authority: Authority) -> tuple[Place, ...]:
    """What an authority is in networks; from prefetched rows."""
    rows = authority.memberships.all()
    places = [
        Place(row.network.slug, row.role, row.joined_on, row.left_on, row.state) for row in rows
    ]
    return tuple(sorted(places, key=str))


def show_memberships(found: tuple[Place, ...]) -> str:
    return f"{BETWEEN} ".join(show_place(place) for place in found)


def show_place(place: Place) -> str:
    state = "" if place.state == RelationState.ACTIVE else place.state
    days = [one.isoformat() if one else "" for one in (place.joined_on, place.left_on)]
    return ":".join([place.network, place.role, *days, state]).rstrip(":")
