"""The home in the API."""

from typing import Any, Literal

from cms.apikit import blocks
from cms.apikit.block_schemas import Block
from cms.apikit.content import Content
from cms.apikit.page_types import register
from cms.apikit.texts import PlacedPage, text_page_type
from home.models import HomePage


class Home(PlacedPage):
    """The home of one language; its news and networks are lists of their own."""

    type: Literal["home"]
    lead: str
    body: list[Block]


def home_fields(page: HomePage, content: Content) -> dict[str, Any]:
    """The own fields of Home."""
    return {"lead": page.lead, "body": blocks.body(page.body, content)}


register(text_page_type("home", HomePage, Home, home_fields))
