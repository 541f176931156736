"""Markdown as rich text, in the form in which Wagtail stores it."""

from html import escape
from typing import Any, NoReturn, Protocol

from django.utils.translation import gettext as _
from markdown_it.tree import SyntaxTreeNode

from cms.markdown.nodes import inline_nodes, line_of, parse
from cms.markdown.source import MarkdownError
from cms.passage_languages import passage_attributes, passage_codes

PAGE_SCHEME = "demo:"
TERM_SCHEME = "term:"
# `[Rathaus](lang:de)`: words in another language.
LANGUAGE_SCHEME = "lang:"
INLINE_TAGS = {"strong": "b", "em": "i"}
INLINE_BREAKS = {"softbreak": " ", "hardbreak": "<br/>"}


class Resources(Protocol):
    """What a text names: primary keys, of a concept its identifier.

    Each method raises KeyError for an unknown name.
    """

    def image(self, key: str) -> int: ...

    def document(self, key: str) -> int: ...

    def page(self, key: str) -> int: ...

    def concept(self, key: str) -> str: ...


class RichTextWriter:
    """Writes paragraphs and lists; `first_line` is the line of the text in its file."""

    def __init__(self, resources: Resources, first_line: int) -> None:
        self.resources = resources
        self.first_line = first_line

    def fail(self, node: SyntaxTreeNode, message: str) -> NoReturn:
        """Refuse the text because of `node`."""
        raise MarkdownError(self.first_line + line_of(node), message)

    def write(self, text: str) -> str:
        """A whole text that may hold nothing but paragraphs and lists."""
        return "".join(self.block(node) for node in parse(text))

    def block(self, node: SyntaxTreeNode) -> str:
        """One paragraph or list."""
        if node.type == "paragraph":
            return f"<p>{self._inline(node)}</p>"
        if node.type in ("bullet_list", "ordered_list"):
            items = "".join(f"<li>{self._item(item)}</li>" for item in node.children)
            return f"<{node.tag}>{items}</{node.tag}>"
        self.fail(node, _("Only text and lists can stand here."))

    def target(self, link: SyntaxTreeNode) -> dict[str, Any]:
        """Where a link leads: `url`, which may be empty, or `page`, a primary key."""
        href = href_of(link)
        if href.startswith(TERM_SCHEME):
            self.fail(link, _("A link to a term stands in running text."))
        if href.startswith(LANGUAGE_SCHEME):
            self.fail(link, _("A passage in another language stands in running text."))
        if not href.startswith(PAGE_SCHEME):
            return {"url": href, "page": None}
        key = href.removeprefix(PAGE_SCHEME)
        try:
            return {"url": "", "page": self.resources.page(key)}
        except KeyError:
            self.fail(link, _("No page is called “%(key)s”.") % {"key": key})

    def _item(self, item: SyntaxTreeNode) -> str:
        parts: list[str] = []
        for child in item.children:
            if child.type == "paragraph":
                parts.append(("<br/>" if parts else "") + self._inline(child))
            else:
                parts.append(self.block(child))
        return "".join(parts)

    def _inline(self, node: SyntaxTreeNode) -> str:
        return "".join(self._inline_part(part) for part in inline_nodes(node))

    def _inline_part(self, node: SyntaxTreeNode) -> str:
        if node.type == "text":
            return escape(node.content, quote=False)
        if node.type in INLINE_BREAKS:
            return INLINE_BREAKS[node.type]
        inner = "".join(self._inline_part(child) for child in node.children)
        if node.type in INLINE_TAGS:
            tag = INLINE_TAGS[node.type]
            return f"<{tag}>{inner}</{tag}>"
        if node.type == "link":
            return self._anchor(node, inner)
        self.fail(node, _("A picture stands alone on its line."))

    def _anchor(self, node: SyntaxTreeNode, inner: str) -> str:
        if href_of(node).startswith(LANGUAGE_SCHEME):
            marks = passage_attributes(self._language(node))
            attributes = " ".join(f'{name}="{value}"' for name, value in marks.items())
            return f"<span {attributes}>{inner}</span>"
        if href_of(node).startswith(TERM_SCHEME):
            return f'<a linktype="term" concept="{self._concept(node)}">{inner}</a>'
        target = self.target(node)
        if target["page"] is not None:
            return f'<a id="{target["page"]}" linktype="page">{inner}</a>'
        return f'<a href="{escape(target["url"])}">{inner}</a>' if target["url"] else inner

    def _language(self, link: SyntaxTreeNode) -> str:
        code = href_of(link).removeprefix(LANGUAGE_SCHEME)
        if code not in passage_codes():
            self.fail(link, _("There is no language with the code “%(code)s”.") % {"code": code})
        return code

    def _concept(self, link: SyntaxTreeNode) -> str:
        key = href_of(link).removeprefix(TERM_SCHEME)
        try:
            return self.resources.concept(key)
        except KeyError:
            self.fail(link, _("No concept is called “%(key)s”.") % {"key": key})


def href_of(link: SyntaxTreeNode) -> str:
    """The address of a link as it is written."""
    return str(link.attrs.get("href", ""))
