"""Rich text as finished HTML: links to pages and documents become addresses."""

from collections.abc import Callable, Iterator

from django.utils.html import escape
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import FIND_A_TAG, LinkRewriter, extract_attrs

Find = Callable[[int], str | None]


def linked(html: str) -> Iterator[tuple[str, int]]:
    """Kind (“page”, “document”) and primary key of what `html`, as stored, links to."""
    for match in FIND_A_TAG.finditer(html):
        attributes = extract_attrs(match.group(1))
        if attributes.get("id", "").isdecimal():
            yield attributes.get("linktype", ""), int(attributes["id"])


def finished(html: str, find_page: Find, find_document: Find) -> str:
    """`html` with the addresses that the two functions find; a dead link keeps its text only."""
    rules = {
        kind: handler.expand_db_attributes for kind, handler in features.get_link_types().items()
    }
    rules |= {"page": opening_tag(find_page), "document": opening_tag(find_document)}
    return LinkRewriter(rules=rules)(html)


def opening_tag(find: Find) -> Callable[[dict[str, str]], str]:
    def tag(attributes: dict[str, str]) -> str:
        key = attributes.get("id", "")
        address = find(int(key)) if key.isdecimal() else None
        return f'<a href="{escape(address)}">' if address else "<a>"

    return tag
