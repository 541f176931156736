"""Reads the JSON of a request's body."""

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser


class BodyParser(Parser):
    """Refuses an object that says the same name twice, which readers understand differently.

    RFC 8259, section 4: names should be unique. Ninja answers what cannot be parsed with 400.
    """

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast(
            dict[str, Any], json.loads(request.body, object_pairs_hook=object_of_unique_names)
        )


def object_of_unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object that has these names and values; raises ValueError if a name comes twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("An object has the same name twice.")
    return found
