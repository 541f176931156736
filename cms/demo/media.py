"""Pictures and documents of the demonstration."""

from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.demo.content import CONTENT, read_rows


def load_images() -> dict[str, int]:
    """Primary keys of the pictures by their keys; sizes are made when a page first shows them."""
    return {row["key"]: load_image(row) for row in read_rows("images.csv")}


def load_image(row: dict[str, str]) -> int:
    with (CONTENT / "images" / row["file"]).open("rb") as file:
        image = get_image_model().objects.create(
            title=row["title"],
            description=row["alt_en"],
            file=ImageFile(file, name=row["file"]),
            credit=row["credit"],
            licence=row["licence"],
            consent=row["consent"],
        )
    return image.pk


def load_documents() -> dict[str, int]:
    """Primary keys of the documents by their keys."""
    return {row["key"]: load_document(row) for row in read_rows("documents.csv")}


def load_document(row: dict[str, str]) -> int:
    path = CONTENT / "documents" / row["file"]
    with path.open("rb") as file:
        document = get_document_model().objects.create(
            title=row["title"],
            file=File(file, name=row["file"]),
            file_size=path.stat().st_size,
        )
    return document.pk
