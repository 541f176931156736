"""Markdown tables as raw values of a typed table block."""

import re
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from cms.markdown.nodes import plain_text

CAPTION = "Table:"
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def is_caption(node: SyntaxTreeNode) -> bool:
    """Whether a paragraph is the caption of the table that follows it."""
    following = node.next_sibling
    return (
        node.type == "paragraph"
        and following is not None
        and following.type == "table"
        and plain_text(node).startswith(CAPTION)
    )


def caption_of(table: SyntaxTreeNode) -> str:
    """The caption in the paragraph before `table`; empty where there is none."""
    before = table.previous_sibling
    if before is None or not is_caption(before):
        return ""
    return plain_text(before).removeprefix(CAPTION).strip()


def table_value(table: SyntaxTreeNode) -> dict[str, Any]:
    """The raw value; a column that holds numbers only is one of numbers."""
    header, *body = [
        [plain_text(cell) for cell in row.children] for row in table.walk() if row.type == "tr"
    ]
    numeric = [
        bool(body) and all(NUMBER.fullmatch(row[column]) for row in body)
        for column in range(len(header))
    ]
    return {
        "caption": caption_of(table),
        "columns": [
            {"type": "number" if is_number else "text", "heading": heading}
            for heading, is_number in zip(header, numeric, strict=True)
        ],
        "rows": [
            {
                "values": [
                    to_number(cell) if is_number else cell
                    for cell, is_number in zip(row, numeric, strict=True)
                ]
            }
            for row in body
        ],
    }


def to_number(text: str) -> int | float:
    """A number as it was written: without a point it is whole."""
    return float(text) if "." in text else int(text)
