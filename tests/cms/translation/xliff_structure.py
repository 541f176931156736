"""The structure of XLIFF 2.0, from the specification (OASIS Standard, 5 August 2014, chapter 4).

Contents, attributes and constraints of the elements that an export may have, as tables; the module
for translation candidates (section 5.1) as far as we write it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ANY = re.compile(r".*", re.DOTALL)
NMTOKEN = re.compile(r"[\w.\-:·]+")
YES_NO = re.compile("yes|no")
DIRECTION = re.compile("ltr|rtl|auto")
USER_DEFINED = re.compile(r"[^\s:]+:[^\s:]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")
KIND = re.compile("fmt|ui|quote|link|image|other")
CODE = {
    "id": NMTOKEN,
    "canCopy": YES_NO,
    "canDelete": YES_NO,
    "canReorder": re.compile("yes|firstNo|no"),
    "copyOf": NMTOKEN,
    "subType": USER_DEFINED,
    "type": KIND,
}
# Values of subType that begin with «xlf:» are closed, and each goes with one type (4.3.1.35).
SUBTYPES_OF_FMT = {"xlf:lb", "xlf:pb", "xlf:b", "xlf:i", "xlf:u"}
INLINE = "cp|ph|pc|sc|ec|mrk|sm|em"


@dataclass(frozen=True)
class Element:
    """`content` is a pattern of the names of children, each with a space behind it."""

    content: str = ""
    has_text: bool = False
    required: dict[str, re.Pattern] = field(default_factory=dict)
    optional: dict[str, re.Pattern] = field(default_factory=dict)
    extensible: bool = False


STRUCTURAL = {"canResegment": YES_NO, "translate": YES_NO, "srcDir": DIRECTION, "trgDir": DIRECTION}
CONTENT = {XML_SPACE: ANY, XML_LANG: LANGUAGE}
ELEMENTS = {
    "xliff": Element(
        content="(file )+",
        required={"version": re.compile(r"2\.0"), "srcLang": LANGUAGE},
        optional={"trgLang": LANGUAGE, XML_SPACE: re.compile("default|preserve")},
        extensible=True,
    ),
    "file": Element(
        content="(skeleton )?(other )*(notes )?((unit|group) )+",
        required={"id": NMTOKEN},
        optional={"original": ANY, XML_SPACE: ANY, **STRUCTURAL},
        extensible=True,
    ),
    "unit": Element(
        content="((matches|other) )*(notes )?(originalData )?((segment|ignorable) )*(segment )"
        "((segment|ignorable) )*",
        required={"id": NMTOKEN},
        optional={"name": ANY, "type": USER_DEFINED, XML_SPACE: ANY, **STRUCTURAL},
        extensible=True,
    ),
    "notes": Element(content="(note )+"),
    "note": Element(
        has_text=True,
        optional={
            "id": NMTOKEN,
            "appliesTo": re.compile("source|target"),
            "category": ANY,
            "priority": re.compile("[1-9]|10"),
        },
        extensible=True,
    ),
    "originalData": Element(content="(data )+"),
    "data": Element(
        content="(cp )*", has_text=True, required={"id": NMTOKEN}, optional={"dir": DIRECTION}
    ),
    "segment": Element(
        content="source (target )?",
        optional={
            "id": NMTOKEN,
            "canResegment": YES_NO,
            "state": re.compile("initial|translated|reviewed|final"),
            "subState": USER_DEFINED,
        },
    ),
    "source": Element(content=f"(({INLINE}) )*", has_text=True, optional=CONTENT),
    "target": Element(
        content=f"(({INLINE}) )*", has_text=True, optional={"order": re.compile(r"\d+"), **CONTENT}
    ),
    "cp": Element(required={"hex": re.compile("([0-9A-Fa-f]{2})+")}),
    "ph": Element(optional={"dataRef": NMTOKEN, "disp": ANY, "equiv": ANY, **CODE}),
    "pc": Element(
        content=f"(({INLINE}) )*",
        has_text=True,
        optional={
            "canOverlap": YES_NO,
            "dataRefStart": NMTOKEN,
            "dataRefEnd": NMTOKEN,
            "dir": DIRECTION,
            **CODE,
        },
    ),
    "matches": Element(content="(match )+"),
    "match": Element(
        content="(originalData )?source target ",
        required={"ref": re.compile("#.+")},
        optional={"id": NMTOKEN, "type": re.compile("am|ebm|idm|ice|mt|tm|other")},
        extensible=True,
    ),
}


def faults(content: bytes) -> list[str]:
    """What is wrong with a file, each with the name of the element."""
    root = etree.fromstring(content)
    found = [] if name_of(root) == "xliff" else [f"the root is {name_of(root)}"]
    for element in root.iter():
        found += [f"{name_of(element)}: {fault}" for fault in element_faults(element)]
    found += repeated(root.iterfind(f"{{{CORE}}}file"), "file")
    for file in root.iterfind(f"{{{CORE}}}file"):
        found += repeated(file.iterfind(f".//{{{CORE}}}unit"), "unit")
    for unit in root.iter(f"{{{CORE}}}unit"):
        found += [f"unit {unit.get('id')}: {fault}" for fault in unit_faults(unit)]
    return found


def name_of(element: etree._Element) -> str:
    name = etree.QName(element)
    return name.localname if name.namespace in (CORE, MATCHES) else "other"


def element_faults(element: etree._Element) -> Iterator[str]:
    rule = ELEMENTS.get(name_of(element))
    if rule is None:
        yield "is not known"
        return
    children = "".join(f"{name_of(child)} " for child in element)
    if not re.fullmatch(rule.content, children):
        yield f"contains {children}"
    texts = [element.text, *(child.tail for child in element)]
    if not rule.has_text and any(text and text.strip() for text in texts):
        yield "has text"
    yield from (f"lacks {name}" for name in rule.required if name not in element.attrib)
    for name, value in element.attrib.items():
        yield from attribute_faults(rule, name, value)
    if element.get("subState") and not element.get("state"):
        yield "has subState without state"
    yield from subtype_faults(element)


def attribute_faults(rule: Element, name: str, value: str) -> Iterator[str]:
    pattern = {**rule.required, **rule.optional}.get(name)
    if pattern is None:
        if not (rule.extensible and name.startswith("{") and not name.startswith(f"{{{CORE}}}")):
            yield f"has {name}"
    elif not pattern.fullmatch(value):
        yield f"{name} is {value!r}"


def subtype_faults(element: etree._Element) -> Iterator[str]:
    subtype = element.get("subType", "")
    if subtype and not element.get("type"):
        yield "has subType without type"
    if subtype.startswith("xlf:") and (
        subtype not in SUBTYPES_OF_FMT or element.get("type") != "fmt"
    ):
        yield f"subType is {subtype}"


def unit_faults(unit: etree._Element) -> Iterator[str]:
    """Constraints between the parts of a unit."""
    yield from repeated(unit.iterfind(f"{{{CORE}}}notes/{{{CORE}}}note"), "note")
    segments = [child for child in unit if name_of(child) in ("segment", "ignorable")]
    codes = [code for part in segments for code in part.iterfind(f"{{{CORE}}}source//*")]
    yield from repeated([*segments, *with_id(codes)], "segment or code")
    yield from code_faults(unit, segments)
    ids = {element.get("id") for element in (*segments, *codes)}
    for match in unit.iterfind(f"{{{MATCHES}}}matches/{{{MATCHES}}}match"):
        if match.get("ref", "").removeprefix("#") not in ids:
            yield "a match refers to nothing"
        yield from code_faults(match, [match])


def code_faults(holder: etree._Element, parts: list[etree._Element]) -> Iterator[str]:
    """Codes refer to the original data beside them; those of a target are those of its source."""
    data = holder.findall(f"{{{CORE}}}originalData/{{{CORE}}}data")
    yield from repeated(data, "data")
    known = {element.get("id") for element in data}
    for part in parts:
        kinds = {}
        for side in ("source", "target"):
            codes = with_id(part.iterfind(f"{{{CORE}}}{side}//*"))
            yield from repeated(codes, f"code of the {side}")
            for code in codes:
                for name in ("dataRef", "dataRefStart", "dataRefEnd"):
                    if code.get(name, next(iter(known), None)) not in known:
                        yield f"{name} refers to nothing"
                kind = kinds.setdefault(code.get("id"), code_kind(code))
                if kind != code_kind(code):
                    yield f"code {code.get('id')} differs in source and target"


def code_kind(code: etree._Element) -> tuple:
    names = ("dataRef", "dataRefStart", "dataRefEnd", "type", "subType")
    return name_of(code), *(code.get(name) for name in names)


def with_id(elements: Iterator[etree._Element] | list[etree._Element]) -> list[etree._Element]:
    """All inline elements but code points, which have no id."""
    return [element for element in elements if name_of(element) != "cp"]


def repeated(elements: Iterator[etree._Element] | list[etree._Element], what: str) -> list[str]:
    counts = Counter(element.get("id") for element in elements)
    return [f"{what} id {key} stands {count} times" for key, count in counts.items() if count > 1]
