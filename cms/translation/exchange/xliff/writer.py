"""Writes documents as XLIFF 2.0, one `<file>` each."""

from django.utils.translation import get_language_info
from lxml import etree

from cms.translation.exchange.units import Batch, Candidate, Document, Note, State, Unit
from cms.translation.exchange.xliff.inline import NOT_XML, Codes
from cms.translation.exchange.xliff.names import (
    EXPORTED_AT,
    FINAL,
    MATCHES,
    NAMESPACES,
    NO_TARGET,
    SOURCE_DIGEST,
    SPACE,
    STATES,
    TARGET_DIGEST,
    tag,
)

SEGMENT_ID = "s1"


def write(batch: Batch) -> bytes:
    """The file for an agency, in UTF-8."""
    root = etree.Element(tag("xliff"), nsmap=NAMESPACES)
    root.set("version", "2.0")
    root.set("srcLang", to_bcp47(batch.source_language))
    root.set("trgLang", to_bcp47(batch.target_language))
    root.set(SPACE, "preserve")
    root.set(EXPORTED_AT, batch.exported_at.isoformat())
    for document in batch.documents:
        root.append(to_file(document, batch))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=False)


def to_file(document: Document, batch: Batch) -> etree._Element:
    element = etree.Element(tag("file"), id=document.key, canResegment="no")
    element.set("original", clean(document.address or document.kind))
    element.set("srcDir", direction(batch.source_language))
    element.set("trgDir", direction(batch.target_language))
    notes = [Note("title", document.title), Note("kind", document.kind)]
    append_notes(element, notes)
    element.extend(to_unit(unit) for unit in document.units)
    return element


def to_unit(unit: Unit) -> etree._Element:
    """A unit with one segment. Order of its children: modules, notes, original data, segment."""
    element = etree.Element(tag("unit"), id=unit.id, name=clean(unit.path))
    element.set(SOURCE_DIGEST, unit.source_digest)
    element.set(TARGET_DIGEST, unit.target_digest or NO_TARGET)
    if unit.candidates:
        matches = etree.SubElement(element, tag("matches", MATCHES))
        matches.extend(to_match(candidate) for candidate in unit.candidates)
    append_notes(element, unit.notes)
    segment = etree.Element(tag("segment"), id=SEGMENT_ID, state=state_of(unit))
    segment.set("subState", f"cms:{unit.state}")
    append_texts(element, segment, unit.source_html, unit.target_html)
    element.append(segment)
    return element


def state_of(unit: Unit) -> str:
    return FINAL if unit.state == State.LIVE and unit.is_reviewed else STATES[unit.state]


def to_match(candidate: Candidate) -> etree._Element:
    element = etree.Element(tag("match", MATCHES), ref=f"#{SEGMENT_ID}", type=candidate.type)
    append_texts(element, element, candidate.source_html, candidate.target_html)
    return element


def append_texts(
    holder: etree._Element, parent: etree._Element, source_html: str, target_html: str
) -> None:
    """Source and target into `parent`; what explains their codes, before, into `holder`."""
    codes = Codes()
    source = etree.Element(tag("source"))
    codes.fill(source, source_html)
    texts = [source]
    if target_html:
        target = etree.Element(tag("target"))
        codes.fill(target, target_html)
        texts.append(target)
    original_data = codes.original_data()
    if original_data is not None:
        holder.append(original_data)
    parent.extend(texts)


def append_notes(element: etree._Element, notes: list[Note] | tuple[Note, ...]) -> None:
    if not notes:
        return
    container = etree.SubElement(element, tag("notes"))
    for number, note in enumerate(notes, start=1):
        child = etree.SubElement(container, tag("note"), id=f"n{number}", category=note.category)
        child.set("appliesTo", note.applies_to)
        child.text = clean(note.text)


def clean(text: str) -> str:
    """`text` without what XML cannot hold: only segments have a notation for that."""
    return NOT_XML.sub("", text)


def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def to_bcp47(language_code: str) -> str:
    """A language tag in its usual form: pt-br is pt-BR, zh-hans is zh-Hans."""
    language, *rest = language_code.split("-")
    forms = {2: str.upper, 4: str.title}
    return "-".join([language.lower(), *[forms.get(len(part), str.lower)(part) for part in rest]])
