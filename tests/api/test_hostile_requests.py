"""Whatever is sent to any operation, the server answers: it never fails."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.samples import QUESTIONS, content
from tests.factories import Tree

HUGE = "9" * 5000
NASTY_VALUES = (
    *("", " ", "%00", "a%00b", "%2500", "%FF%FE", "%ED%A0%80", "%F0%9F%98%80", "%E2%80%AE"),
    *("'", '"', "%22", ";--", "%27%20OR%201=1", "%3Cscript%3E", "{{7*7}}", "..%2F..%2Fetc", "%5C"),
    *("-1", "0", "1.5", "1e400", "NaN", "Infinity", "0x10", "%D9%A3", "+1", HUGE, "null", "true"),
    *("[]", "%7B%7D", "a" * 5000, "%25", "%0D%0AX-Evil:%201", "2147483648", "9223372036854775808"),
)
NASTY_HEADERS = (
    {"if-none-match": "W/"},
    {"if-none-match": '"' * 5000},
    {"if-none-match": "*", "if-modified-since": "yesterday"},
    {"if-modified-since": "Thu, 99 Foo 0000 99:99:99 GMT"},
    {"if-modified-since": "Thu, 01 Jan 99999999 00:00:00 GMT"},
    {"if-match": '"x"', "if-unmodified-since": "never"},
    {"range": "bytes=9-1,-,a"},
    {"accept": "application/xml;q=x"},
    {"accept-encoding": "gzip;q=nan,\x01"},
    {"accept-language": "x" * 5000},
    {"origin": "null"},
    {"origin": "https://\x00"},
    {"cookie": "sessionid=\x00; =; ;;", "authorization": "Bearer \xff"},
    {"content-length": "-1"},
    {"content-length": "many"},
    {"content-type": "multipart/form-data; boundary="},
    {"x-forwarded-host": "evil.example", "x-forwarded-proto": "\x00"},
    {"x-http-method-override": "DELETE"},
)
NASTY_METHODS = ("HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get", "POST", "PUT")
NASTY_HOSTS = ("", "evil.example", "a" * 300, "[::1", "testserver:99999999", "\x00", "te st")


@pytest.fixture
def operations(tree: Tree, client: Client) -> dict[str, tuple[dict[str, Any], dict[str, str]]]:
    """By path: the operation, and values of its path parameters that lead to an item."""
    keys = content(tree)
    found = {}
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        operation = next(iter(methods.values()))
        asked = QUESTIONS.get(operation["operationId"], {}).get("parameters", {})
        found[path] = operation, {name: str(keys.get(key, key)) for name, key in asked.items()}
    return found


Request = tuple[str, str, dict[str, Any]]


def requests(
    path: str, operation: dict[str, Any], values: dict[str, str]
) -> Iterator[tuple[bool, Request]]:
    """What is sent to one operation, and whether it must be refused."""
    places = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
    names = [one["name"] for one in operation["parameters"] if one["name"] not in places]
    address = path.format(**values)
    for name, value in itertools.product(sorted(places), NASTY_VALUES):
        yield False, ("GET", path.format(**{**values, name: value}), {})
    # Each value in one parameter after the other, and in one that nobody declared.
    for name, value in zip(itertools.cycle(names or ["x"]), NASTY_VALUES, strict=False):
        yield not names, ("GET", f"{address}?{name}={value}", {})
        yield True, ("GET", f"{address}?unknown={value}", {})
    for name in names:
        yield True, ("GET", f"{address}?{name}=en&{name}=en", {})
        yield True, ("GET", f"{address}?{name}[]=en", {})
    for headers in (*NASTY_HEADERS, *({"host": host} for host in NASTY_HOSTS)):
        yield False, ("GET", address, {"headers": headers})
    for method in NASTY_METHODS:
        yield False, (method, address, {"data": b"\xff{", "content_type": "application/json"})


@pytest.mark.full
def test_nothing_that_is_sent_makes_the_server_fail(tree: Tree) -> None:
    client = Client(raise_request_exception=False)
    keys = content(tree)
    failed = []
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        operation = next(iter(methods.values()))
        asked = QUESTIONS.get(operation["operationId"], {}).get("parameters", {})
        values = {name: str(keys.get(key, key)) for name, key in asked.items()}
        for is_refused, (method, address, options) in requests(path, operation, values):
            status = client.generic(method, address, **options).status_code
            if not 200 <= status < 500 or (is_refused and status < 400):
                failed.append((method, address[:200], str(options)[:100], status))
    assert failed == []
