"""Examples of the operations: real answers, recorded by `python -m tests.api.record`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

JSON = "application/json"
FILE = Path(__file__).parent / "data" / "examples.json"


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By the id of the operation: its `parameters`, `body` and `answer`."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def add_example(operation: dict[str, Any]) -> None:
    """Put the example of `operation`, if there is one, into its description in OpenAPI."""
    example = examples().get(operation["operationId"])
    if example is None:
        return
    for parameter in operation["parameters"]:
        if parameter["name"] in example["parameters"]:
            parameter["example"] = example["parameters"][parameter["name"]]
    if "requestBody" in operation:
        operation["requestBody"]["content"][JSON]["example"] = example["body"]
    operation["responses"][200]["content"][JSON]["example"] = example["answer"]
