"""Types that several parts of the API share."""

import datetime
import uuid
from typing import Literal

from pydantic import BaseModel, Field

from cms.countries import country_name


class Country(BaseModel):
    """A country: ISO 3166-1 alpha-2 code, and its name in the language of the answer."""

    code: str
    name: str

    @classmethod
    def named(cls, code: str) -> "Country":
        return cls(code=code, name=country_name(code))


class Translation(BaseModel):
    """A version of a page that was really written in, or translated into, a language."""

    id: int
    locale: str
    state: Literal["published", "awaiting_review"] = Field(
        description="An unofficial translation awaits its review"
    )
    title: str
    url: str


class PageLink(BaseModel):
    """A page that another one belongs to."""

    id: int
    slug: str
    title: str
    url: str | None
    served_locale: str = Field(description="Language of the title")


class PageFrame(BaseModel):
    """What stands around the text of a page, on it and in its head."""

    breadcrumbs: list[PageLink] = Field(description="The pages above, the home first")
    seo_title: str = Field(description="For the head, in place of `title`; empty where it is that")
    meta_description: str = Field(
        description="For the head: what search engines show under the title; may be empty"
    )


class Rendition(BaseModel):
    """A picture in one size and format."""

    url: str
    width: int = Field(description="In pixels; never more than the original has")
    height: int
    format: str = Field(description="Media type, such as `image/webp`")


class Image(BaseModel):
    """A picture: original size, and the sizes that it is delivered in."""

    id: int
    alt: str = Field(description="Empty for a picture that says nothing beyond the text")
    caption: str
    credit: str
    licence: str
    width: int
    height: int
    renditions: list[Rendition] = Field(
        description="AVIF, then WebP, then JPEG, the smallest of each first: the order of the "
        "`source` elements of a `picture`. A format may be missing; a picture that cannot be "
        "read has none"
    )


class Document(BaseModel):
    """A file to download."""

    id: int
    title: str
    url: str
    extension: str
    size: int | None = Field(description="In bytes")


class PageItem(BaseModel):
    """What every page of the site says of itself."""

    id: int
    type: str = Field(description="What kind of page it is")
    translation_key: uuid.UUID = Field(description="The same in all languages of one item")
    locale: str = Field(description="Language of the tree in which the page stands")
    served_locale: str = Field(description="Language of the text")
    is_fallback: bool = Field(description="Whether the text waits for its translation to `locale`")
    awaiting_review: bool = Field(description="Whether this is an unofficial translation")
    title: str
    slug: str
    url: str
    canonical_url: str = Field(description="Of a fallback: the address of its source")
    translations: list[Translation] = Field(description="All real versions, this one included")
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None


class ListPage(BaseModel):
    """One part of a list."""

    count: int = Field(description="Number of items in the whole list")
    page: int | None = Field(description="None where a cursor was given")
    page_size: int
    next_cursor: str | None = Field(description="For the part behind this one; None at the end")
