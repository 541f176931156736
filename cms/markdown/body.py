"""Writes the body of a Markdown file as the raw value of a StreamField."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from cms.markdown.nodes import inline_nodes, lone_image, parse, plain_text
from cms.markdown.rich_text import Resources, RichTextWriter
from cms.markdown.source import MarkdownError, Passage, split_passages
from cms.markdown.tables import is_caption, table_value

ID_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/alliance-cms/blocks")
ATTRIBUTION = "— "


def stable_id(*names: str) -> uuid.UUID:
    """The identifier of a part of a text: always the same for the same names."""
    return uuid.uuid5(ID_NAMESPACE, "/".join(names))


def to_blocks(
    markdown: str, resources: Resources, key: str, first_line: int = 1
) -> list[dict[str, Any]]:
    """The raw StreamField value of a body.

    `key` names the text: the identifiers of blocks and list items depend on it and on their place
    only, so that the same text gives the same blocks, and a translation the blocks of its source.
    `first_line` is the line of `markdown` in its file. Raises MarkdownError.
    """
    writer = BodyWriter(resources, key)
    for passage in split_passages(markdown, first_line):
        writer.write(passage)
    return writer.blocks


class BodyWriter:
    """Collects the blocks of one body, passage by passage."""

    def __init__(self, resources: Resources, key: str) -> None:
        self.resources = resources
        self.key = key
        self.blocks: list[dict[str, Any]] = []
        self.directives: dict[str, Callable[[Passage], None]] = {
            "": self._running_text,
            "callout": self._callout,
            "links": self._links,
            "document": self._document,
            "video": self._video,
        }

    def write(self, passage: Passage) -> None:
        if passage.directive not in self.directives:
            message = _("Unknown directive “%(name)s”.") % {"name": passage.directive}
            raise MarkdownError(passage.line - 1, message)
        self.rich_text = RichTextWriter(self.resources, passage.line)
        self.directives[passage.directive](passage)

    def _add(self, kind: str, value: Any) -> None:
        self.blocks.append({"type": kind, "value": value, "id": self._id(len(self.blocks))})

    def _id(self, *place: int) -> str:
        return str(stable_id(self.key, *map(str, place)))

    # Directives

    def _callout(self, passage: Passage) -> None:
        text = self.rich_text.write(passage.text)
        self._add("callout", {"title": passage.argument, "text": text})

    def _video(self, passage: Passage) -> None:
        url, _space, title = passage.argument.partition(" ")
        transcript = self.rich_text.write(passage.text)
        self._add("video", {"url": url, "title": title, "transcript": transcript})

    def _document(self, passage: Passage) -> None:
        if passage.text.strip():
            raise MarkdownError(passage.line, _("A document has no text."))
        key, _space, label = passage.argument.partition(" ")
        try:
            document = self.resources.document(key)
        except KeyError:
            message = _("No document is called “%(key)s”.") % {"key": key}
            raise MarkdownError(passage.line - 1, message) from None
        self._add("document", {"document": document, "label": label})

    def _links(self, passage: Passage) -> None:
        position = len(self.blocks)
        items = []
        for node in parse(passage.text):
            for item in node.children:
                link = self._only_link(item)
                value = {"label": plain_text(link), **self.rich_text.target(link)}
                items.append({"type": "item", "value": value, "id": self._id(position, len(items))})
        self._add("links", {"title": passage.argument, "links": items})

    def _only_link(self, item: SyntaxTreeNode) -> SyntaxTreeNode:
        parts = [part for child in item.children for part in inline_nodes(child)]
        if item.type != "list_item" or [part.type for part in parts] != ["link"]:
            self.rich_text.fail(item, _("A list of links holds links only."))
        return parts[0]

    # Running text

    def _running_text(self, passage: Passage) -> None:
        converters: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "heading": self._heading,
            "blockquote": self._quote,
            "table": self._table,
        }
        starts_paragraph = True
        for node in parse(passage.text):
            is_text = False
            if lone_image(node):
                self._image(node)
            elif node.type in converters:
                converters[node.type](node)
            elif not is_caption(node):
                is_text = True
                self._paragraph(node, starts_paragraph)
            starts_paragraph = not is_text

    def _paragraph(self, node: SyntaxTreeNode, starts_paragraph: bool) -> None:
        html = self.rich_text.block(node)
        if starts_paragraph:
            self._add("paragraph", html)
        else:
            self.blocks[-1]["value"] += html

    def _heading(self, node: SyntaxTreeNode) -> None:
        if node.tag not in ("h2", "h3"):
            message = _("Headings are “##” and “###”; the title of the page is the first.")
            self.rich_text.fail(node, message)
        self._add("heading", {"text": plain_text(node), "level": node.tag})

    def _image(self, paragraph: SyntaxTreeNode) -> None:
        image = inline_nodes(paragraph)[0]
        key = str(image.attrs["src"])
        try:
            primary_key = self.resources.image(key)
        except KeyError:
            self.rich_text.fail(paragraph, _("No image is called “%(key)s”.") % {"key": key})
        alt_text = plain_text(image)
        self._add(
            "image",
            {
                "image": primary_key,
                "alt_text": alt_text,
                "decorative": not alt_text,
                "caption": str(image.attrs.get("title", "")),
            },
        )

    def _quote(self, node: SyntaxTreeNode) -> None:
        lines = [line for child in node.children for line in plain_text(child).split("\n")]
        attribution = ""
        if len(lines) > 1 and lines[-1].startswith(ATTRIBUTION):
            attribution = lines.pop().removeprefix(ATTRIBUTION)
        self._add("quote", {"text": " ".join(lines), "attribution": attribution})

    def _table(self, node: SyntaxTreeNode) -> None:
        self._add("table", table_value(node))
