"""Everything that one text needs to be finished: addresses, pictures, files, linked pages."""

import datetime
from copy import copy
from functools import cached_property
from typing import Any

from wagtail.documents import get_document_model

from cms.apikit import rich_text
from cms.apikit.addresses import Addresses
from cms.apikit.images import DETAIL_SPECS, Images
from cms.apikit.pages import PageDirectory
from cms.apikit.references import References
from cms.apikit.schemas import Document, Image
from cms.privacy import private_collections


class Files:
    """The pictures and documents that texts refer to; one query each, once asked for."""

    def __init__(self, references: References, addresses: Addresses) -> None:
        self.references = references
        self.addresses = addresses

    @cached_property
    def images(self) -> Images:
        return Images(self.references.images, DETAIL_SPECS, self.addresses)

    @cached_property
    def documents(self) -> dict[int, Any]:
        return get_document_model().objects.in_bulk(self.references.documents)


class Content:
    """What some texts in one language refer to; each kind is read by one query, once asked for.

    `published` is when their page was first published; it decides which pictures may be shown.
    """

    def __init__(
        self,
        references: References,
        directory: PageDirectory,
        language: str,
        published: datetime.datetime | None = None,
    ) -> None:
        self.references = references
        self.directory = directory
        self.addresses: Addresses = directory.addresses
        self.language = language
        self.published = published
        self.files = Files(references, self.addresses)

    def of_page(self, published: datetime.datetime | None) -> "Content":
        """The same for one page among several that are read together."""
        content = copy(self)
        content.published = published
        return content

    def html(self, stored: str) -> str:
        """Stored rich text as finished HTML."""
        return rich_text.finished(stored, self.page_url, self.document_url, self.addresses.absolute)

    def image(self, key: int | None, alt: str, caption: str = "") -> Image | None:
        return self.files.images.get(key, alt=alt, caption=caption, first_published=self.published)

    def document(self, key: int | None) -> Document | None:
        """The file, where everybody may download it."""
        document = self.files.documents.get(key) if key else None
        if document is None or document.collection_id in private_collections():
            return None
        return Document(
            id=document.pk,
            title=document.title,
            url=self.addresses.absolute(document.url),
            extension=document.file_extension,
            size=document.file_size,
        )

    def document_url(self, key: int) -> str | None:
        document = self.document(key)
        return document.url if document else None

    def page_url(self, key: int | None) -> str | None:
        """The address of a page in the language of the text."""
        return self.directory.address_of(key, self.language) if key else None
