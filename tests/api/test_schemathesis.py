"""What Schemathesis makes up from the document: every answer is one that the document describes.

Values that fit and values that do not, in every parameter; methods and media types that nobody
offers; and walks along the links from lists to their items. All of its checks are on. The cases are
the same in each run. SCHEMATHESIS_CASES sets how many are drawn for each operation, and how many
walks: most steps of a walk begin anew, so that there are more of those.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.schemas import BaseSchema

from cms.apikit.throttle import ClientThrottle
from tests.api.samples import content
from tests.factories import Tree

pytestmark = pytest.mark.full

CASES = int(os.environ.get("SCHEMATHESIS_CASES", "5"))
STEPS = 6
WALKS = 4 * CASES
SETTINGS = hypothesis.settings(
    max_examples=CASES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    database=None,
    # A case that fails is shown as it was found: to make it smaller takes minutes.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
CONFIG = {
    "base-url": "http://testserver",
    "headers": {"Accept-Encoding": "identity"},
    "checks": {"enabled": True},
    "generation": {
        "mode": "all",
        "deterministic": True,
        "max-examples": CASES,
        # Refused by all operations alike, which a JSON schema of text cannot say.
        "allow-x00": False,
    },
    "phases": {"coverage": {"enabled": True}},
}


@pytest.fixture
def api(tree: Tree, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseSchema]:
    content(tree)
    monkeypatch.setattr(ClientThrottle, "allow_request", lambda *_arguments: True)
    document = client.get("/api/v1/openapi.json").json()
    for operations in document["paths"].values():
        for operation in operations.values():
            say_what_the_site_knows(operation)
    document["components"]["schemas"]["Check"]["properties"]["language"]["enum"] = languages()
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(CONFIG))
    schema.app = get_wsgi_application()
    # As in Django's test client: what the test wrote is lost with its connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schema
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def say_what_the_site_knows(operation: dict[str, Any]) -> None:
    """Narrow what the document cannot say, so that what fits it must be accepted.

    Which languages there are is up to the site. A cursor is good as an answer gave it, no other.
    """
    operation["parameters"] = [one for one in operation["parameters"] if one["name"] != "cursor"]
    for parameter in operation["parameters"]:
        if parameter["name"] == "locale":
            parameter["schema"]["enum"] = languages()


def languages() -> list[str]:
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def test_answers_are_as_the_document_says(
    api: BaseSchema, record_testsuite_property: Callable[[str, object], None]
) -> None:
    asked: Counter[str] = Counter()

    def answer(case: schemathesis.Case) -> None:
        asked[case.operation.label] += 1
        case.call_and_validate()

    failures = {}
    for found in get_all_tests(schema=api, test_func=answer, settings=SETTINGS, given_kwargs={}):
        assert isinstance(found, Ok), found
        operation, walk = found.ok()
        try:
            walk()
        except FailureGroup as group:
            failures[operation.label] = str(group)
    record_testsuite_property("schemathesis_cases", asked.total())
    record_testsuite_property("schemathesis_operations", len(asked))
    assert failures == {}
    assert len(asked) == api.statistic.operations.selected


def test_links_lead_from_lists_to_items(
    api: BaseSchema, record_testsuite_property: Callable[[str, object], None]
) -> None:
    steps: Counter[str] = Counter()
    followed: Counter[str] = Counter()
    machine: Any = api.as_state_machine()

    class Walk(machine):
        def step(self, input: Any) -> Any:
            steps[input.case.operation.label] += 1
            output = super().step(input)
            is_linked = input.transition is not None and input.is_applied
            if is_linked and output.response.status_code == HTTPStatus.OK:
                followed[input.case.operation.label] += 1
            return output

    Walk.run(settings=hypothesis.settings(SETTINGS, max_examples=WALKS))
    record_testsuite_property("schemathesis_steps", steps.total())
    record_testsuite_property("schemathesis_links_followed", followed.total())
    assert followed, f"no link was followed in {steps.total()} steps"
