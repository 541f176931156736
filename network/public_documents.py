"""Documents that an editor has put on a page, without those that not everybody may read."""

from typing import Any

from wagtail.blocks import StreamValue

from cms.privacy import private_collections


def public_documents(stream: StreamValue) -> list[Any]:
    """The values of `stream`, whose blocks are DocumentBlocks, that readers may download.

    A document in a private collection, or in one below it, is left out, and so is one that was
    deleted. No query but that for the documents.
    """
    values = [block.value for block in stream if block.value["document"]]
    private = private_collections() if values else frozenset()
    return [value for value in values if value["document"].collection_id not in private]
