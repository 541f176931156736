"""What the sitemaps cost with 6,000 articles in four languages.

usage: [DATABASE_URL=…] python -m benchmarks.sitemap

Prints for the index and for each file its addresses, bytes, bytes as sent to who takes gzip,
queries with few and with many articles, and milliseconds: of this process's processor and of the
clock to write it anew, from the cache, and for who has it already (304). Ends with status 1 where
the protocol's limits are passed or queries grow. In a new database, of the kind that DATABASE_URL
names.
"""

import gzip
import os
import re
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

LANGUAGES = ("en", "fr", "uk", "rom")
FEW, MANY = 10, 6_000
REPEATS = 5
# https://www.sitemaps.org/protocol.html, of a file that is not compressed.
MOST_ADDRESSES, MOST_BYTES = 50_000, 50 * 1024 * 1024
ADDRESS = re.compile(rb"<loc>([^<]+)</loc>")
HEADING = ("addresses", "bytes", "gzip", "queries", "few", "ms cpu", "ms new", "ms kept", "ms 304")


def build() -> None:
    """An article that is a text of its own in each language."""
    from wagtail.models import Page

    from tests import factories

    tree = factories.site_tree(languages=LANGUAGES)
    factories.news_page(tree.news, title="First", slug="first")
    Page.objects.update(alias_of=None)


def add_articles(number: int) -> None:
    """Further articles like the first, in all languages."""
    from benchmarks.rows import multiply
    from news.models import NewsPage

    multiply(NewsPage.objects.get(slug="first", locale__language_code="en"), number)
    cache.clear()


def files(client: Client) -> list[str]:
    """The address of the index and of each file in it."""
    index = client.get("/sitemap.xml").content
    return [
        "/sitemap.xml",
        *(f"/{one.decode().split('/', 3)[3]}" for one in ADDRESS.findall(index)),
    ]


def queries(client: Client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def milliseconds(
    client: Client, path: str, clock: Callable[[], float], *, kept: bool, etag: str = ""
) -> float:
    """The median of the requests by `clock`; `kept` if the answer is in the cache."""
    times = []
    headers = {"If-None-Match": etag} if etag else {}
    for _number in range(REPEATS):
        if not kept:
            cache.clear()
        started = clock()
        client.get(path, headers=headers)
        times.append((clock() - started) * 1000)
    return statistics.median(times)


def measure() -> bool:
    """Prints the table; whether all limits are kept."""
    client = Client()
    build()
    add_articles(FEW - 1)
    client.get("/sitemap.xml")
    few = {path: queries(client, path) for path in files(client)}
    add_articles(MANY - FEW)
    is_good = True
    print(f"{'file':22}" + "".join(f"{name:>11}" for name in HEADING))
    for path in files(client):
        answer = client.get(path)
        addresses = len(ADDRESS.findall(answer.content))
        size, asked = len(answer.content), queries(client, path)
        etag = answer.headers["ETag"]
        figures = [
            *(addresses, size, len(gzip.compress(answer.content)), asked, few[path]),
            milliseconds(client, path, time.process_time, kept=False),
            milliseconds(client, path, time.perf_counter, kept=False),
            milliseconds(client, path, time.perf_counter, kept=True),
            milliseconds(client, path, time.perf_counter, kept=True, etag=etag),
        ]
        print(f"{path:22}" + "".join(f"{figure:11.0f}" for figure in figures), flush=True)
        is_good = is_good and addresses <= MOST_ADDRESSES and size <= MOST_BYTES
        is_good = is_good and asked <= few[path]
    print(
        f"{MANY} articles in {len(LANGUAGES)} languages; median of {REPEATS} requests on"
        f" {connection.vendor}, on this machine as busy as it is now."
    )
    return is_good


def main() -> int:
    if "DATABASE_URL" in os.environ:
        os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"]
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        return 0 if measure() else 1
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    sys.exit(main())
