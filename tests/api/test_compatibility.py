"""A change of the contract that would break clients is noticed; one that adds something passes."""

import copy
from typing import Any

import pytest

from tests.api import snapshots
from tests.api.compatibility import breaks

NEWS = "/api/v1/news"
# Where in the document, and what is put there; None takes it away.
BREAKING: dict[str, tuple[list[Any], Any]] = {
    "an operation is gone": (["paths", NEWS], None),
    "a parameter is gone": (["paths", NEWS, "get", "parameters", 0], None),
    "a parameter is required": (["paths", NEWS, "get", "parameters", 0, "required"], True),
    "a parameter accepts less": (
        ["paths", NEWS, "get", "parameters", "page_size", "schema", "maximum"],
        10,
    ),
    "a field is gone": (["components", "schemas", "NewsSummary", "properties", "summary"], None),
    "a field may be missing": (["components", "schemas", "NewsSummary", "required"], []),
    "a field has another type": (
        ["components", "schemas", "NewsSummary", "properties", "summary", "type"],
        "integer",
    ),
    "a field may be empty": (
        ["components", "schemas", "NewsSummary", "properties", "summary"],
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
    ),
    "a date is a moment": (
        ["components", "schemas", "NewsSummary", "properties", "date", "format"],
        "date-time",
    ),
    "a block is gone": (
        ["components", "schemas", "NewsArticle", "properties", "body", "items", "oneOf", 0],
        None,
    ),
    "a body must say more": (["components", "schemas", "Check", "required"], ["date", "extra"]),
}
HARMLESS: dict[str, tuple[list[Any], Any]] = {
    "a new operation": (["paths", "/api/v1/more"], {"get": {}}),
    "a new field": (
        ["components", "schemas", "NewsSummary", "properties", "more"],
        {"type": "string"},
    ),
    "a parameter accepts more": (
        ["paths", NEWS, "get", "parameters", "page_size", "schema", "maximum"],
        1000,
    ),
    "a field is described": (
        ["components", "schemas", "NewsSummary", "properties", "summary", "description"],
        "In two sentences",
    ),
}


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    return snapshots.read(snapshots.CONTRACT)


def changed(document: dict[str, Any], place: list[Any], value: Any) -> dict[str, Any]:
    """A copy of `document` with `value` at `place`; a parameter is found by its name too."""
    made = copy.deepcopy(document)
    inside: Any = made
    for step in place[:-1]:
        if isinstance(inside, list) and isinstance(step, str):
            inside = next(one for one in inside if one["name"] == step)
        else:
            inside = inside[step]
    if value is None:
        del inside[place[-1]]
    else:
        inside[place[-1]] = value
    if place[-1] == "required" and place[2] == "Check":
        inside["properties"]["extra"] = {"type": "string"}
    return made


@pytest.mark.parametrize("name", BREAKING)
def test_change_that_breaks_clients_is_noticed(recorded: dict[str, Any], name: str) -> None:
    assert breaks(recorded, changed(recorded, *BREAKING[name]))


@pytest.mark.parametrize("name", HARMLESS)
def test_change_that_adds_something_passes(recorded: dict[str, Any], name: str) -> None:
    assert breaks(recorded, changed(recorded, *HARMLESS[name])) == []


def test_contract_is_not_renewed_where_it_breaks_without_a_new_version(
    recorded: dict[str, Any],
) -> None:
    broken = changed(recorded, *BREAKING["a field is gone"])
    with pytest.raises(AssertionError, match=r"NewsSummary\.summary is gone"):
        snapshots.refuse_breaks(broken)
    broken["info"]["version"] = "2.0.0"
    snapshots.refuse_breaks(broken)
