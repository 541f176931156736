"""Reads XLIFF 2.0 unit by unit, in bounded memory, however the file is made."""

import io
from datetime import datetime
from operator import itemgetter

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.exchange.safety import (
    MAX_UNITS,
    RefusedFile,
    far_too_large,
    refuse_unsafe_xml,
)
from cms.translation.exchange.units import ReturnedFile, ReturnedUnit
from cms.translation.exchange.xliff.inline import Reader, UnreadableCodes
from cms.translation.exchange.xliff.names import (
    EXPORTED_AT,
    INITIAL,
    NO_TARGET,
    SOURCE_DIGEST,
    TARGET_DIGEST,
    XLIFF,
    tag,
)

# 2.1 has the same core and the same namespace.
VERSIONS = ("2.0", "2.1")
MAX_DEPTH = 40
# Elements that are held at once: those of one unit, or in front of the first one.
MAX_HELD = 5_000
MAX_ATTRIBUTES = 40


def read(content: bytes) -> ReturnedFile:
    """What `content`, which is UTF-8, says. Raises RefusedFile for what is not XLIFF 2.0."""
    refuse_unsafe_xml(content)
    if content.count(b"<unit") > MAX_UNITS:
        raise RefusedFile(far_too_large())
    try:
        return Parse().run(content)
    except etree.XMLSyntaxError as error:
        raise RefusedFile(
            _("The file is damaged or incomplete (line %(line)d): %(reason)s")
            % {"line": error.lineno or 0, "reason": error.msg or ""}
        ) from error


class Parse:
    """One pass through a file. Counts what comes, and lets go of what has been read."""

    def __init__(self) -> None:
        self.depth = 0
        self.held = 0
        self.file_ids: set[str] = set()
        self.unit_ids: set[str] = set()
        self.units: list[ReturnedUnit] = []

    def run(self, content: bytes) -> ReturnedFile:
        events = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            collect_ids=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                self.start(element)
            else:
                self.depth -= 1
                if element.tag == tag("unit"):
                    self.end_unit(element)
        root = events.root
        return ReturnedFile(
            tool="XLIFF",
            source_language=root.get("srcLang", ""),
            target_language=root.get("trgLang", ""),
            exported_at=to_time(root.get(EXPORTED_AT, "")),
            units=tuple(self.units),
        )

    def start(self, element: etree._Element) -> None:
        if self.depth == 0:
            refuse_other_root(element)
        self.depth += 1
        self.held += 1
        if (
            self.depth > MAX_DEPTH
            or self.held > MAX_HELD
            or len(element.attrib) > MAX_ATTRIBUTES
            or len(self.units) > MAX_UNITS
        ):
            raise RefusedFile(far_too_large())
        if element.tag == tag("file"):
            self.file_ids.add(new_id(element, self.file_ids))
            self.unit_ids = set()
        elif element.tag == tag("unit"):
            self.unit_ids.add(new_id(element, self.unit_ids))

    def end_unit(self, element: etree._Element) -> None:
        self.units.append(to_returned_unit(element, file_id_of(element)))
        element.clear(keep_tail=True)
        while (previous := element.getprevious()) is not None:
            previous.getparent().remove(previous)
        self.held = 0


def refuse_other_root(element: etree._Element) -> None:
    name = etree.QName(element)
    if name.localname != "xliff":
        raise RefusedFile(_("The file is XML, but no XLIFF."))
    version = element.get("version", "")
    if name.namespace != XLIFF or version not in VERSIONS:
        raise RefusedFile(
            _("The file is XLIFF %(version)s. Version 2.0 is needed.") % {"version": version[:20]}
        )
    if not element.get("srcLang") or not element.get("trgLang"):
        raise RefusedFile(_("The file does not say what its languages are."))


def new_id(element: etree._Element, seen: set[str]) -> str:
    """The id of a file or unit. Raises RefusedFile if it has none or another one has it."""
    value = element.get("id", "")
    if not value:
        raise RefusedFile(_("A part of the file has no id."))
    if value in seen:
        raise RefusedFile(_("The id %(id)s stands twice in the file.") % {"id": value[:80]})
    return value


def file_id_of(element: etree._Element) -> str:
    """The id of the `<file>` that a unit stands in; there may be groups between."""
    file = next(element.iterancestors(tag("file")), None)
    if file is None:
        raise RefusedFile(_("A unit stands outside of any file."))
    return file.get("id", "")


def to_returned_unit(element: etree._Element, document_key: str) -> ReturnedUnit:
    source_html, target_html, problem = "", "", ""
    try:
        source_html, target_html = texts_of(element)
    except UnreadableCodes as error:
        problem = str(error)
    digest = element.get(TARGET_DIGEST)
    return ReturnedUnit(
        document_key=document_key,
        id=element.get("id", ""),
        path=element.get("name", ""),
        source_html=source_html,
        target_html=target_html,
        is_confirmed=all(
            segment.get("state", INITIAL) != INITIAL for segment in element.iter(tag("segment"))
        ),
        source_digest=element.get(SOURCE_DIGEST),
        target_digest="" if digest == NO_TARGET else digest,
        problem=problem,
    )


def texts_of(unit: etree._Element) -> tuple[str, str]:
    """Source and target of a unit, also where a tool has split it into segments."""
    data = {
        child.get("id", ""): child.text or ""
        for child in unit.iterfind(f"{tag('originalData')}/{tag('data')}")
    }
    reader = Reader(data)
    parts = [child for child in unit if child.tag in (tag("segment"), tag("ignorable"))]
    sources = [part.find(tag("source")) for part in parts]
    if not parts or any(source is None for source in sources):
        raise UnreadableCodes(_("A segment has no source."))
    return reader.html(sources), reader.html(targets_of(parts))


def targets_of(parts: list[etree._Element]) -> list[etree._Element]:
    """The targets of the parts of a unit in the order of the target language; none if untranslated.

    What is to be ignored and has no target of its own is as in the source: a space, mostly.
    """
    segments = [part for part in parts if part.tag == tag("segment")]
    translated = [part for part in segments if part.find(tag("target")) is not None]
    if not translated:
        return []
    if len(translated) < len(segments):
        raise UnreadableCodes(_("Only a part of the passage is translated."))
    placed = []
    for number, part in enumerate(parts, start=1):
        target = part.find(tag("target"))
        text = part.find(tag("source")) if target is None else target
        placed.append((to_number(text.get("order", ""), default=number), text))
    return [text for _place, text in sorted(placed, key=itemgetter(0))]


def to_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def to_time(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
