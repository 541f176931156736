"""The inline tags of a text as XLIFF codes: `<pc>` around a text, `<ph>` for a line break.

A code stands for a tag of the site (`<b>`, `<a id="a1">`), which its `<originalData>` holds. A tool
may write `<sc/>` and `<ec/>` for a `<pc>`, and mark terms with `<mrk>`: both are read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.translation import gettext as _
from lxml import etree

from cms.translation.exchange.xliff.names import tag
from cms.translation.inline_tags import NAME

# Attributes by which tools show what a code is (section 4.3.1, type and subType).
KINDS = {
    "a": {"type": "link", "canCopy": "no", "canDelete": "no"},
    "b": {"type": "fmt", "subType": "xlf:b"},
    "strong": {"type": "fmt", "subType": "xlf:b"},
    "i": {"type": "fmt", "subType": "xlf:i"},
    "em": {"type": "fmt", "subType": "xlf:i"},
    "br": {"type": "fmt", "subType": "xlf:lb"},
    # A passage in another language: gone where its words are translated.
    "span": {"type": "other", "canCopy": "no"},
}
OTHER = {"type": "fmt"}
# XML 1.0 has no place for these: the standard writes them as `<cp hex="…"/>`.
NOT_XML = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff])")
OPENING_TAG = re.compile(rf'<([a-z]+)(?: id="({NAME})")?\s*/?>')


class UnreadableCodes(ValueError):
    """Inline codes that cannot be told; the message says which, for the translator."""


@dataclass
class Codes:
    """The codes of one unit: ids by tag, and the data that they refer to.

    Source and target share ids where they share tags: the second `<b>` of a target is the second
    of its source.
    """

    ids: dict[tuple[str, int], str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    def fill(self, element: etree._Element, html: str) -> None:
        """Write `html` into a `<source>` or `<target>`."""
        seen: dict[str, int] = {}
        self.append(element, BeautifulSoup(html, "html.parser").children, seen)

    def append(
        self, element: etree._Element, children: Iterator[PageElement], seen: dict[str, int]
    ) -> None:
        for child in children:
            if isinstance(child, NavigableString):
                append_text(element, str(child))
            elif isinstance(child, Tag):
                self.append_code(element, child, seen)

    def append_code(self, element: etree._Element, child: Tag, seen: dict[str, int]) -> None:
        opening = f'<{child.name} id="{child["id"]}">' if child.get("id") else f"<{child.name}>"
        seen[opening] = seen.get(opening, 0) + 1
        code_id = self.ids.setdefault((opening, seen[opening]), str(len(self.ids) + 1))
        kind = KINDS.get(child.name, OTHER)
        if child.name == "br":
            attributes = {"id": code_id, "dataRef": self.data_id("<br/>"), "disp": "↵"}
            etree.SubElement(element, tag("ph"), attributes | kind)
            return
        code = etree.SubElement(element, tag("pc"), {"id": code_id} | kind)
        code.set("dataRefStart", self.data_id(opening))
        code.set("dataRefEnd", self.data_id(f"</{child.name}>"))
        self.append(code, child.children, seen)

    def data_id(self, text: str) -> str:
        """The id under which `<originalData>` has this tag."""
        return self.data.setdefault(text, f"d{len(self.data) + 1}")

    def original_data(self) -> etree._Element | None:
        """The element that explains the codes; None where there are none."""
        if not self.data:
            return None
        element = etree.Element(tag("originalData"))
        for text, data_id in self.data.items():
            etree.SubElement(element, tag("data"), {"id": data_id}).text = text
        return element


def append_text(element: etree._Element, text: str) -> None:
    """Add text behind what `element` has already."""
    for number, piece in enumerate(NOT_XML.split(text)):
        if number % 2:
            etree.SubElement(element, tag("cp"), {"hex": f"{ord(piece):04X}"})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


@dataclass
class Reader:
    """Reads the texts of one unit. Raises UnreadableCodes.

    `data` is the content of `<originalData>` by id. Codes of the target that lost their reference
    are taken for those of the source with the same id.
    """

    data: dict[str, str]
    tags: dict[str, str] = field(default_factory=dict)
    open: list[tuple[str, str]] = field(default_factory=list)

    def html(self, elements: Iterable[etree._Element]) -> str:
        """What the `<source>` or `<target>` elements of a unit say, as HTML with inline tags."""
        html = "".join(piece for element in elements for piece in self.pieces(element))
        if self.open:
            raise UnreadableCodes(_("The code %(id)s is not closed.") % {"id": self.open[0][0]})
        return html

    def pieces(self, element: etree._Element) -> Iterator[str]:
        yield escape(element.text or "", quote=False)
        for child in element:
            yield from self.code(child)
            yield escape(child.tail or "", quote=False)

    def code(self, element: etree._Element) -> Iterator[str]:
        name = etree.QName(element).localname
        if name == "pc":
            opening, closing = self.tag_of(element, "dataRefStart")
            yield opening
            yield from self.pieces(element)
            yield closing
        elif name == "ph":
            yield self.tag_of(element, "dataRef")[0]
        elif name == "sc":
            opening, closing = self.tag_of(element, "dataRef")
            self.open.append((element.get("id", ""), closing))
            yield opening
        elif name == "ec":
            yield self.close(element)
        elif name == "mrk":
            yield from self.pieces(element)
        elif name not in ("sm", "em"):
            # `cp` too: a control character, which no text may have.
            raise UnreadableCodes(_("<%(name)s> is not taken in a text.") % {"name": name})

    def tag_of(self, element: etree._Element, reference: str) -> tuple[str, str]:
        """The opening and the closing tag that a code stands for."""
        code_id = element.get("copyOf") or element.get("id", "")
        opening = self.data.get(element.get(reference, "")) or self.tags.get(code_id, "")
        match = OPENING_TAG.fullmatch(opening)
        if match is None:
            raise UnreadableCodes(_("The code %(id)s is unknown.") % {"id": code_id})
        self.tags.setdefault(code_id, opening)
        return opening, f"</{match[1]}>"

    def close(self, element: etree._Element) -> str:
        """The end of the code that was opened last: tags do not overlap."""
        code_id = element.get("startRef") or element.get("id", "")
        if not self.open or self.open[-1][0] != code_id:
            raise UnreadableCodes(_("The code %(id)s overlaps another.") % {"id": code_id})
        return self.open.pop()[1]
