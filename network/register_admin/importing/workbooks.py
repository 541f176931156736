"""The first sheet of an XLSX file (ECMA-376, part 1, 18), read row by row.

Only values are read: what a formula gave when the file was saved, and dates as the numbers that
they are stored as. A file that unpacks to far more than a register holds, or that has a document
type, from which entities and other files come, is refused.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from network.register_admin.importing.refusals import RefusedFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT, VALUE = f"{MAIN}t", f"{MAIN}v"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
MAX_PARTS = 200
# What a part may unpack to: 10,000 rows with all columns are about half of a sheet.
MAX_SHEET, MAX_STRINGS, MAX_OTHER = 32 * 1024 * 1024, 8 * 1024 * 1024, 1024 * 1024
DOCTYPE = re.compile(rb"<\0?!\0?(D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
# More than a table that is taken has cells.
MAX_TEXTS = 200_000
# Each element takes memory: a cell of a table that is taken has at most three, with six such signs.
MAX_SIGNS = 2_000_000
CHUNK = 256 * 1024
# The last column that a workbook can have is XFD.
LETTERS = re.compile(r"[A-Z]{1,3}")


def sheet_rows(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """The rows of the first sheet by their numbers. Raises RefusedFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {part.filename for part in package.infolist()}
            if len(parts) > MAX_PARTS or len(package.infolist()) != len(parts):
                raise RefusedFile(_("The file has more parts than a workbook."))
            if WORKBOOK not in parts:
                raise RefusedFile(_("The file is compressed, but no XLSX workbook. Unpack it."))
            strings = read_strings(package) if STRINGS in parts else []
            with open_part(package, first_sheet(package), MAX_SHEET) as stream:
                yield from read_rows(stream, strings)
    except (
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        StopIteration,
        ValueError,
        IndexError,
    ) as error:
        raise RefusedFile(_("The file cannot be read as an XLSX workbook.")) from error


class BoundedPart(io.RawIOBase):
    """A part of a package, which unpacks to at most `limit` bytes and has no document type."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.left, self.tail = stream, limit, b""
        self.signs_left = MAX_SIGNS

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(CHUNK)
        self.left -= len(piece)
        self.signs_left -= piece.count(b"<")
        if self.left < 0 or self.signs_left < 0:
            raise RefusedFile(too_much())
        if DOCTYPE.search(self.tail + piece):
            raise RefusedFile(
                _("The file has a document type or entities of its own, which are not taken.")
            )
        self.tail = piece[-20:]
        return piece

    def close(self) -> None:
        self.stream.close()
        super().close()


def too_much() -> str:
    return _("The file unpacks to far more than a register holds.")


def open_part(package: zipfile.ZipFile, name: str, limit: int) -> BoundedPart:
    return BoundedPart(package.open(name), limit)


def elements(stream: BoundedPart, *tags: str) -> Iterator[Any]:
    """The elements with these tags, each forgotten once it has been looked at."""
    names = [MAIN + tag for tag in tags]
    for _event, element in etree.iterparse(
        stream, tag=names, resolve_entities=False, no_network=True, load_dtd=False
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def first_sheet(package: zipfile.ZipFile) -> str:
    """The name of the part that holds the first sheet."""
    with open_part(package, WORKBOOK, MAX_OTHER) as stream:
        wanted = next(element.get(f"{RELATIONS}id") for element in elements(stream, "sheet"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with open_part(package, "xl/_rels/workbook.xml.rels", MAX_OTHER) as stream:
        tree = etree.parse(stream, parser)
    target = next(one.get("Target") for one in tree.getroot() if one.get("Id") == wanted)
    return posixpath.normpath(posixpath.join("xl", target)).removeprefix("/")


def read_strings(package: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to by number; without what only helps to pronounce them."""
    with open_part(package, STRINGS, MAX_STRINGS) as stream:
        texts = [text_of(element) for element in islice(elements(stream, "si"), MAX_TEXTS + 1)]
    if len(texts) > MAX_TEXTS:
        raise RefusedFile(too_much())
    return texts


def text_of(element: Any) -> str:
    if len(element) == 1 and element[0].tag == TEXT:
        return element[0].text or ""
    plain = (one for one in element.iter(TEXT) if one.getparent().tag != f"{MAIN}rPh")
    return "".join(one.text or "" for one in plain)


def read_rows(stream: BoundedPart, strings: list[str]) -> Iterator[tuple[int, list[Any]]]:
    number = 0
    for element in elements(stream, "row", "mergeCell"):
        if element.tag == f"{MAIN}mergeCell":
            raise RefusedFile(
                _("The cells %(place)s are merged. Split them: each row needs its own values.")
                % {"place": element.get("ref")}
            )
        number = int(element.get("r") or number + 1)
        yield number, row_values(element, strings)


def row_values(row: Any, strings: list[str]) -> list[Any]:
    values: list[Any] = []
    for cell in row:
        position = column_of(cell.get("r")) if cell.get("r") else len(values)
        values += [None] * (position - len(values))
        values.append(value_of(cell, strings))
    return values


def column_of(reference: str) -> int:
    """The position of a cell by its reference: 0 for A7, 26 for AA1."""
    match = LETTERS.match(reference)
    if not match:
        raise ValueError(reference)
    number = 0
    for letter in match[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def value_of(cell: Any, strings: list[str]) -> Any:
    """The value of a cell: text, a number, whether something is so, or None."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_of(cell[0]) if len(cell) else None
    text = next((one.text for one in cell if one.tag == VALUE), None)
    if not text:
        return None
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return text == "1"
    if kind == "n":
        number = float(text)
        return int(number) if number.is_integer() else number
    return text
