"""The directory for readers: authorities to look through, and a page for each and each country."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.conditional import conditional_response, last_modified
from cms.countries import cldr_locale, country_name
from cms.languages import current_language
from cms.list_pages import address_query, list_description, list_title, page_of, with_query
from cms.view_languages import require_site, same_address_in_other_languages
from network.directory import exports
from network.directory.articles import NEWS_ON_PROFILE, meetings_of, news_of
from network.directory.entries import Entry, find_entry, networks, read_entries
from network.directory.filters import RELATIONS, Filters, listed
from network.directory.forms import DirectoryForm
from network.directory.order import BY_COUNTRY, ordered_keys
from network.directory.structured_data import authority_organisation
from network.models import Authority, AuthorityName, RelationChange, RelationKind, RelationState
from news.feed_links import feed_links
from news.filters import NewsFilters

AUTHORITIES_PER_PAGE = 50
CSV, JSON = "text/csv; charset=utf-8", "application/json"
# Lists that are narrowed are too many and too alike for search engines, and examples are no facts.
FOR_READERS_ONLY = "noindex, follow"

# The kinds of the directory's relations in the history.
HISTORY_KINDS = {
    "participant": RelationKind.PARTICIPATION,
    "founder": RelationKind.MEMBERSHIP,
    "member": RelationKind.MEMBERSHIP,
    "signatory": RelationKind.SIGNATURE,
}


@require_safe
def directory_page(request: HttpRequest) -> HttpResponse:
    """The authorities that the reader asks for; 400 with the form for what makes no sense."""
    require_site(request)
    language = current_language().code
    form = DirectoryForm(request.GET, language)
    is_valid = form.is_valid()
    keys = ordered_keys(form.filters(), form.wanted_sort(), language) if is_valid else []
    page = page_of(keys, AUTHORITIES_PER_PAGE, request)
    entries = read_entries(list(page.object_list), language)
    query = form.query() if is_valid else ""
    context = {
        "title": _("Cities and regions"),
        "breadcrumbs": [{"url": f"/{language}/"}],
        "form": form,
        "query": query,
        "robots": FOR_READERS_ONLY if query else "",
        "groups": by_country(entries)
        if is_valid and form.wanted_sort() == BY_COUNTRY
        else [("", entries)],
        **list_context(
            request,
            _("Cities and regions"),
            _("Which cities and regions take part in the Alliance, with their networks"),
            query,
            page,
            entries,
            chosen=form.chosen_labels() if is_valid else (),
        ),
    }
    return render(request, "network/directory.html", context, status=200 if is_valid else 400)


@require_safe
def directory_csv(request: HttpRequest) -> HttpResponseBase:
    """The authorities that the reader asks for as CSV, all on one page."""
    response = directory_file(request, CSV)
    if response.status_code == 200:
        name = f"authorities-{current_language().code}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def directory_json(request: HttpRequest) -> HttpResponseBase:
    """The authorities that the reader asks for as JSON, all in one list."""
    return directory_file(request, JSON)


def directory_file(request: HttpRequest, content_type: str) -> HttpResponse:
    """All that is asked for in one file; 400 in plain text for what makes no sense."""
    require_site(request)
    modified = last_modified()
    language = current_language().code
    form = DirectoryForm(request.GET, language)
    if not form.is_valid():
        text = form.errors.as_text()
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)
    entries = read_entries(ordered_keys(form.filters(), form.wanted_sort(), language), language)
    write = exports.directory_csv if content_type == CSV else exports.directory_json
    body = write(entries, request.build_absolute_uri(reverse("authorities")))
    return conditional_response(request, body, content_type, modified=modified)


@require_safe
def participants_csv(request: HttpRequest) -> HttpResponse:
    """Today's participants of the Alliance as CSV."""
    require_site(request)
    modified = last_modified()
    body = exports.participants_csv(current_language().code)
    response = conditional_response(request, body, CSV, modified=modified)
    response.headers["Content-Disposition"] = 'attachment; filename="participants.csv"'
    return response


@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """The authorities of a country, how many they are, and its network."""
    require_site(request)
    if code != code.lower():
        return redirect("authority_country", code.lower(), permanent=True)
    country, language = code.upper(), current_language().code
    counts = count_relations(country)
    links = [link for link in networks(language).values() if link.country == country]
    rows = listed().filter(country=country).order_by()
    are_examples = set(rows.values_list("is_example", flat=True).distinct())
    if not links and not are_examples:
        raise Http404
    keys = ordered_keys(Filters(country=country), "name", language)
    page = page_of(keys, AUTHORITIES_PER_PAGE, request)
    context = {
        "title": country_name(country),
        "breadcrumbs": [
            {"url": f"/{language}/"},
            {"url": reverse("authorities"), "title": gettext_lazy("Cities and regions")},
        ],
        "country": country,
        "counts": counts,
        "robots": "" if False in are_examples else FOR_READERS_ONLY,
        "networks": links,
        "feeds": feed_links(NewsFilters(country=country).query(), [country_name(country)]),
        **list_context(
            request,
            _("Cities and regions: %(country)s") % {"country": country_name(country)},
            _("The cities and regions of %(country)s that take part in the Alliance")
            % {"country": country_name(country)},
            "",
            page,
            read_entries(list(page.object_list), language),
        ),
    }
    return render(request, "network/country.html", context)


@require_safe
def profile_page(request: HttpRequest, key: str) -> HttpResponse:
    """All that readers may know of an authority, with its news and meetings."""
    require_site(request)
    language = current_language().code
    entry = find_entry(key, language)
    if entry is None:
        raise Http404
    languages = same_address_in_other_languages(request)
    context = {
        "title": entry.name,
        "breadcrumbs": [
            {"url": f"/{language}/"},
            {"url": reverse("authorities"), "title": gettext_lazy("Cities and regions")},
            {
                "url": reverse("authority_country", args=[entry.country.lower()]),
                "title": entry.country_name,
            },
        ],
        "entry": entry,
        "entries": [entry],
        "robots": FOR_READERS_ONLY if entry.is_example else "",
        "population": entry.population
        and format_decimal(entry.population, locale=cldr_locale(language)),
        "website_name": urlsplit(entry.website).netloc,
        "relations": list(with_changes(entry)),
        "names": {
            kind.lower(): [
                name
                for name in entry.names
                # The heading says the name in the reader's language.
                if name.kind == value
                and (value, name.language) != (AuthorityName.Kind.TRANSLATION, language)
            ]
            for kind, value in zip(AuthorityName.Kind.names, AuthorityName.Kind.values, strict=True)
        },
        "news": news_of(entry.pk, language)[:NEWS_ON_PROFILE],
        "meetings": meetings_of(entry.pk, language),
        **languages,
        "description": profile_description(entry),
        "structured_data": authority_organisation(entry, request, languages["canonical_url"]),
    }
    return render(request, "network/authority.html", context)


def profile_description(entry: Entry) -> str:
    """What search engines show under the title of a profile."""
    return _(
        "%(name)s (%(kind)s, %(country)s) in the Alliance: its part and since when, its networks, "
        "news and meetings"
    ) % {"name": entry.name, "kind": entry.kind_label, "country": entry.country_name}


def list_context(
    request: HttpRequest,
    title: str,
    description: str,
    query: str,
    page: Page,
    entries: list[Entry],
    chosen: Sequence[str] = (),
) -> dict[str, Any]:
    """What the list called `title`, which `query` narrows, shows on `page`, and in which languages.

    `chosen` are the labels of what narrows it.

    The order is that of the language: the same page of another language's list has other rows.
    """
    languages = with_query(same_address_in_other_languages(request), address_query(query, page))
    head_title = list_title(title, chosen, page.number)
    return {
        **languages,
        "alternates": languages["alternates"] if page.number == 1 else [],
        "head_title": head_title,
        "description": list_description(title, head_title, description),
        "page_obj": page,
        "entries": entries,
        "count": page.paginator.count,
        "has_examples": any(entry.is_example for entry in entries),
    }


def by_country(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Entries that come by country, with the code of each."""
    return [(code, list(group)) for code, group in groupby(entries, key=lambda one: one.country)]


def count_relations(country: str) -> dict[str, int]:
    """How many authorities of `country` take part now, by the directory's RELATIONS; one query."""
    today = timezone.localdate()
    return Authority.objects.filter(country=country).aggregate(
        **{
            name: Count(
                "pk",
                filter=Exists(
                    kind.rows(RelationState.ACTIVE, today).filter(authority=OuterRef("pk"))
                ),
            )
            for name, kind in RELATIONS.items()
        }
    )


def with_changes(entry: Entry) -> Iterator[dict[str, Any]]:
    """Relations, each with the day of its last change of state; why it changed is not public."""
    rows = RelationChange.objects.filter(authority=entry.pk).order_by("at", "pk")
    days = {
        (kind, pk): on for kind, pk, on in rows.values_list("relation_kind", "relation_id", "on")
    }
    for relation in entry.relations:
        is_active = relation.state == RelationState.ACTIVE
        day = None if is_active else days.get((HISTORY_KINDS[relation.kind], relation.pk))
        yield {"relation": relation, "changed_on": day}
