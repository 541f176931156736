"""Links of the OpenAPI document: which operations say more of an item."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

Document = dict[str, Any]

ITEM = re.compile(r"(?P<list>.+)/\{(?P<parameter>\w+)\}(?P<more>/\w+)?")
# The field of an item that goes into the address, where it is not named as the parameter.
FIELDS = {"id_or_slug": "slug"}


def add_links(paths: Document) -> None:
    """Tell the lists in `paths` of the operations that read one of their items and what belongs to
    it, and such an operation of the latter.

    OpenAPI 3.1, Link Object: https://spec.openapis.org/oas/v3.1.1.html#link-object
    """
    for path in paths:
        match = ITEM.fullmatch(path)
        if match is None:
            continue
        parameter = match["parameter"]
        field = FIELDS.get(parameter, parameter)
        operation = paths[path]["get"]
        for source, place in sources(match):
            if "get" not in paths.get(source, {}):
                continue
            answer = paths[source]["get"]["responses"][HTTPStatus.OK.value]
            answer.setdefault("links", {})[operation["operationId"]] = {
                "operationId": operation["operationId"],
                "parameters": {parameter: f"$response.body#{place}/{field}"},
                "description": operation["summary"],
            }


def sources(item: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The paths whose answers have what leads to the path `item`, and where in them it is."""
    yield item["list"], "/items/0"
    if item["more"]:
        yield item.string.removesuffix(item["more"]), ""
