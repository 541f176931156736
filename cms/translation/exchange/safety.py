"""Refuses files that are no honest exchange files, before anything parses them.

What is left is UTF-8 of bounded size, whose parsing needs bounded time and memory.
"""

import codecs
import re

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

# 200 pages with all their notes are about a sixth of that.
MAX_BYTES = 16 * 1024 * 1024
MAX_UNITS = 20_000
CHUNK = 64 * 1024

COMPRESSED = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf",
    b"\x28\xb5\x2f\xfd",
)
# UTF-32 before UTF-16, whose mark it begins with; it is not taken.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class RefusedFile(ValidationError):
    """A file of which nothing is taken; the message says why, for whoever sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return " ".join(self.messages)


def to_utf8(content: bytes) -> bytes:
    """The content of a file in UTF-8 or UTF-16, in UTF-8 without byte order mark.

    Raises RefusedFile for whatever is no text of a size that is taken.
    """
    if not content.strip():
        raise RefusedFile(_("The file is empty."))
    refuse_large(len(content))
    if content.startswith(COMPRESSED):
        raise RefusedFile(_("The file is compressed. Unpack it first."))
    mark, encoding = next(
        (known for known in BYTE_ORDER_MARKS if content.startswith(known[0])), (b"", "utf-8")
    )
    content = transcode(content.removeprefix(mark), encoding)
    if b"\0" in content:
        raise RefusedFile(_("The file contains NUL characters: it is no text."))
    return content


def refuse_large(size: int) -> None:
    """Raise RefusedFile if a file has more bytes than are taken."""
    if size > MAX_BYTES:
        raise RefusedFile(
            _("The file is too large: at most %(limit)s are taken.")
            % {"limit": filesizeformat(MAX_BYTES)}
        )


def transcode(content: bytes, encoding: str) -> bytes:
    """`content` in UTF-8, by pieces: as one string it could take four times its size."""
    if not encoding:
        raise RefusedFile(not_unicode())
    pieces = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    try:
        decoded = codecs.iterdecode(pieces, encoding)
        if encoding != "utf-8":
            return b"".join(text.encode() for text in decoded)
        for _text in decoded:
            pass
    except UnicodeError as error:
        raise RefusedFile(not_unicode()) from error
    return content


def far_too_large() -> str:
    return _("The file is far larger or deeper than any that is exported here.")


def not_unicode() -> str:
    return _("The file is not encoded in UTF-8. Save it in that encoding.")


XML_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]{0,200}\?>")
DECLARED_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([^"']*)["']""")
ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}
DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
XINCLUDE = b"http://www.w3.org/2001/XInclude"
# A tag together with the text behind it: no passage is nearly as long.
LONG_PIECE = re.compile(rb"<[^<]{200000}")


def refuse_unsafe_xml(content: bytes) -> None:
    """Raise RefusedFile for what no XLIFF file needs.

    A document type is where entities come from, and what leads a parser to other files.
    """
    declaration = XML_DECLARATION.match(content)
    encoding = DECLARED_ENCODING.search(declaration[0]) if declaration else None
    if encoding and encoding[1].lower() not in ENCODINGS:
        raise RefusedFile(not_unicode())
    if DECLARATION.search(content):
        raise RefusedFile(
            _("The file has a document type or entities of its own, which are not taken.")
        )
    if XINCLUDE in content:
        raise RefusedFile(_("The file includes other files (XInclude), which are not taken."))
    if LONG_PIECE.search(content):
        raise RefusedFile(_("The file has a tag or a passage that is far too long."))
