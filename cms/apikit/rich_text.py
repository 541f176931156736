"""Rich text as finished HTML: links to pages and documents become addresses."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from django.utils.html import escape
from wagtail.rich_text import features
from wagtail.rich_text.rewriters import FIND_A_TAG, LinkRewriter, extract_attrs

from cms.link_schemes import is_allowed

OPENING_TAG = re.compile(r"""<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>""", re.IGNORECASE)
ADDRESS = re.compile(r"""\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
# A path, not the name of another host behind two slashes.
IN_THIS_SITE = re.compile(r"/(?![/\\])")

Find = Callable[[int], str | None]


def linked(html: str) -> Iterator[tuple[str, int]]:
    """Kind (“page”, “document”) and primary key of what `html`, as stored, links to."""
    for match in FIND_A_TAG.finditer(html):
        attributes = extract_attrs(match.group(1))
        if attributes.get("id", "").isdecimal():
            yield attributes.get("linktype", ""), int(attributes["id"])


def finished(
    html: str, find_page: Find, find_document: Find, absolute: Callable[[str], str] = str
) -> str:
    """`html` with the addresses that the two functions find; a dead link keeps its text only.

    `absolute` completes the addresses of other links to this site, which else stay as they are.
    """
    rules = {
        kind: handler.expand_db_attributes for kind, handler in features.get_link_types().items()
    }
    rules |= {"page": opening_tag(find_page), "document": opening_tag(find_document)}
    return OPENING_TAG.sub(
        lambda tag: with_allowed_addresses(tag.group(), absolute), LinkRewriter(rules=rules)(html)
    )


def with_allowed_addresses(tag: str, absolute: Callable[[str], str]) -> str:
    """The tag without addresses that may not stand in a link; those of this site `absolute`."""

    def kept(attribute: re.Match[str]) -> str:
        address = unescape(next(group for group in attribute.groups() if group is not None))
        if not is_allowed(address):
            return ""
        if IN_THIS_SITE.match(address):
            return f' href="{escape(absolute(address))}"'
        return attribute.group()

    return ADDRESS.sub(kept, tag)


def opening_tag(find: Find) -> Callable[[dict[str, str]], str]:
    def tag(attributes: dict[str, str]) -> str:
        key = attributes.get("id", "")
        address = find(int(key)) if key.isdecimal() else None
        return f'<a href="{escape(address)}">' if address else "<a>"

    return tag
