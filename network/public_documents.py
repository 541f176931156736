"""Documents that an editor has put on a page, without those that not everybody may read."""

from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Collection, CollectionViewRestriction

from cms.cache import cached


def public_documents(stream: StreamValue) -> list[Any]:
    """The values of `stream`, whose blocks are DocumentBlocks, that readers may download.

    A document in a private collection, or in one below it, is left out, and so is one that was
    deleted. No query but that for the documents.
    """
    values = [block.value for block in stream if block.value["document"]]
    private = cached("private-collections", private_collections) if values else frozenset()
    return [value for value in values if value["document"].collection_id not in private]


def private_collections() -> frozenset[int]:
    """The ids of the collections that a view restriction hides, on them or above them."""
    paths = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    return frozenset(
        collection.pk
        for collection in Collection.objects.all()
        if any(collection.path.startswith(path) for path in paths)
    )
