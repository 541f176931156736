"""Parsed Markdown as a tree, and what is asked of its nodes."""

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PARSER = MarkdownIt("zero").enable(
    ["heading", "list", "blockquote", "table", "emphasis", "link", "image", "newline", "escape"]
)
LINE_BREAKS = ("softbreak", "hardbreak")


def parse(text: str) -> list[SyntaxTreeNode]:
    """The blocks of a Markdown text."""
    return SyntaxTreeNode(PARSER.parse(text)).children


def inline_nodes(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    """What stands in the lines of a heading, a paragraph or a cell."""
    return [part for child in node.children if child.type == "inline" for part in child.children]


def plain_text(node: SyntaxTreeNode) -> str:
    """The words of a node without marks; its lines stay lines."""
    return "".join(
        "\n" if part.type in LINE_BREAKS else part.content
        for part in node.walk()
        if part.type in LINE_BREAKS or part.type == "text"
    ).strip()


def lone_image(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """The image of a paragraph that holds nothing else."""
    parts = inline_nodes(node) if node.type == "paragraph" else []
    return parts[0] if len(parts) == 1 and parts[0].type == "image" else None


def line_of(node: SyntaxTreeNode) -> int:
    """The line on which a node begins, from 0; within a line, that of its paragraph."""
    while node.parent and not node.map:
        node = node.parent
    return node.map[0] if node.map else 0
