"""Teaches wagtail-localize the mark of a passage in another language, `<span lang="de">`.

In a segment it is `<span id="span1">`, as a link is `<a id="a1">`: its attributes are those of the
source, whatever a translator types. Where a whole paragraph is such a passage, its mark belongs to
the text nevertheless: who translates the words takes it away (docs/deviations/passage-language.md).
"""

from collections.abc import Collection
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail_localize import strings
from wagtail_localize.segments import extract
from wagtail_localize.strings import INLINE_TAGS, StringValue

from cms.terminology.plain_text import OMITTED

MARK = "span"
# Tags whose attributes stay with the source, which the text names by an id.
NAMED_TAGS = ("a", MARK)
# How translators see such a name, which is unique in its text: «a1», «span2».
NAME = rf"(?:{'|'.join(NAMED_TAGS)})\d+"

Attributes = dict[str, dict[str, Any]]

stock_extract_strings = strings.extract_strings
stock_validate_element = strings.validate_element


def install() -> None:
    """Replace what knows the tags of a text; called when the apps are ready."""
    if MARK not in INLINE_TAGS:
        INLINE_TAGS.append(MARK)
    strings.validate_element = validate_element
    strings.extract_ids = extract_ids
    strings.extract_strings = extract_strings
    extract.extract_strings = extract_strings


def extract_strings(html: str | None) -> tuple[str, list[tuple[StringValue, Attributes]]]:
    """Wagtail-localize's, with marks kept in the texts.

    It does so with links alone, so that marks are links while it works.
    """
    if not html or f"<{MARK}" not in html:
        return stock_extract_strings(html)
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all(MARK):
        mark.name = "a"
        mark["passage"] = ""
    template, texts = stock_extract_strings(str(soup))
    return template, [with_marks(text, attributes) for text, attributes in texts]


def with_marks(text: StringValue, attributes: Attributes) -> tuple[StringValue, Attributes]:
    """The text with the links that are marks as marks again, and links counted without them."""
    names = {}
    renamed: Attributes = {}
    for name, values in attributes.items():
        tag = MARK if "passage" in values else "a"
        count = sum(other.startswith(tag) for other in renamed)
        names[name] = f"{tag}{count + 1}"
        renamed[names[name]] = {key: value for key, value in values.items() if key != "passage"}
    soup = BeautifulSoup(text.data, "html.parser")
    for element in soup.find_all("a", id=True):
        new = names[str(element["id"])]
        element.name, element["id"] = new.rstrip("0123456789"), new
    return StringValue(str(soup)), renamed


def validate_element(element: Any) -> None:
    """Wagtail-localize's, which takes an id on links alone."""
    if isinstance(element, Tag) and element.name == MARK:
        if set(element.attrs) - {"id"}:
            raise ValueError(f"<{MARK}> takes no attributes but its id")
        for child in element.children:
            validate_element(child)
    else:
        stock_validate_element(element)


def extract_ids(html: str) -> set[str]:
    """The names of the links and marks of a text."""
    soup = BeautifulSoup(html, "html.parser")
    return {str(element["id"]) for element in soup.find_all(NAMED_TAGS, id=True)}


def without_marks(html: str, names: Collection[str]) -> str:
    """`html` with the words of the marks `names` left without them."""
    if not names:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all(MARK, id=list(names)):
        mark.unwrap()
    return str(soup)


def judged_text(html: str) -> str:
    """What a segment says in its own language: passages in others are judged by no term of it."""
    if f"<{MARK}" in html:
        soup = BeautifulSoup(html, "html.parser")
        for mark in soup.find_all(MARK):
            mark.replace_with(OMITTED)
        html = str(soup)
    return StringValue(html).render_text()
