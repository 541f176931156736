"""The Markdown dialect of the demonstration and of the importer."""

from typing import Any

import pytest

from cms.blocks import BodyBlock
from cms.markdown import MarkdownError, split_front_matter, to_blocks


class Shelf:
    """Resources with one thing of each kind."""

    def image(self, key: str) -> int:
        return {"bridge": 7}[key]

    def document(self, key: str) -> int:
        return {"letter": 8}[key]

    def page(self, key: str) -> int:
        return {"about": 9}[key]

    def concept(self, key: str) -> str:
        return {"roma": "roma"}[key]


def blocks(markdown: str, key: str = "text") -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in to_blocks(markdown, Shelf(), key)]


def one(markdown: str) -> Any:
    [(_kind, value)] = blocks(markdown)
    return value


def test_front_matter_and_body_are_taken_apart() -> None:
    values, body = split_front_matter("---\ntitle: Lviv\ndate: 2019-02-26\n---\nText\n")
    assert values["title"] == "Lviv"
    assert values["date"].isoformat() == "2019-02-26"
    assert body == "Text\n"


def test_a_text_without_front_matter_is_all_body() -> None:
    assert split_front_matter("Text\n---\nmore") == ({}, "Text\n---\nmore")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\nno end", 1),
        ("---\ntitle: a\nsummary: b: c\n---\n", 3),
        ("---\n- a\n---\n", 2),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(MarkdownError) as error:
        split_front_matter(text)
    assert error.value.line == line
    assert str(error.value).startswith(f"Line {line}: ")


def test_paragraphs_and_lists_in_a_row_are_one_block() -> None:
    assert blocks("One **bold**\nand *italic*.\n\n- a\n- b\n\n1. c\n\n## Next\n\nTwo.") == [
        (
            "paragraph",
            "<p>One <b>bold</b> and <i>italic</i>.</p><ul><li>a</li><li>b</li></ul>"
            "<ol><li>c</li></ol>",
        ),
        ("heading", {"text": "Next", "level": "h2"}),
        ("paragraph", "<p>Two.</p>"),
    ]


def test_a_list_in_a_list_stays_nested() -> None:
    assert one("- a\n  - b\n- c") == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


def test_markup_of_html_is_text() -> None:
    assert one("a <script>x</script> & b") == "<p>a &lt;script&gt;x&lt;/script&gt; &amp; b</p>"


def test_links_lead_to_addresses_and_to_pages() -> None:
    assert one("[a](https://a.example/?b&c) [b](demo:about) [c]()") == (
        '<p><a href="https://a.example/?b&amp;c">a</a> <a id="9" linktype="page">b</a> c</p>'
    )


def test_a_link_to_a_term_names_its_concept() -> None:
    assert one("the *[Roma](term:roma)*") == (
        '<p>the <i><a linktype="term" concept="roma">Roma</a></i></p>'
    )


def test_a_passage_is_marked_with_its_language() -> None:
    assert one("the [Rathaus](lang:de) and [בית](lang:he)") == (
        '<p>the <span lang="de">Rathaus</span> and <span lang="he" dir="rtl">בית</span></p>'
    )
    with pytest.raises(MarkdownError, match="xx"):
        one("the [Rathaus](lang:xx)")


def test_a_quotation_names_whose_words_they_are() -> None:
    assert one("> Local action\n> for all\n> — A mayor") == {
        "text": "Local action for all",
        "attribution": "A mayor",
    }


def test_a_picture_alone_on_its_line_is_an_image() -> None:
    assert one('![A bridge](bridge "Old stones")') == {
        "image": 7,
        "alt_text": "A bridge",
        "decorative": False,
        "caption": "Old stones",
    }


def test_a_column_of_numbers_is_one_of_numbers() -> None:
    table = one(
        "Table: How many\n| When | All | Left |\n| --- | --- | --- |\n"
        "| 2018 on | 83 | – |\n| x | 1.5 | 2 |"
    )
    assert table == {
        "caption": "How many",
        "columns": [
            {"type": "text", "heading": "When"},
            {"type": "number", "heading": "All"},
            {"type": "text", "heading": "Left"},
        ],
        "rows": [{"values": ["2018 on", 83, "–"]}, {"values": ["x", 1.5, "2"]}],
    }


def test_directives_become_their_blocks() -> None:
    text = (
        ":::callout Good to know\nAny **city**.\n:::\n"
        ":::links Further reading\n- [Council](https://www.coe.int/)\n- [About](demo:about)\n"
        "- [Later]()\n:::\n"
        ":::document letter Sample letter (PDF)\n:::\n"
        ":::video https://www.youtube.com/watch?v=1 A film\nWords.\n:::"
    )
    callout, links, document, video = blocks(text)
    assert callout == ("callout", {"title": "Good to know", "text": "<p>Any <b>city</b>.</p>"})
    assert links[1]["title"] == "Further reading"
    assert [item["value"] for item in links[1]["links"]] == [
        {"label": "Council", "url": "https://www.coe.int/", "page": None},
        {"label": "About", "url": "", "page": 9},
        {"label": "Later", "url": "", "page": None},
    ]
    assert document == ("document", {"document": 8, "label": "Sample letter (PDF)"})
    assert video[1] == {
        "url": "https://www.youtube.com/watch?v=1",
        "title": "A film",
        "transcript": "<p>Words.</p>",
    }


def test_a_translation_has_the_identifiers_of_its_source() -> None:
    def ids(markdown: str, key: str) -> list[str]:
        text, links = to_blocks(markdown, Shelf(), key)
        return [text["id"], links["id"], *[item["id"] for item in links["value"]["links"]]]

    source = ids("One\n\n:::links\n- [a]()\n- [b]()\n:::", "news/a")
    assert len(set(source)) == 4
    assert ids("Un\n\n:::links\n- [c]()\n- [d]()\n:::", "news/a") == source
    assert set(ids("One\n\n:::links\n- [a]()\n- [b]()\n:::", "news/b")).isdisjoint(source)


def test_the_value_is_what_the_body_stores() -> None:
    raw = to_blocks("Text\n\nTable: T\n| a |\n| --- |\n| 1 |\n\n> q\n", Shelf(), "text")
    block = BodyBlock()
    assert block.get_prep_value(block.to_python(raw)) == raw


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("one\n\n:::banner\ntext\n:::", 3),
        ("one\n:::callout Title\ntext", 2),
        ("one\n:::\n", 2),
        (":::callout A\n:::links B\n:::", 1),
        ("one\n\n# Title", 3),
        ("one\n\ntwo\n\n![a](unknown)", 5),
        ("one\n\ntext with ![a](bridge) inside", 3),
        (":::document unknown\n:::", 1),
        (":::links A\n- [a]()\n- no link\n:::", 3),
        (":::callout A\ntext\n\n## Heading\n:::", 4),
        ("one\n\n- a\n- [b](demo:nowhere)", 4),
        ("one\n\n[a](term:unknown)", 3),
        (":::links A\n- [a](term:roma)\n:::", 2),
    ],
)
def test_what_is_not_in_the_dialect_is_refused_with_its_line(markdown: str, line: int) -> None:
    with pytest.raises(MarkdownError) as error:
        to_blocks(markdown, Shelf(), "text")
    assert error.value.line == line


def test_lines_can_be_counted_from_the_beginning_of_the_file() -> None:
    with pytest.raises(MarkdownError) as error:
        to_blocks(":::banner\n:::", Shelf(), "text", first_line=6)
    assert error.value.line == 6
