"""The table of routes, and what each role may do where."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import URLResolver, get_resolver

from tests.network.permissions.things import Thing, World

TABLE = Path(__file__).with_name("routes.csv")

WRITE = frozenset({"read", "add", "edit", "publish", "review", "choose", "upload", "change_media"})
# The rows of the own country.
CASEWORK = frozenset({"register", "casework"})
# To use what is any section's.
ALL = frozenset({"everywhere"})
LOCK = frozenset({"lock", "unlock"})
TRANSLATE = frozenset({"edit", "publish"})
CHOOSE = frozenset({"choose"})
# Who translates a section into one language knows what its texts are called in the others.
SOURCES = CHOOSE | {"read"}
EVERYWHERE = "*"

# What a role may do, by section and language; "common" is what belongs to no section.
RIGHTS: dict[str, list[tuple[str, str, frozenset[str]]]] = {
    "coordinator-ua": [("ua", "*", WRITE | CASEWORK), ("common", "*", CHOOSE)],
    "coordinator-gr": [("gr", "*", WRITE | CASEWORK), ("common", "*", CHOOSE)],
    "translator-uk-ua": [("ua", "uk", TRANSLATE), ("ua", "*", SOURCES), ("common", "*", CHOOSE)],
    "editor": [("*", "*", WRITE - {"review"} | ALL)],
    "secretariat": [("*", "*", WRITE | CASEWORK | LOCK | ALL)],
    "without-rights": [],
    "revoked": [],
    "anonymous": [],
    "administrator": [("*", "*", WRITE | CASEWORK | LOCK | ALL)],
}
MODEL_RIGHTS = (
    "concept",
    "terms",
    "redirects",
    "settings",
    "roles",
    "networks",
    "all countries",
    "webhooks",
)
# Models and settings on which a role has rights whatever the section.
MODELS: dict[str, frozenset[str]] = {
    "secretariat": frozenset(
        {
            "cms.organisation",
            "cms.allianceprofile",
            "cms_terminology.terminologynote",
            "news.topic",
            "concept",
            "terms",
            "redirects",
            "settings",
            "roles",
            "networks",
            "all countries",
            "webhooks",
        }
    ),
    "editor": frozenset({"cms.organisation", "terms"}),
    "coordinator-ua": frozenset({"terms"}),
    "coordinator-gr": frozenset({"terms"}),
    "translator-uk-ua": frozenset({"terms"}),
}


@dataclass(frozen=True)
class Row:
    """One way to use a route. How it is written stands in README.md beside the table."""

    route: str
    kind: str
    on: tuple[str, ...]
    needs: str
    args: str
    query: str
    post: str

    @property
    def right(self) -> str:
        """The right that lets through; empty where the answer alone is looked at."""
        return self.needs.removeprefix("quiet:").removesuffix("?")

    @property
    def is_quiet(self) -> bool:
        """Whether it answers those who lack the right, and only leaves their objects out."""
        return self.needs.startswith("quiet:")

    @property
    def acts_on_many(self) -> bool:
        """Whether it may write what is the role's own, so that the rest is looked at instead."""
        return "id=all" in self.query or self.post.startswith("into_foreign")

    @property
    def is_certain(self) -> bool:
        """Whether the right is enough, whatever the state of the object."""
        return not self.needs.endswith("?")


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["route"],
                row["class"],
                tuple(row["on"].split()),
                row["needs"],
                row["args"],
                row["query"],
                row["post"],
            )
            for row in csv.DictReader(file)
        ]


def holds(role: str, right: str, section: str, language: str) -> bool:
    """Whether the role has a right on what belongs to a section and a language ("*": to all)."""
    return any(
        where in ("*", section)
        and (which in ("*", language) or language == "*")
        and right in rights
        for where, which, rights in RIGHTS[role]
    )


def may_read(role: str, thing: Thing) -> bool:
    """Whether the role works with an object."""
    return any(holds(role, right, thing.section, thing.language) for right in ("edit", *CASEWORK))


def may(role: str, row: Row, thing: Thing) -> bool:
    """Whether the role has the right that the route needs, on the object."""
    if row.right == "any":
        return True
    if role == "anonymous":
        return False
    if role == "administrator" or row.right == "admin":
        return True
    if row.right == "model":
        return f"{thing.values['app']}.{thing.values['model']}" in MODELS.get(role, ())
    if row.right in MODEL_RIGHTS:
        return row.right in MODELS.get(role, ())
    if thing.kind == "nothing":
        return any(row.right in rights for _where, _which, rights in RIGHTS[role])
    return holds(role, row.right, thing.section, thing.language)


def things_of(row: Row, world: World) -> dict[str, Thing]:
    """What a row is tried on; for the views of snippets, those whose model has the view."""
    found = world.of_kind(*row.on)
    if "_*:" in row.route:
        return {name: thing for name, thing in found.items() if route_of(row, thing) in routes()}
    return found


def route_of(row: Row, thing: Thing) -> str:
    """The name of the route, in which a star stands for the model of a snippet."""
    if "_*:" not in row.route:
        return row.route
    return row.route.replace("*", f"{thing.values['app']}_{thing.values['model']}")


def patterns(
    resolver: Any = None, namespace: str = "", prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """The name with its namespaces, empty where there is none, and the address of every route."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner, address)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else "", address


@lru_cache
def routes() -> set[str]:
    """All routes by their names. A nameless one that answers before a named one goes by that
    name; another by its address.
    """
    found = list(patterns())
    named = {address for name, address in found if name}
    return {name or address for name, address in found if name or address not in named}


def covers(pattern: str, route: str) -> bool:
    return fnmatchcase(route, pattern)
