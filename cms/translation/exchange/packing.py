"""Puts batches into one download."""

import io
import zipfile

from django.utils.translation import gettext as _

from cms.translation.exchange.files import FORMATS
from cms.translation.exchange.safety import MAX_BYTES, MAX_UNITS, RefusedFile
from cms.translation.exchange.units import Batch


def pack(batches: list[Batch], key: str) -> tuple[str, str, bytes]:
    """Name, content type and content of a file of the format `key`.

    A file has one source language: several go into a ZIP archive. Raises RefusedFile for what would
    be refused when it came back.
    """
    format = FORMATS[key]
    files = [(f"{name_of(batch)}{format.suffixes[0]}", write(batch, key)) for batch in batches]
    if len(files) == 1:
        name, content = files[0]
        return name, format.content_type, content
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    return f"{name_of(batches[0])}.zip", "application/zip", archive.getvalue()


def write(batch: Batch, key: str) -> bytes:
    """The file of one batch. Raises RefusedFile if it is too large."""
    content = FORMATS[key].write(batch)
    count = sum(len(document.units) for document in batch.documents)
    if count > MAX_UNITS or len(content) > MAX_BYTES:
        raise RefusedFile(_("This is too much for one file. Choose fewer pages."))
    return content


def name_of(batch: Batch) -> str:
    day = batch.exported_at.strftime("%Y-%m-%d")
    return f"{batch.source_language}-{batch.target_language}-{day}"
