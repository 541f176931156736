"""Links of the OpenAPI document: which operation reads an item of a list in full."""

import re
from http import HTTPStatus
from typing import Any

Document = dict[str, Any]

ITEM = re.compile(r"(?P<list>.+)/\{(?P<parameter>\w+)\}")
# The field of an item that goes into the address, where it is not named as the parameter.
FIELDS = {"id_or_slug": "slug"}


def add_links(paths: Document) -> None:
    """Tell each list in `paths` of the operation that reads one of its items.

    OpenAPI 3.1, Link Object: https://spec.openapis.org/oas/v3.1.1.html#link-object
    """
    for path, operations in paths.items():
        match = ITEM.fullmatch(path)
        if match is None or "get" not in paths.get(match["list"], {}):
            continue
        parameter = match["parameter"]
        field = FIELDS.get(parameter, parameter)
        operation = operations["get"]["operationId"]
        answer = paths[match["list"]]["get"]["responses"][HTTPStatus.OK.value]
        answer["links"] = {
            operation: {
                "operationId": operation,
                "parameters": {parameter: f"$response.body#/items/0/{field}"},
                "description": "The first item in full; the others likewise",
            }
        }
