"""What a page is about, for machines: JSON-LD with the words of https://schema.org.

A node is a dict of that vocabulary. Each page type and view describes itself; what stands here is
common to all: the Alliance, its website, the way from the home, and how nodes are written down.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

Node = dict[str, Any]

# A browser ends a script at `</script>` and reads `<!--`, even within a text of JSON.
HTML_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def alliance_reference(request: HttpRequest) -> Node:
    """The Alliance, as nodes of every page may name it: `alliance` says who that is."""
    return {"@id": request.build_absolute_uri("/#alliance")}


def alliance(request: HttpRequest, name: str, url: str, logo: str, **further: Any) -> Node:
    """The Alliance itself; `url` and `logo` are its home and picture, absolute or not."""
    return present(
        {
            "@type": "Organization",
            **alliance_reference(request),
            "name": name,
            "url": request.build_absolute_uri(url),
            "logo": request.build_absolute_uri(logo),
            **further,
        }
    )


def website(request: HttpRequest, name: str, url: str, language: str) -> Node:
    """The site in one language, whose home is at `url`, and how it is searched."""
    home = request.build_absolute_uri(url)
    return present(
        {
            "@type": "WebSite",
            "@id": f"{home}#website",
            "name": name,
            "url": home,
            "inLanguage": language,
            "publisher": alliance_reference(request),
            "potentialAction": search_action(request),
        }
    )


def search_action(request: HttpRequest) -> Node | None:
    """How to search the site in the active language; None on a site without a search."""
    try:
        address = request.build_absolute_uri(reverse("search"))
    except NoReverseMatch:
        return None
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{address}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }


def breadcrumb_list(request: HttpRequest, crumbs: Sequence[tuple[str, str]]) -> Node:
    """The way from the home to a page: name and address of each step, that of the page last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": request.build_absolute_uri(url),
            }
            for position, (name, url) in enumerate(crumbs, start=1)
        ],
    }


def country_node(code: str, name: str) -> Node:
    """A country by its ISO 3166-1 alpha-2 code and its name in the language of the page."""
    return {"@type": "Country", "identifier": code, "name": name}


def present(node: Node) -> Node:
    """`node` without the properties that have no value."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def as_json_ld(nodes: Iterable[Node]) -> str:
    """`nodes` as a text that can stand in a `<script>` as it is."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.translate(HTML_ESCAPES)
