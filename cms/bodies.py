"""Reads what the blocks of bodies need together: pictures in their sizes, and where links lead.

Block by block, each picture would be looked up in each size and each linked page by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images.models import AbstractImage

from cms.blocks import LinkValue
from cms.rich_text import find_page_urls


def prepare_streams(streams: Iterable[StreamValue], images: Iterable[AbstractImage] = ()) -> None:
    """Read sizes of all pictures in `streams` and in `images`, and the addresses of all links."""
    values = [value for stream in streams for value in walk(stream)]
    pictures = [*images, *(value for value in values if isinstance(value, AbstractImage))]
    prefetch_related_objects(pictures, "renditions")
    links = [value for value in values if isinstance(value, LinkValue) and value["page"]]
    urls = find_page_urls(link["page"].pk for link in links)
    for link in links:
        link.page_url = urls.get(link["page"].pk, "")


def walk(value: Any) -> Iterator[Any]:
    """`value` and all values within it, however deeply blocks are nested."""
    yield value
    if isinstance(value, StructValue):
        children: Iterable[Any] = value.values()
    elif isinstance(value, StreamValue | ListValue):
        children = (child.value for child in bound_blocks(value))
    else:
        children = ()
    for child in children:
        yield from walk(child)


def bound_blocks(value: StreamValue | ListValue) -> Iterable[Any]:
    """The children of a stream or a list, each with its block and value."""
    return value.bound_blocks if isinstance(value, ListValue) else value


def read_together(streams: Sequence[StreamValue]) -> list[list[Any]]:
    """The blocks of several streams of one kind, read as if they were one stream.

    Returns the bound blocks of each. A stream by itself looks up what its blocks refer to once for
    each type of block; twenty streams here do not look up more.
    """
    if not streams:
        return []
    raw = [list(stream.raw_data) for stream in streams]
    whole = StreamValue(
        streams[0].stream_block, [block for blocks in raw for block in blocks], is_lazy=True
    )
    prepare_streams([whole])
    blocks = iter(whole)
    return [list(islice(blocks, len(part))) for part in raw]
