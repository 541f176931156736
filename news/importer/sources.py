"""Finds the files to import and reads them as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from news.importer.problems import ImportProblem

SUFFIXES = frozenset([".txt", ".md"])
# The longest page of the original site is a hundredth of this; what is larger is no dump of a page.
LARGEST_BYTES = 2_000_000
# UTF-8 that was read as Latin-1 and written again, and what decoders put where they failed.
MANGLED = re.compile("â€|Ã[\u00a1-\u00bf]|\ufffd")


@dataclass(frozen=True)
class Source:
    """A file to import, and whether a folder brought it rather than its own name."""

    path: Path
    from_folder: bool


def find_sources(path: Path) -> Iterator[Source]:
    """The files that `path` means: itself, or the dumps and Markdown files of a folder, by name.

    Raises ImportProblem for a path that does not exist, an empty folder, a file of another kind.
    """
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if is_importable(file)]
        if not files:
            raise ImportProblem(_("this folder has no .txt or .md file"))
        yield from (Source(file, from_folder=True) for file in files)
    elif not path.exists():
        raise ImportProblem(_("there is no such file or folder"))
    elif not is_importable(path):
        raise ImportProblem(_("only .txt and .md files can be imported"))
    else:
        yield Source(path, from_folder=False)


def is_importable(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES


def read_text(path: Path) -> str:
    """The text of a file. Raises ImportProblem if it is too large, empty, binary or not UTF-8."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise ImportProblem(
                _("the file is too large for a page: %(size)s MB") % {"size": size // 1_000_000}
            )
        content = path.read_bytes()
    except OSError as error:
        raise ImportProblem(
            _("the file cannot be read: %(error)s") % {"error": error.strerror}
        ) from error
    return decode(content)


def decode(content: bytes) -> str:
    """`content` as text. Raises ImportProblem if it is empty, binary or not in UTF-8."""
    if b"\0" in content:
        raise ImportProblem(_("the file is binary, or not in UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportProblem(
            _("the file is not in UTF-8: byte %(place)s") % {"place": error.start + 1}
        ) from error
    if not text.strip():
        raise ImportProblem(_("the file is empty"))
    if MANGLED.search(text):
        raise ImportProblem(_("the file was once read in a wrong encoding: letters are mangled"))
    return text
