"""Types of the blocks in a body: a union told apart by `type`, each with `id` and `value`."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from cms.apikit.schemas import Document, Image

Html = Annotated[str, Field(description="Finished HTML; links are addresses")]


class HeadingValue(BaseModel):
    text: str
    level: Literal["h2", "h3"]


class HeadingBlock(BaseModel):
    """Opens a section."""

    type: Literal["heading"]
    id: str
    value: HeadingValue


class ParagraphValue(BaseModel):
    html: Html


class ParagraphBlock(BaseModel):
    """Running text."""

    type: Literal["paragraph"]
    id: str
    value: ParagraphValue


class ImageValue(BaseModel):
    image: Image


class ImageBlock(BaseModel):
    """A picture."""

    type: Literal["image"]
    id: str
    value: ImageValue


class QuoteValue(BaseModel):
    text: str
    attribution: str
    language: str = Field(
        description="BCP 47 code of the quotation's language; empty where it is that of the page"
    )


class QuoteBlock(BaseModel):
    """Somebody's own words."""

    type: Literal["quote"]
    id: str
    value: QuoteValue


class Link(BaseModel):
    """Words that lead to an address; plain text while the address is not known."""

    label: str
    url: str | None


class LinksValue(BaseModel):
    title: str
    links: list[Link]


class LinksBlock(BaseModel):
    """A list of links."""

    type: Literal["links"]
    id: str
    value: LinksValue


class DocumentValue(BaseModel):
    document: Document
    label: str = Field(description="The document's title, unless the page words it differently")


class DocumentBlock(BaseModel):
    """A file to download."""

    type: Literal["document"]
    id: str
    value: DocumentValue


class AgendaItem(BaseModel):
    """A point of an agenda."""

    day: datetime.date | None = Field(description="None: the same day as the item before")
    time: datetime.time | None = Field(description="In the time of the place")
    text: str


class CalloutValue(BaseModel):
    title: str
    html: Html


class CalloutBlock(BaseModel):
    """A boxed passage."""

    type: Literal["callout"]
    id: str
    value: CalloutValue


class TableColumn(BaseModel):
    type: Literal["text", "number"]
    heading: str


class TextCell(BaseModel):
    type: Literal["text"]
    text: str


class NumberCell(BaseModel):
    type: Literal["number"]
    number: float | None


TableCell = Annotated[TextCell | NumberCell, Field(discriminator="type")]


class TableRow(BaseModel):
    cells: list[TableCell]


class TableValue(BaseModel):
    caption: str
    columns: list[TableColumn]
    rows: list[TableRow]


class TableBlock(BaseModel):
    """A table whose cells have the types of their columns."""

    type: Literal["table"]
    id: str
    value: TableValue


class VideoValue(BaseModel):
    url: str
    title: str
    provider: str | None = Field(description="None where the site shows no videos of that address")
    player_url: str | None = Field(description="For a frame, after the reader's consent")
    transcript: Html


class VideoBlock(BaseModel):
    """A video of another site, which must load nothing before the reader's consent."""

    type: Literal["video"]
    id: str
    value: VideoValue


Block = Annotated[
    HeadingBlock
    | ParagraphBlock
    | ImageBlock
    | QuoteBlock
    | LinksBlock
    | DocumentBlock
    | CalloutBlock
    | TableBlock
    | VideoBlock,
    Field(discriminator="type"),
]
