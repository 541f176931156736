"""Nobody gets through to what is not theirs, by any route of the resolver.

Every route is in routes.csv; each row is tried as every role on every object that it acts on.
"""

from typing import Any

import pytest

from tests.network.permissions.table import RIGHTS, covers, routes, rows
from tests.network.permissions.things import World
from tests.network.permissions.walking import Result, walk
from tests.network.permissions.world import build

# Of the quick run: these roles in turn, each on every third row.
CURIOUS = ("coordinator-ua", "revoked", "translator-uk-ua")


@pytest.fixture
def world(db: None) -> World:
    return build()


def assert_nothing_wrong(result: Result) -> None:
    told = "\n".join(result.wrong)
    assert result.wrong == [], f"{len(result.wrong)} of {result.tried} cells:\n{told}"


def test_every_route_is_classified() -> None:
    """A route that nobody classified, after an upgrade or in our code, fails here (README.md)."""
    known = {row.route for row in rows()}
    left = [route for route in routes() if not any(covers(name, route) for name in known)]
    assert sorted(left) == []


def test_no_route_of_the_table_has_gone() -> None:
    found = routes()
    gone = {row.route for row in rows() if not any(covers(row.route, route) for route in found)}
    assert sorted(gone) == []


def test_the_curious_find_nothing_that_is_not_theirs(world: World) -> None:
    """A fixed sample: one object of each third row."""
    result = Result()
    for number, row in enumerate(rows()[::3]):
        walk(world, [row], CURIOUS[number % len(CURIOUS)], result, each=number)
    assert_nothing_wrong(result)
    assert result.tried > 200


@pytest.mark.full
@pytest.mark.parametrize("role", RIGHTS)
def test_all_rows(world: World, role: str, record_property: Any) -> None:
    result = Result()
    walk(world, rows(), role, result)
    record_property("cells", result.tried)
    assert_nothing_wrong(result)
    assert result.tried > 1500
