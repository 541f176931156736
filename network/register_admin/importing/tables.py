"""The rows of a CSV or XLSX file, read within bounds, so that a hostile file costs little.

Formulas are never evaluated: of an XLSX file the stored values are taken, of a CSV file the text.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from network.register_admin.importing.charsets import to_text
from network.register_admin.importing.refusals import RefusedFile
from network.register_admin.importing.workbooks import sheet_rows

# 10,000 authorities with all their columns are about half of that.
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELLS = 300_000
MAX_LETTERS = 2_000
ZIP = b"PK\x03\x04"
OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
}
DELIMITERS = ",;\t"

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """The first row of a file, and the others that are not empty, by their number in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    charset: str = ""


def read(content: bytes, charset: str = "") -> Table:
    """The table in a file's `content`; `charset` says how a CSV file is encoded, if that is known.

    Raises RefusedFile, with a message for whoever sent the file, for whatever is no such table.
    """
    refuse_large(len(content))
    if not content.strip():
        raise RefusedFile(_("The file is empty."))
    if content.startswith(ZIP):
        return to_table(sheet_rows(content))
    for start, name in OTHER_FORMATS.items():
        if content.startswith(start):
            raise RefusedFile(
                _("This is a file in the format %(format)s. Save it as XLSX or CSV.")
                % {"format": name}
            )
    text, found = to_text(content, charset)
    return to_table(csv_rows(text), found)


def refuse_large(size: int) -> None:
    """Raise RefusedFile for a file of more bytes than are taken."""
    if size > MAX_BYTES:
        raise RefusedFile(
            _("The file is too large: at most %(limit)s are taken.")
            % {"limit": filesizeformat(MAX_BYTES)}
        )


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise RefusedFile(_("The file is no table of comma-separated values.")) from error


def to_table(rows: Iterable[tuple[int, list[Any]]], charset: str = "") -> Table:
    """The table of what a reader yields, row by row, as long as it stays within bounds."""
    header: tuple[str, ...] = ()
    kept: list[tuple[int, tuple[Cell, ...]]] = []
    cells = 0
    for count, (number, row) in enumerate(rows, start=1):
        values = bounded(row, number)
        cells += len(values)
        if max(number, count) > MAX_ROWS + 1 or cells > MAX_CELLS:
            raise RefusedFile(
                _("The file has too many rows: at most %(count)s are taken.")
                % {"count": f"{MAX_ROWS:n}"}
            )
        if not header:
            header = tuple(str(value or "") for value in values)
        elif any(value is not None for value in values):
            kept.append((number, values))
    if not any(header) or not kept:
        raise RefusedFile(_("The file has no rows below its first one, which names the columns."))
    return Table(header, tuple(kept), charset)


def bounded(row: list[Any], number: int) -> tuple[Cell, ...]:
    """The cells of a row without those at its end that are empty."""
    if len(row) > MAX_COLUMNS:
        raise RefusedFile(
            _("Row %(number)d has %(columns)d columns: at most %(limit)d are taken.")
            % {"number": number, "columns": len(row), "limit": MAX_COLUMNS}
        )
    values = [clean(value, number) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def clean(value: Any, number: int) -> Cell:
    if not isinstance(value, str):
        return value
    if "\0" in value:
        raise RefusedFile(_("The file contains NUL characters: it is no table."))
    if len(value) > MAX_LETTERS:
        raise RefusedFile(_("A cell in row %(number)d is far too long.") % {"number": number})
    return value.strip() or None
