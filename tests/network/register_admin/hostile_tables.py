"""Files that are no honest tables of authorities, and what is said about each."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Hostile:
    """A file, made when it is needed, and words of the message that refuses it."""

    title: str
    make: Callable[[], bytes]
    says: str


def workbook(rows: str, declaration: str = "", after: str = "", strings: str = "") -> bytes:
    """An XLSX file with these rows of XML."""
    sheet = (
        f'{declaration}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" '
    book += 'r:id="rId1"/></sheets></workbook>'
    links = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
    links += 'Target="worksheets/sheet1.xml"/></Relationships>'
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return content.getvalue()


def cells(*texts: str) -> str:
    inline = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{inline}</row>"


def saved(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def merged(book: Workbook) -> None:
    book.active.append(["name", "country"])
    book.active.append(["Lviv", "UA"])
    book.active.merge_cells("A2:A3")


HONEST = cells("name", "kind", "country") + cells("Lviv", "city", "UA")
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BULK = f"<!--{'a' * 1024}-->"
CSV = b"name,kind,country\nLviv,city,UA\n"


def hostile_tables() -> Iterator[Hostile]:
    """All of them."""
    damaged, no_book = "cannot be read as an XLSX workbook", "no XLSX workbook"
    too_long, doctype = "far too long", "document type"
    yield Hostile("nothing", lambda: b"", "is empty")
    yield Hostile("spaces", lambda: b" \n\t", "is empty")
    yield Hostile("only a heading", lambda: b"name,country\n", "no rows")
    yield Hostile("100 MB", lambda: b"a,b\n" * (25 * MEGABYTE), "too large")
    yield Hostile("NUL", lambda: CSV * 50 + b"\0", "NUL")
    yield Hostile("NUL in UTF-16", lambda: (CSV.decode() + "\0").encode("utf-16"), "NUL")
    yield Hostile("half a UTF-16", lambda: CSV.decode().encode("utf-16")[:-1], "not encoded")
    yield Hostile("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not encoded")
    yield Hostile("an old workbook", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 999, "XLS")
    yield Hostile("PDF", lambda: b"%PDF-1.7\n", "PDF")
    yield Hostile("gzip", lambda: b"\x1f\x8b" + zlib.compress(CSV), "GZIP")
    yield Hostile("10,000 columns", lambda: b",".join([b"a"] * 10_000) + b"\nb", "10000 columns")
    yield Hostile("a million rows", lambda: b"name\n" + b"a\n" * 1_000_000, "too many rows")
    yield Hostile("a row of a megabyte", lambda: b"name\n" + b"a" * MEGABYTE, "no table")
    yield Hostile("a long cell", lambda: b"name\n" + b"a" * 3000, too_long)
    yield Hostile("an open quote", lambda: b'name\n"' + b"a\n" * MEGABYTE, "no table")
    yield Hostile("no workbook", lambda: packed({"a.txt": "a"}), no_book)
    yield Hostile("half a workbook", lambda: workbook(HONEST)[:-200], damaged)
    yield Hostile(
        "damaged workbook", lambda: workbook(HONEST).replace(b"PK\x01\x02", b"PK\x01\x03"), damaged
    )
    yield Hostile("no sheet", lambda: packed({"xl/workbook.xml": "<a/>"}), damaged)
    yield Hostile("no XML", lambda: packed({"xl/workbook.xml": "name"}), damaged)
    yield Hostile("entities", lambda: workbook(HONEST.replace("Lviv", "&b;"), BOMB), doctype)
    yield Hostile("a file in it", lambda: workbook(HONEST.replace("Lviv", "&a;"), OUTSIDE), doctype)
    yield Hostile(
        "entities in the texts", lambda: workbook(HONEST, strings=f"{BOMB}<sst/>"), doctype
    )
    yield Hostile(
        "a sheet that unpacks to 40 MB", lambda: workbook(HONEST + BULK * 40 * 1024), "unpacks"
    )
    yield Hostile(
        "texts that unpack to 12 MB",
        lambda: workbook(
            HONEST, strings=f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 600_000}</sst>'
        ),
        "unpacks",
    )
    yield Hostile("a million cells", lambda: workbook(cells("a") * 400_000), "too many rows")
    yield Hostile("a row many times", lambda: workbook('<row r="1"/>' * 20_000), "too many rows")
    yield Hostile("elements of no row", lambda: workbook("<x/>" * 2_000_001), "unpacks")
    yield Hostile(
        "a cell far out", lambda: workbook('<row><c r="XFD1"><v>1</v></c></row>'), "columns"
    )
    yield Hostile(
        "a column that none has",
        lambda: workbook('<row><c r="ZZZZZZ1"><v>1</v></c></row>'),
        "columns",
    )
    yield Hostile(
        "a text that is not there", lambda: workbook('<row><c t="s"><v>9</v></c></row>'), damaged
    )
    yield Hostile("a row of no number", lambda: workbook('<row r="x"/>'), damaged)
    yield Hostile("a row in the millions", lambda: workbook('<row r="9999999"/>'), "too many rows")
    yield Hostile("merged cells", lambda: saved(merged), "A2:A3")
    yield Hostile(
        "500 parts", lambda: packed({f"xl/{n}.xml": "<a/>" for n in range(500)}), "more parts"
    )
