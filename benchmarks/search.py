"""Milliseconds, plan and quality of the search among 6,000 pages in three languages.

usage: [DATABASE_URL=…] python -m benchmarks.search

In a new database: SQLite, or another one on the server that DATABASE_URL names.
"""

import os
import statistics
import time
import uuid
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

PAGES = 6_000
REPEATS = 20
# What is asked, of whom, and how much of it there is.
QUESTIONS = {
    "nothing": ("en", "xylophone"),
    "nothing, two words": ("en", "xylophone quetzal"),
    "nothing, uk": ("uk", "ксилофон"),
    "a wrong word of a text": ("en", "housng and education"),
    "one article": ("en", "declaration adopted in congress"),
    "an authority": ("uk", "Ужгород"),
    "one in sixty": ("en", "word17"),
    "every page": ("en", "example"),
}


def build() -> Any:
    """The texts of the table of questions, and as many articles as make 6,000 pages."""
    from wagtail.models import Page, Site

    from benchmarks.rows import copy_pages
    from cms.site.search.indexing import rebuild
    from tests import factories
    from tests.cms.search import library

    tree = factories.site_tree(languages=("en", "fr", "uk"))
    library.fill(tree)
    for number in range(60):
        body = [("paragraph", f"<p>An example of text with word{number}. {'And more. ' * 80}</p>")]
        factories.news_page(tree.news, title=f"Article {number}", body=body, aliases=False)
    articles = Page.objects.filter(title__startswith="Article ")
    missing = PAGES - Page.objects.count()
    for article in articles:
        keys = [uuid.uuid4() for _number in range(missing // 60 + 1)]
        copy_pages(article, keys, {})
    started = time.perf_counter()
    entries = rebuild()
    took = time.perf_counter() - started
    print(f"{Page.objects.count():,} pages, {entries:,} entries: indexed in {took:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As PostgreSQL does by itself soon after so much was written: until then its indexes of
            # words keep what is new in a list that each question reads through.
            cursor.execute("VACUUM ANALYZE")
    return Site.objects.get()


def question(site: Any, language: str, text: str) -> Any:
    from cms.site.search.service import ask

    found = ask(text, language, site)
    if found is None:
        raise ValueError(f"{text} has no words")
    return found


def database_times(site: Any, language: str, text: str) -> tuple[int, list[float], list[float]]:
    """Hits, and the milliseconds of the statements that find, and of the whole answer."""
    from cms.site.search import statements
    from cms.site.search.service import search

    asked = question(site, language, text)
    alone, whole = [], []
    for _number in range(REPEATS):
        started = time.perf_counter()
        found = sum(statements.counts(asked).values())
        if found:
            statements.best(asked, "", 0, 20)
        alone.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        search(text, language, site)
        whole.append((time.perf_counter() - started) * 1000)
    return found, alone, whole


def print_times(site: Any) -> None:
    """The least of many says what it costs, the median how busy this machine was."""
    columns = ("hits", "found: least", "median", "answer: least", "median", "queries of page")
    print(f"{'milliseconds':22}" + "".join(f"{column:>16}" for column in columns))
    client = Client()
    for name, (language, text) in QUESTIONS.items():
        found, alone, whole = database_times(site, language, text)
        address = f"/{language}/search/"
        client.get(address, {"q": text})
        with CaptureQueriesContext(connection) as captured:
            client.get(address, {"q": text})
        figures = (min(alone), statistics.median(alone), min(whole), statistics.median(whole))
        times = "".join(f"{figure:16.1f}" for figure in figures)
        print(f"{name:22}{found:16}{times}{len(captured):16}", flush=True)


def print_plan(site: Any) -> None:
    """How the database finds nothing, and then what is written nearly so."""
    from cms.site.search import statements, suggestions

    is_postgresql = connection.vendor == "postgresql"
    how = "EXPLAIN (ANALYZE, COSTS OFF)" if is_postgresql else "EXPLAIN QUERY PLAN"
    asked = question(site, "en", "xylophone")
    plans = [statements.everything(asked, rank=None)]
    alike = suggestions.alike(asked)
    if alike is not None:
        plans.append(alike)
    with connection.cursor() as cursor:
        for statement in plans:
            cursor.execute(f"{how} {statement.text}", statement.parameters)
            for row in cursor.fetchall():
                print("   ", row[-1])


def print_quality(site: Any) -> None:
    from tests.cms.search.queries import ask_all

    asked = ask_all(site)
    first = [one for one in asked if one.place == 1]
    print(f"{len(asked)} questions: {len(first) / len(asked):.0%} find the expected hit first")
    for one in asked:
        if one.place != 1:
            print(f"    {one.language} {one.query}: place {one.place}, first is {one.first}")
    offered = sum(one.is_offered for one in first)
    print(f"    {offered} of them as nearly so, where nothing was found")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    if "DATABASE_URL" in os.environ:
        os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"]
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        print(connection.vendor)
        site = build()
        print_times(site)
        print_plan(site)
        print_quality(site)
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    main()
