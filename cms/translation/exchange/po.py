"""Writes and reads documents as a gettext catalogue, one entry a unit.

What identifies an entry stands in its context, which every tool keeps: the document, the place and
the unit, with slashes between. The digest of the translation at the export stands in a comment,
which some tools drop; then the time of the export decides (`importer`).
"""

import re
import tempfile
from datetime import datetime
from typing import Any

import polib
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.translation.exchange.safety import MAX_UNITS, RefusedFile, far_too_large
from cms.translation.exchange.units import (
    Batch,
    Document,
    ReturnedFile,
    ReturnedUnit,
    State,
    Unit,
)
from cms.translation.markup import is_too_deep
from cms.translation.segments import digest_of

EXPORTED_AT = "X-Alliance-Exported-At"
SOURCE_LANGUAGE = "X-Source-Language"
TARGET_DIGEST = re.compile(r"^translation at export: (none|[0-9a-f]{64})$", re.MULTILINE)
# polib reads line by line: these bound its time.
MAX_LINES = 300_000
MAX_LINE = 200_000
KEYWORD = rb"(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+"
LINE = re.compile(rb"\s*(?:#.*|(?:%b)?\"(?:[^\"\\]|\\.)*\"\s*)?" % KEYWORD)
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
CONTEXT = re.compile(rf"(?P<document>{UUID})/(?P<path>[^\n]{{1,1000}})/(?P<unit>{UUID})")


def write(batch: Batch) -> bytes:
    """The file for an agency, in UTF-8."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "Alliance CMS",
        "POT-Creation-Date": batch.exported_at.strftime("%Y-%m-%d %H:%M+0000"),
        "Language": batch.target_language.replace("-", "_"),
        SOURCE_LANGUAGE: batch.source_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        EXPORTED_AT: batch.exported_at.isoformat(),
    }
    for document in batch.documents:
        catalogue.extend(to_entry(document, unit) for unit in document.units)
    return str(catalogue).encode()


def to_entry(document: Document, unit: Unit) -> polib.POEntry:
    """An entry; a translation that nobody confirmed is marked as fuzzy, as gettext does."""
    comments = [f"{document.kind}: {document.title}"]
    comments += [f"{note.category}: {note.text}" for note in unit.notes]
    comments.append(f"translation at export: {unit.target_digest or 'none'}")
    entry = polib.POEntry(
        msgctxt=f"{document.key}/{unit.path}/{unit.id}",
        msgid=unit.source_html,
        msgstr=unit.target_html,
        comment="\n".join(" ".join(comment.split()) for comment in comments),
    )
    if unit.candidates and not unit.target_html:
        candidate = unit.candidates[0]
        entry.msgstr = candidate.target_html
        entry.flags.append("fuzzy")
        if unit.state == State.STALE:
            entry.previous_msgid = candidate.source_html
    return entry


def read(content: bytes) -> ReturnedFile:
    """What `content`, which is UTF-8, says. Raises RefusedFile for what is no such catalogue."""
    refuse_unbounded(content)
    refuse_broken_lines(content)
    catalogue = parse(content)
    header = catalogue.metadata
    language = header.get("Language", "").replace("_", "-")
    if not language:
        raise RefusedFile(_("The header of the file does not say what its language is."))
    charset = header.get("Content-Type", "").lower().rpartition("charset=")[2].strip()
    if charset not in ("", "utf-8", "utf8"):
        raise RefusedFile(
            _("The header of the file says that it is encoded in %(charset)s. Save it as UTF-8.")
            % {"charset": charset[:40]}
        )
    return ReturnedFile(
        tool="PO",
        source_language=header.get(SOURCE_LANGUAGE, "").replace("_", "-"),
        target_language=language,
        exported_at=to_time(header.get(EXPORTED_AT, "")),
        units=tuple(to_returned_units(catalogue)),
    )


def refuse_unbounded(content: bytes) -> None:
    too_much = (
        content.count(b"\n") > MAX_LINES
        or content.count(b"\nmsgid") > 2 * MAX_UNITS
        or any(len(line) > MAX_LINE for line in content.split(b"\n"))
    )
    if too_much:
        raise RefusedFile(far_too_large())
    if b"msgid" not in content:
        raise RefusedFile(_("The file is neither XLIFF nor PO."))


def refuse_broken_lines(content: bytes) -> None:
    """Raise RefusedFile for a line that is no PO: of half a string polib drops the last letter."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not LINE.fullmatch(line):
            raise RefusedFile(
                _("The file is damaged or incomplete: line %(line)d is not PO.") % {"line": number}
            )


def parse(content: bytes) -> polib.POFile:
    """The catalogue; polib gets a file, since it takes a text for the name of one if there is."""
    with tempfile.NamedTemporaryFile(suffix=".po") as file:
        file.write(content)
        file.flush()
        try:
            return polib.pofile(file.name, encoding="utf-8", check_for_duplicates=False)
        except (OSError, ValueError, IndexError, AttributeError) as error:
            # polib raises OSError for a line that it cannot read, the others for half of one.
            reason = str(error).replace(file.name, "").strip()
            raise RefusedFile(
                _("The file is damaged or incomplete: %(reason)s") % {"reason": reason[:200]}
            ) from error


def to_returned_units(catalogue: polib.POFile) -> list[ReturnedUnit]:
    units: dict[str, ReturnedUnit] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        if is_too_deep(entry.msgid) or is_too_deep(entry.msgstr):
            raise RefusedFile(far_too_large())
        context = entry.msgctxt or ""
        if context in units:
            raise RefusedFile(_("The id %(id)s stands twice in the file.") % {"id": context[:80]})
        units[context] = to_returned_unit(entry, CONTEXT.fullmatch(context))
    return list(units.values())


def to_returned_unit(entry: polib.POEntry, context: Any) -> ReturnedUnit:
    """A unit; an entry marked as fuzzy has no translation, as for gettext."""
    digest = TARGET_DIGEST.search(entry.comment)
    return ReturnedUnit(
        document_key=context["document"] if context else "",
        id=context["unit"] if context else "",
        path=context["path"] if context else "",
        source_html=entry.msgid,
        target_html="" if entry.fuzzy else entry.msgstr,
        is_confirmed=True,
        source_digest=digest_of(entry.msgid),
        target_digest=digest[1].replace("none", "") if digest else None,
        problem=_("It has plural forms.") if entry.msgid_plural else "",
    )


def to_time(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
