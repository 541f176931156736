"""Whether clients of one OpenAPI document can go on with another one of the same version.

An answer may say more than before: a new field, a new member of a union, a new value of an
enumeration. It may not lose a field, or give one another type or leave it empty. A question may be
asked as before: nothing new is required of it, nothing that was accepted is refused.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
OUTPUT = "application/json"


def breaks(old: Schema, new: Schema) -> list[str]:
    """What of `old` a client can no longer rely on in `new`."""
    return sorted(set(Comparison(old, new).breaks()))


def major(document: Schema) -> str:
    return str(document["info"]["version"]).split(".")[0]


class Comparison:
    """Two documents, and the pairs of their named types that have been compared."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str]] = set()

    def breaks(self) -> Iterator[str]:
        for path, methods in self.old["paths"].items():
            for method, operation in methods.items():
                place = f"{method.upper()} {path}"
                successor = self.new["paths"].get(path, {}).get(method)
                if successor is None:
                    yield f"{place} is gone"
                else:
                    yield from self.of_operation(place, operation, successor)

    def of_operation(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        parameters = {parameter["name"]: parameter for parameter in new["parameters"]}
        for parameter in old["parameters"]:
            name = f"{place}?{parameter['name']}"
            if parameter["name"] not in parameters:
                yield f"{name} is gone"
            else:
                successor = parameters.pop(parameter["name"])
                yield from required_now(name, parameter, successor)
                yield from self.refused(name, parameter["schema"], successor["schema"])
        for name, added in parameters.items():
            yield from required_now(f"{place}?{name}", {}, added)
        if "requestBody" in old:
            bodies = [body_schema(operation["requestBody"]) for operation in (old, new)]
            yield from self.refused(f"{place} body", *bodies)
        answers = [body_schema(operation["responses"]["200"]) for operation in (old, new)]
        yield from self.lost(f"{place} answer", *answers)

    def refused(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """What `old` accepts and `new` does not."""
        old, new = self.resolved(old, self.old), self.resolved(new, self.new)
        if kinds(old) != kinds(new) and "type" in new:
            yield f"{place} has another type"
        if narrower(old, new):
            yield f"{place} accepts less"
        for name, schema in new.get("properties", {}).items():
            if name not in old.get("properties", {}):
                if name in new.get("required", ()):
                    yield f"{place}.{name} is required"
            else:
                yield from self.refused(f"{place}.{name}", old["properties"][name], schema)
        for name in old.get("properties", {}).keys() - new.get("properties", {}).keys():
            yield f"{place}.{name} is gone"

    def lost(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """What `old` promises of an answer and `new` does not."""
        olds, news = alternatives(old), alternatives(new)
        for name in olds.keys() - news.keys():
            if name != "null":
                yield f"{place} is no longer {name}"
        if len([name for name in olds if name != "null"]) < 2 or "null" in news:
            for name in news.keys() - olds.keys():
                yield f"{place} may be {name}"
        for name in olds.keys() & news.keys():
            yield from self.lost_of(place, olds[name], news[name])

    def lost_of(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """As `lost`, of one alternative."""
        if "$ref" in old:
            yield from self.lost_of_named(old, new)
            return
        for name in ("format", "const"):
            if old.get(name) != new.get(name):
                yield f"{place} has another {name}"
        if "items" in old:
            yield from self.lost(f"{place}[]", old["items"], new["items"])
        for name, schema in old.get("properties", {}).items():
            if name not in new.get("properties", {}):
                yield f"{place}.{name} is gone"
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{place}.{name} may be missing"
            yield from self.lost(f"{place}.{name}", schema, new["properties"][name])

    def lost_of_named(self, old: Schema, new: Schema) -> Iterator[str]:
        """As `lost`, of two named types, once for each pair."""
        pair = (old["$ref"], new["$ref"])
        if pair not in self.seen:
            self.seen.add(pair)
            name = old["$ref"].rsplit("/", 1)[-1]
            yield from self.lost(name, self.resolved(old, self.old), self.resolved(new, self.new))

    @staticmethod
    def resolved(schema: Schema, document: Schema) -> Schema:
        while "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return schema


def body_schema(body: Schema) -> Schema:
    return body["content"][OUTPUT]["schema"]


def required_now(place: str, old: Schema, new: Schema) -> Iterator[str]:
    if new.get("required") and not old.get("required"):
        yield f"{place} is required"


def kinds(schema: Schema) -> set[str]:
    return set(alternatives(schema))


def alternatives(schema: Schema) -> dict[str, Schema]:
    """The members of a union by name: that of a type, or of a JSON type."""
    members = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if members:
        return {name: one for member in members for name, one in alternatives(member).items()}
    return {str(schema.get("$ref", schema.get("type"))).rsplit("/", 1)[-1]: schema}


def narrower(old: Schema, new: Schema) -> bool:
    """Whether a limit of `new` is stricter than that of `old`, or was not there."""
    lower = any(new[name] > old.get(name, float("-inf")) for name in LOWER_BOUNDS if name in new)
    upper = any(new[name] < old.get(name, float("inf")) for name in UPPER_BOUNDS if name in new)
    pattern = "pattern" in new and new["pattern"] != old.get("pattern")
    values, before = set(new.get("enum", ())), set(old.get("enum", ()))
    listed = bool(values) and (not before or not before <= values)
    return lower or upper or pattern or listed
