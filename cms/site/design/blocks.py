"""Every block that editors can use, filled with a sample and written as on a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from wagtail.blocks import Block

from cms import blocks
from cms.checks import page_blocks
from cms.site.design.samples import LONG_WORDS, Sample
from cms.table_block import TableBlock

WEBSITE = "https://www.coe.int/"


@dataclass(frozen=True)
class Media:
    """Primary keys of a picture and a file to show; None where the site has none."""

    image: int | None
    document: int | None


@dataclass(frozen=True)
class ShownBlock:
    """A block as a reader gets it."""

    name: str
    label: str
    html: SafeString


def _table(sample: Sample, media: Media) -> Any:
    return {
        "caption": sample.declaration,
        "columns": [
            {"type": "text", "heading": sample.declaration},
            {"type": "text", "heading": LONG_WORDS[0]},
            {"type": "number", "heading": "2024"},
        ],
        "rows": [
            {"values": [sample.first, LONG_WORDS[1], 114]},
            {"values": [LONG_WORDS[2], sample.second, 1_234_567.5]},
        ],
    }


# What each class of block is filled with, as it is stored; a class without a line is an error.
VALUES: dict[type[Block], Callable[[Sample, Media], Any]] = {
    blocks.HeadingBlock: lambda sample, media: {"text": sample.declaration, "level": "h2"},
    blocks.ParagraphBlock: lambda sample, media: (
        f"<p>{sample.text} <b>{sample.first}</b> <i>{sample.second}</i></p>"
        f'<ul><li>{sample.first}</li><li><a href="{WEBSITE}">{sample.declaration}</a></li></ul>'
        f"<ol><li>{sample.first}</li><li>{sample.second}</li></ol>"
    ),
    blocks.ImageBlock: lambda sample, media: {
        "image": media.image,
        "alt_text": sample.declaration,
        "decorative": False,
        "caption": sample.first,
    },
    blocks.QuoteBlock: lambda sample, media: {
        "text": sample.text,
        "attribution": sample.declaration,
        "language": "",
    },
    blocks.LinkBlock: lambda sample, media: {
        "label": sample.declaration,
        "url": WEBSITE,
        "page": None,
    },
    blocks.LinksBlock: lambda sample, media: {
        "title": sample.declaration,
        "links": [
            {"label": sample.first, "url": WEBSITE, "page": None},
            {"label": LONG_WORDS[-1], "url": WEBSITE, "page": None},
            {"label": sample.second, "url": "", "page": None},
        ],
    },
    blocks.DocumentBlock: lambda sample, media: {
        "document": media.document,
        "label": sample.declaration,
    },
    blocks.AgendaItemBlock: lambda sample, media: {
        "day": "2026-10-05",
        "time": "10:00",
        "text": sample.first,
    },
    blocks.CalloutBlock: lambda sample, media: {
        "title": sample.declaration,
        "text": f"<p>{sample.text}</p>",
    },
    TableBlock: _table,
    blocks.VideoBlock: lambda sample, media: {
        "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "title": sample.declaration,
        "transcript": f"<p>{sample.text}</p>",
    },
}


def shown_blocks(sample: Sample, media: Media, context: dict[str, Any]) -> list[ShownBlock]:
    """Each block of the pages' stream fields once. Raises LookupError for one without a value."""
    shown: dict[type[Block], ShownBlock] = {}
    for _field, _name, block in page_blocks():
        kind = type(block)
        if kind in shown:
            continue
        if kind not in VALUES:
            raise LookupError(f"{kind.__name__} has no value in {__name__}.VALUES")
        value = block.to_python(VALUES[kind](sample, media))
        shown[kind] = ShownBlock(kind.__name__, str(block.label), block.render(value, context))
    return list(shown.values())
