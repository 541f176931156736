"""PDF files for tests, honest and hostile."""

import io
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def plain() -> bytes:
    return written(blank())


def changed(change: Callable[[PdfWriter], object]) -> bytes:
    """A file of one page with something added to it."""
    writer = blank()
    change(writer)
    return written(writer)


def action(kind: str, **entries: str) -> DictionaryObject:
    texts = {NameObject(f"/{key}"): TextStringObject(text) for key, text in entries.items()}
    return DictionaryObject({NameObject("/S"): NameObject(f"/{kind}"), **texts})


def on_opening(kind: str, **entries: str) -> bytes:
    def change(writer: PdfWriter) -> None:
        writer._root_object[NameObject("/OpenAction")] = action(kind, **entries)

    return changed(change)


def on_page(kind: str, **entries: str) -> bytes:
    """An action that belongs to a note on the page."""

    def change(writer: PdfWriter) -> None:
        note = DictionaryObject(
            {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action(kind, **entries)}
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return changed(change)


def script_by_name() -> bytes:
    """A script that is listed among the names of the document."""

    def change(writer: PdfWriter) -> None:
        scripts = ArrayObject([TextStringObject("a"), action("JavaScript", JS="app.alert(1)")])
        names = DictionaryObject({NameObject("/Names"): scripts})
        writer._root_object[NameObject("/Names")] = DictionaryObject(
            {NameObject("/JavaScript"): names}
        )

    return changed(change)


def kind_elsewhere() -> bytes:
    """An action whose kind is an object of its own."""

    def change(writer: PdfWriter) -> None:
        start = action("Launch", F="cmd.exe")
        start[NameObject("/S")] = writer._add_object(NameObject("/Launch"))
        writer._root_object[NameObject("/OpenAction")] = start

    return changed(change)


def nested(depth: int) -> bytes:
    """Lists within lists, deeper than any reader can follow."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Deep "
        + b"[" * depth
        + b"]" * depth
        + b" >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n"
    )


def pages_in_a_circle() -> bytes:
    """A tree of pages that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n"
    )


def bomb() -> bytes:
    """An object stream of a hundred megabytes of blanks in a tenth of one."""
    packed = zlib.compressobj(9)
    blanks = b" " * 1_000_000
    data = b"".join(packed.compress(blanks) for _number in range(100)) + packed.flush()
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1000000 /First 9 /Filter /FlateDecode /Length "
    rows = b"\x01\x00\x09\x00\x02\x00\x01\x00"
    start = len(head) + len(str(len(data))) + len(b" >>\nstream\n") + len(data)
    start += len(b"\nendstream\nendobj\n")
    return (
        head
        + str(len(data)).encode()
        + b" >>\nstream\n"
        + data
        + b"\nendstream\nendobj\n3 0 obj\n"
        + b"<< /Type /XRef /Size 3 /W [1 2 1] /Index [1 2] /Root 2 0 R /Length 8 >>\nstream\n"
        + rows
        + b"\nendstream\nendobj\nstartxref\n"
        + str(start).encode()
        + b"\n%%EOF\n"
    )


def signed_by_hand() -> bytes:
    """A link to a website, and a jump to a page when it is opened, as honest files have them."""

    def change(writer: PdfWriter) -> None:
        writer.open_destination = "/FitH"
        writer.add_uri(0, "https://example.org/", (0, 0, 10, 10))

    return changed(change)


def encrypted() -> bytes:
    writer = blank()
    writer.encrypt("", "owner", algorithm="RC4-128")
    return written(writer)


# What an upload is by its content, and how it is answered.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "plain": (plain, "ok"),
    "200 pages": (lambda: written(blank(200)), "ok"),
    "web link and jump": (signed_by_hand, "ok"),
    "empty": (lambda: b"", "not_pdf"),
    "page of the web": (lambda: b"<html><script>alert(1)</script>", "not_pdf"),
    "page of the web before a PDF": (lambda: b"<html>" + plain(), "not_pdf"),
    "only the first line": (lambda: b"%PDF-1.7\n", "broken"),
    "cut off": (lambda: plain()[:200], "broken"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken"),
    "201 pages": (lambda: written(blank(201)), "too_long"),
    "password": (encrypted, "encrypted"),
    "script on opening": (lambda: on_opening("JavaScript", JS="app.alert(1)"), "active"),
    "script in a list": (script_by_name, "active"),
    "starts a program": (lambda: on_opening("Launch", F="cmd.exe"), "active"),
    "starts a program from a page": (lambda: on_page("Launch", F="cmd.exe"), "active"),
    "starts a program by a detour": (kind_elsewhere, "active"),
    "opens another file": (lambda: on_opening("GoToR", F="//example.org/share"), "active"),
    "sends a form": (lambda: on_page("SubmitForm", F="https://example.org"), "active"),
    "name written otherwise": (
        lambda: on_opening("Launch", F="x").replace(b"/Launch", b"/L#61unch"),
        "active",
    ),
    "attached file": (lambda: changed(lambda w: w.add_attachment("a.exe", b"MZ")), "attachments"),
    "lists within lists": (lambda: nested(100_000), "broken"),
    "pages in a circle": (pages_in_a_circle, "broken"),
    "bomb": (bomb, "broken"),
}
