"""Each operation carries an example: a real answer, recorded from a small site.

With RENEW_SNAPSHOTS=1 the examples are recorded anew.
"""

import datetime
import json
import os
import re
import uuid
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator
from wagtail.contrib.redirects.models import Redirect

from cms.apikit.examples import FILE
from cms.models import StandardPage
from cms.previews import keep
from tests import factories
from tests.api.snapshots import RENEW
from tests.factories import Tree, network_page, news_page

JSON = "application/json"
# Operations with what they are asked, beside those that are asked nothing.
QUESTIONS: dict[str, dict[str, Any]] = {
    "check_terminology": {"body": {"language": "en", "text": "A camp of Gypsies"}},
    "get_authority": {"parameters": {"key": "lviv"}},
    "get_country": {"parameters": {"code": "UA"}},
    "get_meeting": {"parameters": {"id": "meeting"}},
    "get_network": {"parameters": {"id_or_slug": "ukraine"}},
    "get_news": {"parameters": {"id": "article"}},
    "get_organisation": {"parameters": {"id": "organisation"}},
    "get_page": {"parameters": {"id": "page"}},
    "get_preview": {"parameters": {"token": "token"}},
    "list_full_news": {"parameters": {"locale": "en", "page_size": 1}},
    "list_news": {"parameters": {"locale": "fr", "fallback": "true", "topic": "housing"}},
    "resolve_path": {"parameters": {"path": "/uk/news/roofs-for-all/"}},
    "search": {"parameters": {"q": "roofs"}},
    "search_everything": {"parameters": {"q": "roofs"}},
}
# What chance makes, and what stands for it.
CHANCE = {
    "token": "a-token-of-43-letters-digits-dashes-or-bars",
    "translation_key": str(uuid.UUID(int=1)),
}


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each operation by its id."""
    return {
        operation["operationId"]: (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


@pytest.fixture
def document(db: None, client: Client) -> dict[str, Any]:
    return client.get(reverse("api-v1:openapi-json")).json()


def test_every_operation_has_an_example_that_is_as_it_says(document: dict[str, Any]) -> None:
    for name, (_path, _method, operation) in operations(document).items():
        answer = operation["responses"]["200"]["content"][JSON]
        assert "example" in answer, f"{name} has none: RENEW_SNAPSHOTS=1 pytest tests/api"
        schema = {**answer["schema"], "components": document["components"]}
        Draft202012Validator(schema).validate(answer["example"])
        for parameter in operation["parameters"]:
            if parameter.get("required"):
                assert "example" in parameter, (name, parameter["name"])


def test_examples_are_recorded_when_that_is_asked_for(
    tree: Tree, client: Client, document: dict[str, Any]
) -> None:
    if os.environ.get(RENEW) != "1":
        pytest.skip(f"with {RENEW}=1 only")
    keys = content(tree)
    examples = {}
    for name, (path, method, operation) in operations(document).items():
        asked = QUESTIONS.get(name, {})
        parameters = {
            parameter: keys.get(value, value)
            for parameter, value in asked.get("parameters", {}).items()
        }
        places = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        address = path.format(**parameters)
        query = {key: value for key, value in parameters.items() if key not in places}
        if method == "post":
            response = client.post(address, asked["body"], content_type=JSON)
        else:
            response = client.get(address, query)
        assert response.status_code == 200, (name, response.content)
        steady = Steady()
        examples[name] = {
            "parameters": {key: steady(key, value) for key, value in parameters.items()},
            "body": asked.get("body"),
            "answer": steady("", response.json()),
        }
    text = json.dumps(examples, indent=1, ensure_ascii=False, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")


def content(tree: Tree) -> dict[str, Any]:
    """A small site, with the keys that QUESTIONS name."""
    factories.profile(
        mission="Cities and regions for the inclusion of Roma.",
        auspices="Under the auspices of the Congress.",
        invitation="Join us.",
    )
    note = factories.note()
    roma = factories.concept("roma", note=note, en="People of Romani origin.")
    factories.term("Roma", of=roma)
    factories.term("Gypsies", of=roma, administrative_status="deprecated", severity="warn")
    organisation = factories.organisation()
    authority = factories.authority(
        key="lviv", name="Львів", name_language="uk", country="UA", is_example=True
    )
    factories.participation(1, authority=authority, joined_on=datetime.date(2019, 2, 26))
    network = network_page(
        tree.networks, slug="ukraine", title="Network of Ukraine", introduction="An example."
    )
    meeting = factories.meeting_page(network, slug="first", title="First meeting")
    article = news_page(
        tree.news,
        slug="roofs-for-all",
        title="Roofs for all",
        summary="A town builds houses. An example.",
        lead_image=factories.image(credit="A. Photographer", licence="CC BY 4.0"),
        lead_image_alt="Roofs",
        topics=[factories.topic("housing", en="Housing", fr="Logement")],
        countries=["UA"],
        organisation=organisation,
        body=json.dumps(factories.all_blocks(tree.news)),
    )
    page = factories.add_page(
        tree.home, StandardPage(title="About", slug="about", introduction="Who we are.")
    )
    Redirect.objects.create(old_path="/roofs", redirect_page=article)
    return {
        "article": article.pk,
        "meeting": meeting.pk,
        "organisation": organisation.pk,
        "page": page.pk,
        "token": keep(page, None, User.objects.create_superuser("editor")),
    }


class Steady:
    """Makes an answer the same whenever it is recorded, without another shape."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.ids: dict[Any, int] = {}

    def __call__(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self(key, item) for key, item in value.items()}
        if isinstance(value, list):
            return [self("", item) for item in value]
        if name == "id" and isinstance(value, int):
            return self.ids.setdefault(value, next(self.numbers))
        if name in CHANCE:
            return CHANCE[name]
        if name.endswith("_at") and value:
            return "2026-01-31T12:00:00Z"
        if name == "api_url" and value:
            return re.sub(r"/pages/\d+", "/pages/1", value)
        if isinstance(value, str):
            value = value.replace("http://testserver", "https://alliance.example")
            value = re.sub(r"(picture|document)-\d+(_\w{7})?", r"\1-1", value)
            return re.sub(r"/documents/\d+/", "/documents/1/", value)
        return value
