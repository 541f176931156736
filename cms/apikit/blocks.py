"""From stored blocks to their types in the API.

`SHAPES` has an entry for every block class; `cms.checks` refuses to start where one is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from wagtail import blocks as wagtail_blocks
from wagtail.blocks.stream_block import StreamValue

from cms import blocks
from cms.apikit import block_schemas as schemas
from cms.apikit.content import Content
from cms.apikit.references import list_values
from cms.table_block import TableBlock
from cms.video import find_provider


@dataclass(frozen=True)
class Shape:
    """The type of a block in the API, and what makes its value (None: the block is left out)."""

    schema: type[BaseModel]
    value: Callable[[Any, Content], BaseModel | None]


def heading(value: dict[str, Any], content: Content) -> schemas.HeadingValue:
    return schemas.HeadingValue(text=value["text"], level=value["level"])


def paragraph(value: str, content: Content) -> schemas.ParagraphValue:
    return schemas.ParagraphValue(html=content.html(value))


def image(value: dict[str, Any], content: Content) -> schemas.ImageValue | None:
    alt = "" if value.get("decorative") else value.get("alt_text") or ""
    picture = content.image(value["image"], alt=alt, caption=value.get("caption") or "")
    return schemas.ImageValue(image=picture) if picture else None


def quote(value: dict[str, Any], content: Content) -> schemas.QuoteValue:
    return schemas.QuoteValue(
        text=value["text"],
        attribution=value.get("attribution") or "",
        language=value.get("language") or "",
    )


def link(value: dict[str, Any], content: Content) -> schemas.Link:
    address = value.get("url") or content.page_url(value.get("page"))
    return schemas.Link(label=value["label"], url=address)


def links(value: dict[str, Any], content: Content) -> schemas.LinksValue:
    return schemas.LinksValue(
        title=value.get("title") or "",
        links=[link(item, content) for item in list_values(value["links"])],
    )


def document(value: dict[str, Any], content: Content) -> schemas.DocumentValue | None:
    found = content.document(value["document"])
    if found is None:
        return None
    return schemas.DocumentValue(document=found, label=value.get("label") or found.title)


def agenda_item(value: dict[str, Any], content: Content) -> schemas.AgendaItem:
    return schemas.AgendaItem(
        day=value.get("day") or None, time=value.get("time") or None, text=value["text"]
    )


def callout(value: dict[str, Any], content: Content) -> schemas.CalloutValue:
    return schemas.CalloutValue(title=value.get("title") or "", html=content.html(value["text"]))


def table(value: dict[str, Any], content: Content) -> schemas.TableValue:
    columns = [
        schemas.TableColumn(type=column["type"], heading=column.get("heading", ""))
        for column in value["columns"]
    ]
    return schemas.TableValue(
        caption=value.get("caption") or "",
        columns=columns,
        rows=[
            schemas.TableRow(
                cells=[
                    CELLS[column.type](cell)
                    for column, cell in zip(columns, row["values"], strict=True)
                ]
            )
            for row in value["rows"]
        ],
    )


CELLS: dict[str, Callable[[Any], schemas.TextCell | schemas.NumberCell]] = {
    "text": lambda cell: schemas.TextCell(type="text", text=cell or ""),
    "number": lambda cell: schemas.NumberCell(type="number", number=cell),
}


def video(value: dict[str, Any], content: Content) -> schemas.VideoValue:
    found = find_provider(value["url"])
    return schemas.VideoValue(
        url=value["url"],
        title=value["title"],
        provider=found.provider if found else None,
        player_url=found.player_url if found else None,
        transcript=content.html(value.get("transcript") or ""),
    )


SHAPES: dict[type[wagtail_blocks.Block], Shape] = {
    blocks.HeadingBlock: Shape(schemas.HeadingBlock, heading),
    blocks.ParagraphBlock: Shape(schemas.ParagraphBlock, paragraph),
    blocks.ImageBlock: Shape(schemas.ImageBlock, image),
    blocks.QuoteBlock: Shape(schemas.QuoteBlock, quote),
    blocks.LinksBlock: Shape(schemas.LinksBlock, links),
    blocks.LinkBlock: Shape(schemas.Link, link),
    blocks.DocumentBlock: Shape(schemas.DocumentBlock, document),
    blocks.AgendaItemBlock: Shape(schemas.AgendaItem, agenda_item),
    blocks.CalloutBlock: Shape(schemas.CalloutBlock, callout),
    TableBlock: Shape(schemas.TableBlock, table),
    blocks.VideoBlock: Shape(schemas.VideoBlock, video),
}


def shape_of(block: wagtail_blocks.Block) -> Shape | None:
    """The shape of a block, or of the class that it extends."""
    return next((SHAPES[kind] for kind in type(block).__mro__ if kind in SHAPES), None)


def body(stream: StreamValue, content: Content) -> list[Any]:
    """The blocks of a body, of type `Block`, without pictures and files that cannot be shown."""
    return [
        shape.schema(type=item["type"], id=item["id"], value=value)
        for item, shape, value in shaped(stream, content)
    ]


def values(stream: StreamValue, content: Content) -> list[Any]:
    """The values only, of a stream with one type of block, such as the links of an article."""
    return [value for _item, _shape, value in shaped(stream, content)]


def shaped(
    stream: StreamValue, content: Content
) -> Iterator[tuple[dict[str, Any], Shape, BaseModel]]:
    """Each stored block with its shape and value; types that are no more are passed over."""
    for item in stream.raw_data:
        block = stream.stream_block.child_blocks.get(item["type"])
        shape = shape_of(block) if block else None
        value = shape.value(item["value"], content) if shape else None
        if shape is not None and value is not None:
            yield item, shape, value
