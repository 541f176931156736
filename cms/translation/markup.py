"""The markup of a segment: what translators type for it, and what they may not change.

wagtail-localize keeps a segment as HTML with inline tags, in which a link is `<a id="a1">`; its
address is not part of the text. So it is with a passage in another language, `<span id="span1">`.
Translators see `<a1>` and `</a1>`, line breaks as such, and no entities but those that they would
need to type a tag as text.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS, StringValue

from cms.translation.inline_tags import MARK, NAME, NAMED_TAGS, extract_ids

NAMED_OPENS = re.compile(rf"<({NAME})\s*>")
NAMED_CLOSES = re.compile(rf"</({NAME})\s*>")
LIKE_AN_ENTITY = re.compile(r"&(?=#?\w+;)")
# XML 1.0 and PostgreSQL have no place for these.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
TAG = re.compile(r"<(/?)(?!br\b)[a-z]", re.IGNORECASE)
# Nobody nests inline tags as deeply; parsers call themselves for each level.
DEEPEST = 20


class Problems(NamedTuple):
    """Sentences for the translator: what must be mended, and what should be looked at."""

    errors: list[str]
    warnings: list[str]


def to_text(html: str, is_plain: bool) -> str:
    """What a translator sees of a segment. `is_plain`: it stands in a field without markup."""
    if is_plain:
        return StringValue(html).render_text()
    return "".join(map(typed, BeautifulSoup(html, "html.parser").children))


def typed(element: PageElement) -> str:
    if isinstance(element, NavigableString):
        return LIKE_AN_ENTITY.sub("&amp;", str(element)).replace("<", "&lt;")
    if not isinstance(element, Tag) or element.name == "br":
        return "\n"
    name = element.get("id") or element.name
    return f"<{name}>{''.join(map(typed, element.children))}</{name}>"


def from_text(text: str, is_plain: bool) -> str:
    """The HTML of what a translator typed, not checked yet: the inverse of `to_text`."""
    text = text.replace("\r\n", "\n").strip()
    if is_plain:
        return StringValue.from_plaintext(text).data
    html = NAMED_OPENS.sub(lambda name: f'<{tag_of(name[1])} id="{name[1]}">', text)
    html = NAMED_CLOSES.sub(lambda name: f"</{tag_of(name[1])}>", html)
    return html.replace("\n", "<br/>")


def tag_of(name: str) -> str:
    """The tag that a name such as «a1» or «span2» stands for."""
    return name.rstrip("0123456789")


def is_too_deep(html: str) -> bool:
    """Whether so many tags are open at once that no parser should see it."""
    depth = 0
    for tag in TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False


def normalise(html: str) -> str:
    """Checked HTML in the form in which it is stored, so that equal texts compare equal.

    Raises ValueError for what `find_problems` finds too deep.
    """
    if is_too_deep(html):
        raise ValueError("too many tags within each other")
    return StringValue.from_translated_html(html).data


def find_problems(html: str, source_html: str, is_plain: bool = False) -> Problems:
    """What is wrong with `html` as a translation of `source_html`."""
    if is_too_deep(html):
        return Problems([_("Too many tags stand within each other.")], [])
    errors = []
    if CONTROL_CHARACTERS.search(html):
        errors.append(_("The text contains a control character."))
    checker = TagChecker()
    checker.feed(html)
    checker.close()
    errors += checker.errors
    if is_plain and checker.seen - {"br"}:
        errors.append(_("This text is shown as it is: it takes no markup."))
    before, after = extract_ids(source_html), extract_ids(html)
    errors += [unknown_name(name) for name in sorted(after - before)]
    # Who translates the words of a mark takes it away, and is not told so.
    lost = sorted(name for name in before - after if tag_of(name) != MARK)
    warnings = [_("The link %(id)s is missing.") % {"id": name} for name in lost]
    return Problems(list(dict.fromkeys(errors)), warnings)


def unknown_name(name: str) -> str:
    if tag_of(name) == MARK:
        return _("The original has no passage in another language %(id)s.") % {"id": name}
    return _("The original has no link %(id)s.") % {"id": name}


class TagChecker(HTMLParser):
    """Collects what a lenient parser would repair or drop without a word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.errors: list[str] = []
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in INLINE_TAGS:
            self.errors.append(_("<%(tag)s> is no markup that a text may have.") % {"tag": tag})
        elif any(name != "id" or tag not in NAMED_TAGS for name, _value in attrs):
            self.errors.append(_("<%(tag)s> takes no attributes.") % {"tag": tag})
        if tag == "a" and "a" in self.open:
            self.errors.append(_("A link cannot stand within another one."))
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag != "br":
            self.errors.append(_("</%(tag)s> closes nothing.") % {"tag": tag})

    def close(self) -> None:
        super().close()
        self.errors += [_("<%(tag)s> is not closed.") % {"tag": tag} for tag in self.open]

    def handle_comment(self, data: str) -> None:
        self.refuse()

    def handle_decl(self, decl: str) -> None:
        self.refuse()

    def handle_pi(self, data: str) -> None:
        self.refuse()

    def unknown_decl(self, data: str) -> None:
        self.refuse()

    def refuse(self) -> None:
        self.errors.append(_("Comments and declarations are no markup that a text may have."))
