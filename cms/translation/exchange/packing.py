"""Puts batches into one download."""

import io
import zipfile

from cms.translation.exchange.files import FORMATS
from cms.translation.exchange.units import Batch


def pack(batches: list[Batch], key: str) -> tuple[str, str, bytes]:
    """Name, content type and content of a file of the format `key`.

    A file has one source language: several go into a ZIP archive.
    """
    format = FORMATS[key]
    files = [(f"{name_of(batch)}{format.suffixes[0]}", format.write(batch)) for batch in batches]
    if len(files) == 1:
        name, content = files[0]
        return name, format.content_type, content
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    return f"{name_of(batches[0])}.zip", "application/zip", archive.getvalue()


def name_of(batch: Batch) -> str:
    day = batch.exported_at.strftime("%Y-%m-%d")
    return f"{batch.source_language}-{batch.target_language}-{day}"
