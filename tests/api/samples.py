"""Small sites that the recorded answers are from, and what is asked there."""

import datetime
import json
import re
import uuid
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model

from cms.apikit.images import DETAIL_SPECS
from cms.models import StandardPage
from cms.previews import keep
from news.models import NewsPage
from tests import factories
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
    "list_related_news": {"parameters": {"id": "article"}},
    "list_full_news": {"parameters": {"locale": "en", "page_size": 1}},
    "list_news": {"parameters": {"locale": "fr", "fallback": "true", "topic": "housing"}},
    "resolve_path": {"parameters": {"path": "/uk/news/roofs-for-all/"}},
    "search_everything": {"parameters": {"q": "roofs"}},
}
# What chance makes, and what stands for it.
CHANCE = {
    "token": "a-token-of-43-letters-digits-dashes-or-bars",
    "translation_key": str(uuid.UUID(int=1)),
}
VOLATILE = {
    "id": "<id>",
    "translation_key": "<uuid>",
    "first_published_at": "<time>",
    "last_published_at": "<time>",
}


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Path, method and description of each operation by its id."""
    return {
        operation["operationId"]: (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def examples(tree: Tree, client: Client, document: dict[str, Any]) -> dict[str, Any]:
    """An answer of each operation of `document`, by its id, for `cms.apikit.examples`."""
    keys = content(tree)
    found = {}
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
        found[name] = {
            "parameters": {key: steady(key, value) for key, value in parameters.items()},
            "body": asked.get("body"),
            "answer": steady("", response.json()),
        }
    return found


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
    draw_pictures()
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


def article_with_every_block(tree: Tree) -> NewsPage:
    article = news_page(
        tree.news,
        title="Every block",
        slug="every-block",
        summary="An article with every block.",
        body=json.dumps(factories.all_blocks(tree.news)),
        lead_image=factories.image(credit="A. Photographer"),
        lead_image_alt="Roofs",
        topics=[factories.topic("housing", en="Housing")],
        countries=["UA", "GR"],
        organisation=factories.organisation(),
        event_place="Lviv",
        links=json.dumps([{"type": "link", "value": {"label": "Later", "url": "", "page": None}}]),
        documents=json.dumps(
            [{"type": "document", "value": {"document": factories.document().pk, "label": "Text"}}]
        ),
    )
    draw_pictures()
    return article


def draw_pictures() -> None:
    """Make all sizes of all pictures, as the site does in its own time."""
    for image in get_image_model().objects.all():
        image.get_renditions(*DETAIL_SPECS)


def without_chance(value: Any) -> Any:
    """`value` without what differs from one run to the next."""
    if isinstance(value, dict):
        return {
            key: VOLATILE[key] if key in VOLATILE and not is_block(value) else without_chance(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [without_chance(item) for item in value]
    if isinstance(value, str):
        value = re.sub(r"(picture|document|Picture|Document)([- ])\d+(_\w{7})?", r"\1\2N", value)
        return re.sub(r"/documents/\d+/", "/documents/N/", value)
    return value


def is_block(value: dict[str, Any]) -> bool:
    return "value" in value
