"""What readers get from the blocks of a body, without any script."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError

from cms.blocks import BodyBlock
from tests import factories


def render(kind: str, value: Any) -> BeautifulSoup:
    block = BodyBlock().child_blocks[kind]
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def test_a_link_without_address_is_plain_text() -> None:
    soup = render(
        "links",
        {
            "title": "",
            "links": [
                {"label": "To come", "url": "", "page": None},
                {"label": "Congress", "url": "https://www.coe.int/congress", "page": None},
            ],
        },
    )
    assert [item.get_text(strip=True) for item in soup.select("li")] == ["To come", "Congress"]
    assert [(link.get_text(), link["href"]) for link in soup.select("a")] == [
        ("Congress", "https://www.coe.int/congress")
    ]


def test_a_video_is_a_link_that_names_the_provider_and_loads_nothing() -> None:
    url = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    soup = render("video", {"url": url, "title": "A walk", "transcript": "<p>Steps.</p>"})
    assert not soup.select("iframe, img, script, video, embed, object")
    assert soup.select_one("a")["href"] == url
    assert "YouTube" in soup.select_one("p:not(.box-title)").get_text()
    assert "Steps." in soup.select_one("details").get_text()


def test_a_table_has_headed_columns_and_can_be_scrolled_by_keyboard() -> None:
    soup = render(
        "table",
        {
            "caption": "Participants",
            "columns": [
                {"type": "text", "heading": "Year"},
                {"type": "number", "heading": "Number"},
            ],
            "rows": [{"values": ["2013", 114]}],
        },
    )
    # A group, not a landmark: a text may have many.
    box = soup.select_one("[role=group]")
    assert box["tabindex"] == "0"
    assert box["aria-label"] == "Participants"
    assert soup.select_one("table > caption").get_text() == "Participants"
    assert [head.get_text() for head in soup.select("th[scope=col]")] == ["Year", "Number"]
    assert [cell.get_text() for cell in soup.select("td")] == ["2013", "114"]


def test_a_callout_has_an_end_that_can_be_heard() -> None:
    soup = render("callout", {"title": "Good to know", "text": "<p>Any authority can join.</p>"})
    assert "Any authority can join." in soup.select_one("[role=note]").get_text()


@pytest.mark.django_db
def test_what_cannot_be_understood_without_eyes_is_refused() -> None:
    picture = {"image": factories.image().pk, "alt_text": "", "decorative": False, "caption": ""}
    refused = {}
    for kind, value in (("image", picture), ("heading", {"text": "", "level": "h2"})):
        block = BodyBlock().child_blocks[kind]
        with pytest.raises(StructBlockValidationError) as error:
            block.clean(block.to_python(value))
        refused[kind] = set(error.value.block_errors)
    assert refused == {"image": {"alt_text"}, "heading": {"text"}}


def test_text_of_editors_is_escaped() -> None:
    soup = render("quote", {"text": "<script>alert(1)</script>", "attribution": "<b>A</b>"})
    assert not soup.select("script, b")
