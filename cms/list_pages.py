"""Lists in pages: which page an address asks for, and the addresses of a list that is narrowed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def page_of(items: Any, per_page: int, request: HttpRequest) -> Page:
    """The part of `items` that the address asks for. Http404 where the list has no such page."""
    number = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(number):
        raise Http404
    try:
        return Paginator(items, per_page).page(int(number))
    except EmptyPage as error:
        raise Http404 from error


def address_query(query: str, page: Page) -> str:
    """The query of this very page of the list that `query` narrows."""
    number = f"page={page.number}" if page.number > 1 else ""
    return "&".join(part for part in (query, number) if part)


def with_query(values: Mapping[str, Any], query: str) -> dict[str, Any]:
    """The language values of a page or view (`PageLanguages.as_context`) for the same query."""
    if not query:
        return dict(values)
    return {
        **values,
        "languages": [
            replace(link, url=f"{link.url}?{query}" if link.url else "")
            for link in values["languages"]
        ],
        "canonical_url": f"{values['canonical_url']}?{query}",
        "alternates": [{**one, "url": f"{one['url']}?{query}"} for one in values["alternates"]],
    }


def list_title(title: str, chosen: Sequence[str], number: int) -> str:
    """The title of this very part of a list, as it stands in search results and on tabs.

    `chosen` are the labels of what narrows the list, `number` is that of the page.
    """
    labels = list(chosen)
    if number > 1:
        labels.append(_("page %(number)s") % {"number": number})
    return f"{title}: {', '.join(labels)}" if labels else title


def list_description(title: str, part: str, description: str) -> str:
    """What search engines show of `part` (of `list_title`) of the list called `title`.

    `description` is that of the whole list, which no two of its parts may share; may be empty.
    """
    return description if part == title else f"{part}. {description}".rstrip()
