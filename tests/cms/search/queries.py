"""The table of questions and what readers expect to find for them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation
from wagtail.models import Site

from cms.site.search.service import search

TABLE = Path(__file__).with_name("search_queries.csv")


@dataclass(frozen=True)
class Asked:
    """A question of the table, and at which place (from 1) the expected hit came; 0: nowhere.

    Where nothing is found it is the place among what is offered as nearly so (`is_offered`).
    """

    language: str
    query: str
    expected: str
    place: int
    first: str
    is_offered: bool


def ask_all(site: Site) -> list[Asked]:
    """Every question of the table, asked."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [ask(site, **row) for row in csv.DictReader(file)]


def ask(site: Site, language: str, query: str, expected: str, why: str) -> Asked:
    with translation.override(language):
        answer = search(query, language, site)
    urls = [hit.url for hit in answer.hits or answer.suggestions]
    places = [place for place, url in enumerate(urls, start=1) if url.endswith(expected)]
    return Asked(
        language, query, expected, next(iter(places), 0), next(iter(urls), ""), not answer.hits
    )
