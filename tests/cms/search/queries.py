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
    """A question of the table, and at which place (from 1) the expected hit came; 0: nowhere."""

    language: str
    query: str
    expected: str
    place: int
    first: str


def ask_all(site: Site) -> list[Asked]:
    """Every question of the table, asked."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [ask(site, **row) for row in csv.DictReader(file)]


def ask(site: Site, language: str, query: str, expected: str, why: str) -> Asked:
    with translation.override(language):
        urls = [hit.url for hit in search(query, language, site).hits]
    places = [place for place, url in enumerate(urls, start=1) if url.endswith(expected)]
    return Asked(language, query, expected, next(iter(places), 0), next(iter(urls), ""))
