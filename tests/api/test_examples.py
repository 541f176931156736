"""Each operation carries an example: a real answer, recorded by `python -m tests.api.record`."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from tests.api.samples import JSON, operations


@pytest.fixture
def document(db: None, client: Client) -> dict[str, Any]:
    return client.get(reverse("api-v1:openapi-json")).json()


def test_every_operation_has_an_example_that_is_as_it_says(document: dict[str, Any]) -> None:
    for name, (_path, _method, operation) in operations(document).items():
        answer = operation["responses"]["200"]["content"][JSON]
        assert "example" in answer, f"{name} has none: python -m tests.api.record"
        schema = {**answer["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(answer["example"])
        for parameter in operation["parameters"]:
            if parameter.get("required"):
                assert "example" in parameter, (name, parameter["name"])
