"""Files that nobody should send: name, how its content is made, and a word of the refusal.

Used by the tests, and by the benchmark that measures what refusing them costs.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cms.translation.exchange.safety import MAX_BYTES

ROOM = MAX_BYTES - 2000
DOCUMENT = "11111111-1111-4111-8111-111111111111"
OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"'
    ' version="2.0" srcLang="en" trgLang="uk">'
)
FILE = f'<file id="{DOCUMENT}">'
UNIT = '<unit id="u"><segment><source>Roofs</source><target>Дахи</target></segment></unit>'
CLOSE = "</file></xliff>"
VALID = OPEN + FILE + UNIT + CLOSE
HEADER = 'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgctxt "a"\nmsgid "Roofs"\nmsgstr "Дахи"\n\n'
VALID_PO = HEADER + ENTRY


@dataclass(frozen=True)
class Hostile:
    """`says` stands in the message of the refusal."""

    title: str
    name: str
    make: Callable[[], bytes]
    says: str


def xliff(title: str, says: str, text: str, encoding: str = "utf-8") -> Hostile:
    return Hostile(title, "texts.xlf", lambda: text.encode(encoding), says)


def po(title: str, says: str, text: str, encoding: str = "utf-8") -> Hostile:
    return Hostile(title, "texts.po", lambda: text.encode(encoding), says)


def filled(before: str, piece: str, after: str) -> Callable[[], bytes]:
    """A file of the largest size that is taken, full of one piece."""
    return lambda: (before + piece * (ROOM // len(piece.encode())) + after).encode()


def packed() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("texts.xlf", VALID)
    return archive.getvalue()


def with_doctype(subset: str, use: str = "") -> str:
    declaration, rest = VALID.split("?>", 1)
    return f"{declaration}?><!DOCTYPE xliff {subset}>{rest.replace('Roofs', use or 'Roofs')}"


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    return with_doctype(f"[{entities}]", "&l11;")


UNSAFE = "document type"
DAMAGED = "damaged"
LARGE = "far"


def hostile_files() -> Iterator[Hostile]:
    yield from mislabelled()
    yield from with_document_types()
    yield from in_odd_encodings()
    yield from huge()
    yield from broken()
    yield from broken_catalogues()


def mislabelled() -> Iterator[Hostile]:
    yield Hostile("nothing", "texts.xlf", lambda: b"", "empty")
    yield Hostile("blanks", "texts.po", lambda: b" \n\t\r\n", "empty")
    yield xliff("PO named .xlf", "named as XLIFF", VALID_PO)
    yield po("XLIFF named .po", "named as PO", VALID)
    yield Hostile("gzip named .xlf", "texts.xlf", lambda: gzip.compress(VALID.encode()), "compress")
    yield Hostile("ZIP named .xlf", "texts.xlf", packed, "compressed")
    yield Hostile("ZIP bomb", "texts.zip", lambda: b"PK\x03\x04" + b"\0" * 9999, "compressed")
    yield Hostile("text file", "texts.txt", lambda: b"Roofs", "not named")
    yield Hostile("no suffix", "texts", lambda: VALID.encode(), "not named")
    yield Hostile("MO file", "texts.po", lambda: b"\xde\x12\x04\x95\0\0\0\0", "UTF-8")
    yield po("text named .po", "neither", "Roofs\n")
    yield xliff("JSON named .xlf", "named as XLIFF", '{"msgid": 1}')
    yield xliff("HTML named .xlf", "no XLIFF", "<html><body/></html>")
    yield xliff("SVG named .xlf", "no XLIFF", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    yield xliff("XLIFF 1.2", "2.0 is needed", '<xliff version="1.2"><file/></xliff>')
    yield xliff("XLIFF 3.0", "2.0 is needed", VALID.replace('"2.0"', '"3.0"'))
    yield xliff("no version", "2.0 is needed", VALID.replace(' version="2.0"', ""))
    yield xliff("other namespace", "2.0 is needed", VALID.replace("document:2.0", "document:1.2"))
    yield xliff("no languages", "languages", VALID.replace(' srcLang="en"', ""))


def with_document_types() -> Iterator[Hostile]:
    yield xliff("document type", UNSAFE, with_doctype(""))
    yield xliff("document type after a comment", UNSAFE, "<!-- a -->" + with_doctype("")[38:])
    utf_16 = with_doctype("").replace("UTF-8", "UTF-16")
    yield xliff("document type in UTF-16", UNSAFE, utf_16, "utf-16")
    yield xliff("entity", UNSAFE, with_doctype('[<!ENTITY e "x">]', "&e;"))
    yield xliff("billion laughs", UNSAFE, laughs())
    yield xliff(
        "quadratic blow-up", UNSAFE, with_doctype(f'[<!ENTITY e "{"x" * 99999}">]', "&e;" * 9999)
    )
    yield xliff(
        "file of the server",
        UNSAFE,
        with_doctype('[<!ENTITY e SYSTEM "file:///etc/passwd">]', "&e;"),
    )
    yield xliff(
        "address of the network",
        UNSAFE,
        with_doctype('[<!ENTITY e SYSTEM "http://localhost/">]', "&e;"),
    )
    yield xliff("outer DTD", UNSAFE, with_doctype('SYSTEM "http://localhost/x.dtd"'))
    yield xliff(
        "parameter entity", UNSAFE, with_doctype('[<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]')
    )
    yield xliff("document type in the middle", UNSAFE, OPEN + "<!DOCTYPE x>" + FILE + UNIT + CLOSE)
    yield xliff("entity that nobody defines", DAMAGED, VALID.replace("Roofs", "&e;"))
    yield xliff(
        "XInclude",
        "XInclude",
        VALID.replace(
            "Roofs",
            '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
        ),
    )


def in_odd_encodings() -> Iterator[Hostile]:
    windows = VALID.replace("UTF-8", "windows-1251")
    yield xliff("Windows encoding", "UTF-8", windows, "cp1251")
    yield xliff("Windows encoding, undeclared", "UTF-8", VALID, "cp1251")
    yield xliff("declared as UTF-7", "UTF-8", VALID.replace("UTF-8", "UTF-7"))
    yield xliff("declared as EBCDIC", "UTF-8", VALID.replace("UTF-8", "IBM037"))
    yield xliff("EBCDIC", "UTF-8", VALID.replace("Дахи", "x"), "cp037")
    yield xliff("UTF-32", "UTF-8", VALID, "utf-32")
    yield xliff("UTF-16 without mark", "NUL", VALID.replace("Дахи", "x"), "utf-16-le")
    yield Hostile("half of UTF-16", "texts.xlf", lambda: VALID.encode("utf-16")[:-1], "UTF-8")
    yield xliff("NUL", "NUL", VALID.replace("Дахи", "Да\0хи"))
    yield xliff("NUL as a reference", DAMAGED, VALID.replace("Дахи", "&#0;"))
    yield xliff("control character", DAMAGED, VALID.replace("Дахи", "\x07"))
    yield xliff("two byte order marks", "named as", "\ufeff\ufeff" + VALID)
    yield po("NUL in PO", "NUL", VALID_PO.replace("Дахи", "\0"))
    yield po("PO in a Windows encoding", "UTF-8", VALID_PO, "cp1251")
    yield po("PO that declares another encoding", "koi8-u", VALID_PO.replace("UTF-8", "KOI8-U"))
    yield po("PO that declares no real encoding", "klingon", VALID_PO.replace("UTF-8", "klingon"))


def huge() -> Iterator[Hostile]:
    def large(title: str, make: Callable[[], bytes], says: str = LARGE) -> Hostile:
        return Hostile(title, "texts.xlf", make, says)

    inner = OPEN + FILE + '<unit id="u"><segment><source>'
    yield large("too many bytes", lambda: VALID.encode() + b" " * MAX_BYTES, "too large")
    yield large("deep codes", filled(inner, '<pc id="1">', ""))
    yield large("deep groups", filled(OPEN + FILE, '<group id="g">', ""))
    yield large("millions of codes", filled(inner, '<ph id="1"/>', ""))
    yield large("millions of unknown elements", filled(OPEN, "<x/>", ""))
    yield large("millions of notes", filled(OPEN + FILE + "<notes>", "<note/>", ""))
    yield large(
        "millions of attributes",
        lambda: (
            OPEN + "<file " + "".join(f'a{n}="" ' for n in range(1_200_000)) + ">" + CLOSE
        ).encode(),
    )
    yield large(
        "hundreds of attributes",
        lambda: (
            OPEN + "<file id='f' " + "".join(f'a{n}="" ' for n in range(500)) + ">" + UNIT + CLOSE
        ).encode(),
    )
    yield large("long attribute", filled(OPEN + '<file id="', "x", '">' + UNIT + CLOSE))
    yield large("long passage", filled(inner, "x", "</source></segment></unit>" + CLOSE))
    yield large("long tag name", filled(OPEN + "<", "x", "/>" + CLOSE))
    yield large("long comment", filled(OPEN + "<!--", "x", "-->" + FILE + UNIT + CLOSE))
    yield large(
        "too many units",
        lambda: (
            OPEN + FILE + "".join(f'<unit id="u{n}"/>' for n in range(60_000)) + CLOSE
        ).encode(),
    )
    yield Hostile("PO of long lines", "texts.po", filled(HEADER + 'msgid "', "x", '"\n'), LARGE)
    nested = HEADER + ENTRY.replace("Дахи", "<b>" * 5_000 + "</b>" * 5_000)
    yield po("PO of deep tags", LARGE, nested)
    yield Hostile("PO of many lines", "texts.po", filled(HEADER + 'msgid ""\n', '"x"\n', ""), LARGE)
    yield Hostile("PO of many entries", "texts.po", filled(HEADER, ENTRY, ""), LARGE)


def broken() -> Iterator[Hostile]:
    for end in (60, len(OPEN), len(OPEN + FILE) + 30, len(VALID) - 1):
        yield xliff(f"cut off after {end} characters", DAMAGED, VALID[:end])
    yield xliff("something behind the end", DAMAGED, VALID + "<more/>")
    yield xliff("tags that cross", DAMAGED, VALID.replace("</source>", "</target>"))
    yield xliff("prefix that nobody defines", DAMAGED, VALID.replace("<target>", "<x:target>"))
    yield xliff("two files with one id", "twice", OPEN + (FILE + UNIT + "</file>") * 2 + "</xliff>")
    yield xliff("two units with one id", "twice", OPEN + FILE + UNIT * 2 + CLOSE)
    yield xliff("unit without id", "no id", VALID.replace('<unit id="u">', "<unit>"))
    yield xliff("file without id", "no id", VALID.replace(FILE, "<file>"))
    yield xliff("unit outside of a file", "outside", OPEN + UNIT + "</xliff>")


def broken_catalogues() -> Iterator[Hostile]:
    yield po("no header", "language", ENTRY)
    yield po("header without language", "language", VALID_PO.replace('"Language: uk\\n"\n', ""))
    yield po("cut off in a string", DAMAGED, VALID_PO[:-4])
    yield po("no keyword", DAMAGED, VALID_PO + "roofs\n")
    yield po("plural out of place", DAMAGED, VALID_PO + 'msgstr[x] "a"\n')
    yield po("two entries with one context", "twice", VALID_PO + ENTRY)
    yield po("name of a file", "neither", "/etc/passwd")
