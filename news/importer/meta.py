"""Reads the CSV file that says of dumps what they do not say themselves.

Columns, of which only `file` must be there:

- `file`: name of the dump, without folder
- `language`: code of the language of the text
- `date`: date of the article, YYYY-MM-DD, or YYYY-MM or YYYY where no more of it is known
- `date_is`: `event` where only the day of the event is known and stands in for the date of
  publication; else empty
- `legacy_id`: number of the item on the original site
- `link_addresses`: addresses of its links in their order, separated by blanks; `-` is unknown
- `event_from`, `event_to`, `event_place`: the event that the article is about
"""

import csv
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from news.importer.partial_date import PartialDate, read_partial_date

COLUMNS = frozenset(
    "file language date date_is legacy_id link_addresses event_from event_to event_place".split()
)
UNKNOWN_ADDRESS = "-"
# The largest number that the database column for it takes.
LARGEST_LEGACY_ID = 2**31 - 1


class MetaError(ValueError):
    """A meta file that cannot be read as one; its text names the line."""


@dataclass(frozen=True)
class Meta:
    """What is known of one dump. Dates are calendar days; what is not known is empty or None."""

    language: str = ""
    date: PartialDate | None = None
    is_event_date: bool = False
    legacy_id: int | None = None
    link_addresses: tuple[str, ...] = ()
    event_from: datetime.date | None = None
    event_to: datetime.date | None = None
    event_place: str = ""


def read_meta(path: Path) -> dict[str, Meta]:
    """The rows of the CSV file at `path` by file name. Raises MetaError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return parse_meta(lines)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MetaError(
            _("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}
        ) from error


def parse_meta(lines: Iterable[str]) -> dict[str, Meta]:
    """The rows of a CSV text by file name. Raises MetaError."""
    reader = csv.DictReader(lines)
    columns = set(reader.fieldnames or [])
    if "file" not in columns or columns - COLUMNS:
        raise MetaError(
            _("the meta file needs a column “file” and may have: %(columns)s")
            % {"columns": ", ".join(sorted(COLUMNS - {"file"}))}
        )
    rows: dict[str, Meta] = {}
    for row in reader:
        values = {name: (text or "").strip() for name, text in row.items() if name}
        try:
            if None in row or not values["file"] or values["file"] in rows:
                raise ValueError(_("too many cells, no file name, or a file named before"))
            rows[values["file"]] = read_row(values)
        except ValueError as error:
            raise MetaError(
                _("line %(line)s of the meta file: %(error)s")
                % {"line": reader.line_num, "error": error}
            ) from error
    return rows


def read_row(values: dict[str, str]) -> Meta:
    """One row of the meta file. Raises ValueError."""
    date_is = values.get("date_is", "")
    if date_is not in ("", "event"):
        raise ValueError(_("“date_is” is “event” or empty"))
    return Meta(
        language=values.get("language", ""),
        date=read_partial_date(values.get("date", "")),
        is_event_date=date_is == "event",
        legacy_id=read_legacy_id(values.get("legacy_id", "")),
        link_addresses=tuple(read_address(a) for a in values.get("link_addresses", "").split()),
        event_from=read_day(values.get("event_from", "")),
        event_to=read_day(values.get("event_to", "")),
        event_place=values.get("event_place", ""),
    )


def read_day(text: str) -> datetime.date | None:
    """A day written YYYY-MM-DD; None for an empty text. Raises ValueError."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no date like 2019-02-26") % {"text": text}) from error


def read_legacy_id(text: str) -> int | None:
    """A number of the original site; None for an empty text. Raises ValueError."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_LEGACY_ID):
        raise ValueError(_("“%(text)s” is no number of the original site") % {"text": text})
    return int(text)


def read_address(text: str) -> str:
    """A web address; empty for `-`. Raises ValueError."""
    if text == UNKNOWN_ADDRESS:
        return ""
    if not text.startswith(("https://", "http://")):
        raise ValueError(_("“%(text)s” is no web address") % {"text": text})
    return text
