"""PDF files for tests, honest and hostile."""

import io

from pypdf import PdfWriter


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def plain_pdf() -> bytes:
    return written(blank())
