"""The page of the search."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.languages import current_language
from cms.resolver import find_site
from cms.site.search.forms import Wish, read_wish
from cms.site.search.models import Kind
from cms.site.search.service import LONGEST_TEXT, Answer, search
from cms.site.search.site_pages import site_pages
from cms.view_languages import require_site, same_address_in_other_languages


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What readers of the active language find; a form where nothing is asked."""
    require_site(request)
    site = find_site(request)
    wish = read_wish(request)
    language = current_language().code
    answer = answer_to(wish, language, site) if site and wish.text else None
    if answer is not None and wish.page > answer.pages:
        raise Http404
    context = {
        "title": _("Search"),
        "robots": "noindex, follow",
        "breadcrumbs": [{"url": f"/{language}/"}],
        "wish": wish,
        "longest_text": LONGEST_TEXT,
        "answer": answer,
        "site_pages": site_pages(wish.text, language) if leads_with_site_pages(wish) else [],
        "filters": filters(wish, answer) if answer else [],
        "query": wish.query(kind=wish.kind, fallback=wish.fallback),
        "all_kinds_query": wish.query(kind=None, fallback=wish.fallback),
        "fallback_query": wish.query(kind=wish.kind, fallback=not wish.fallback),
        **language_values(request, wish),
    }
    return render(request, "cms/search/search.html", context)


def answer_to(wish: Wish, language: str, site: Site) -> Answer:
    return search(
        wish.text,
        language,
        site,
        kind=wish.kind,
        page=wish.page,
        fallback=wish.fallback,
    )


def leads_with_site_pages(wish: Wish) -> bool:
    """Whether pages of the site stand above what was found: where pages are asked for, once."""
    return wish.page == 1 and wish.kind in (None, Kind.PAGE)


def filters(wish: Wish, answer: Answer) -> list[dict[str, Any]]:
    """All kinds together, and each that something was found of, with its address."""
    kinds: list[tuple[Kind | None, Promise, int]] = [
        (None, gettext_lazy("Everything"), answer.total)
    ]
    kinds += [
        (kind, kind.label, answer.counts.get(kind, 0))
        for kind in Kind
        if kind in answer.counts or kind == wish.kind
    ]
    return [
        {
            "label": label,
            "count": count,
            "url": f"{reverse('search')}?{wish.query(kind=kind, fallback=wish.fallback)}",
            "is_current": kind == wish.kind,
        }
        for kind, label, count in kinds
    ]


def language_values(request: HttpRequest, wish: Wish) -> dict[str, Any]:
    """The switcher leads to the same question in other languages."""
    values = same_address_in_other_languages(request)
    query = wish.query(kind=wish.kind, fallback=wish.fallback)
    if not query:
        return values
    links = [replace(link, url=f"{link.url}?{query}") for link in values["languages"]]
    return {**values, "languages": links}
