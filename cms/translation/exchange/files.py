"""One way to write and read exchange files, whatever their format."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from cms.translation.exchange import po
from cms.translation.exchange.safety import RefusedFile, to_utf8
from cms.translation.exchange.units import Batch, ReturnedFile
from cms.translation.exchange.xliff import reader, writer


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called, and who writes and reads it."""

    label: str
    suffixes: tuple[str, ...]
    content_type: str
    write: Callable[[Batch], bytes]
    read: Callable[[bytes], ReturnedFile]


FORMATS = {
    "xliff": Format(
        "XLIFF 2.0", (".xlf", ".xliff"), "application/xliff+xml", writer.write, reader.read
    ),
    "po": Format("PO", (".po",), "text/x-gettext-translation", po.write, po.read),
}


def read(name: str, content: bytes) -> ReturnedFile:
    """What a file that came back says. Raises RefusedFile.

    The content decides what it is; a name that says something else is a mistake somewhere.
    """
    content = to_utf8(content)
    key = "xliff" if content.lstrip().startswith(b"<") else "po"
    suffix = PurePath(name).suffix.lower()
    named = next((key for key, format in FORMATS.items() if suffix in format.suffixes), None)
    if named is None:
        raise RefusedFile(
            _("“%(name)s” is not named as an exchange file: its name ends in .xlf, .xliff or .po.")
            % {"name": name[:80]}
        )
    if named != key:
        raise RefusedFile(
            _("“%(name)s” is named as %(named)s but contains something else.")
            % {"name": name[:80], "named": FORMATS[named].label}
        )
    return FORMATS[key].read(content)
