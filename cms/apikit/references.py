"""What a text refers to, gathered from stored values, so that each kind is read by one query."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.apikit.rich_text import linked


@dataclass
class References:
    """Primary keys of images, documents and pages."""

    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    def add_html(self, html: str) -> None:
        """Take in what a rich text links to."""
        kinds = {"page": self.pages, "document": self.documents}
        for kind, key in linked(html):
            if kind in kinds:
                kinds[kind].add(key)

    def add_stream(self, stream: StreamValue) -> None:
        """Take in what the blocks of a stream refer to."""
        for item in stream.raw_data:
            block = stream.stream_block.child_blocks.get(item["type"])
            if block is not None:
                self._add(block, item["value"])

    def _add(self, block: blocks.Block, value: Any) -> None:
        if not value:
            return
        takers: list[tuple[type[blocks.Block], Callable[[Any], None]]] = [
            (ImageChooserBlock, self.images.add),
            (DocumentChooserBlock, self.documents.add),
            (blocks.PageChooserBlock, self.pages.add),
            (blocks.RichTextBlock, self.add_html),
        ]
        for kind, take in takers:
            if isinstance(block, kind):
                take(value)
        if isinstance(block, blocks.StructBlock):
            for name, child in block.child_blocks.items():
                self._add(child, value.get(name))
        if isinstance(block, blocks.ListBlock):
            for item in list_values(value):
                self._add(block.child_block, item)


def list_values(raw: list[Any]) -> list[Any]:
    """Values of a stored ListBlock; Wagtail wraps its items (`type`, `value`, `id`) since 2.16."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in raw
    ]
