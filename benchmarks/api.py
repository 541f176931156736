"""What the operations of the API cost, and whether that grows. usage: python -m benchmarks.api

Prints for each operation its queries with few and with many articles, and what the first page of a
list and a late one cost, each answer made anew. In a new database, of the kind that DATABASE_URL
names.
"""

import os
import statistics
import time
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext, override_settings

FEW, MANY, LATE_PAGE = 10, 6_000, 50
REPEATS = 15
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Operation:
    """An address of the API; `has_pages` if there is a page LATE_PAGE of it with many articles."""

    path: str
    has_pages: bool = False


OPERATIONS = (
    Operation("news", has_pages=True),
    Operation("news?locale=fr&fallback=true", has_pages=True),
    Operation("news?topic=housing", has_pages=True),
    Operation("news?country=UA", has_pages=True),
    Operation("news?order=date", has_pages=True),
    Operation("news?q=roofs", has_pages=True),
    Operation("news/{article}"),
    Operation("pages", has_pages=True),
    Operation("pages?type=news", has_pages=True),
    Operation("pages/{article}"),
    Operation("resolve?path=/en/news/first/"),
    Operation("resolve?path=/fr/news/first/"),
    Operation("resolve?path=/old"),
    Operation("redirects"),
    Operation("topics"),
    Operation("networks"),
    Operation("networks/ukraine"),
    Operation("meetings"),
    Operation("meetings/{meeting}"),
    Operation("countries"),
    Operation("countries/UA"),
    Operation("participants"),
    Operation("authorities"),
    Operation("authorities/{authority}"),
    Operation("organisations"),
    Operation("terminology/notes"),
    Operation("terminology/terms"),
    Operation("furniture"),
    Operation("languages"),
)


def build() -> dict[str, Any]:
    """One article with everything, and something of every other kind."""
    from wagtail.contrib.redirects.models import Redirect

    from tests import factories

    tree = factories.site_tree(languages=LANGUAGES)
    factories.profile()
    factories.note()
    factories.term("Roma")
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    authority = factories.authority()
    factories.participation(1, authority=authority)
    article = factories.news_page(
        tree.news,
        slug="first",
        title="Roofs over all heads",
        body=factories.all_blocks(tree.news),
        lead_image=factories.image(),
        lead_image_alt="A town",
        topics=[factories.topic("housing", en="Housing")],
        countries=["UA"],
        organisation=factories.organisation(),
    )
    Redirect.objects.create(old_path="/old", redirect_page=article)
    return {
        "article": article.pk,
        "meeting": factories.meeting_page(network).pk,
        "authority": authority.key,
    }


def multiply_articles(pk: int, number: int) -> None:
    """Further articles like the one with the key `pk`, each on a day of its own, with its rows."""
    import datetime

    from benchmarks.rows import multiply
    from news.models import NewsPage, NewsPageCountry, NewsPageTopic, Topic

    known = set(NewsPage.objects.values_list("pk", flat=True))
    multiply(NewsPage.objects.get(pk=pk), number)
    added = NewsPage.objects.exclude(pk__in=known).order_by("pk")
    topic = Topic.objects.get()
    articles = list(added)
    for days, article in enumerate(articles):
        article.date -= datetime.timedelta(days=days // 2)
    NewsPage.objects.bulk_update(articles, ["date"], batch_size=200)
    NewsPageTopic.objects.bulk_create(
        NewsPageTopic(content_object=article, tag=topic) for article in articles
    )
    NewsPageCountry.objects.bulk_create(
        NewsPageCountry(page=article, country="UA") for article in articles
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def read(client: Client, path: str) -> int:
    """Bytes of the answer; raises ValueError for any but 200."""
    response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path} answered {response.status_code}: {response.content!r}")
    return len(response.content)


def queries(client: Client, path: str) -> int:
    """Queries of a request in a warm process."""
    read(client, path)
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    return len(captured)


def milliseconds(client: Client, *paths: str) -> list[float]:
    """The median for each path; they take turns, so that a busy machine disturbs all alike."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(REPEATS):
        for path in paths:
            started = time.perf_counter()
            read(client, path)
            times[path].append((time.perf_counter() - started) * 1000)
    return [statistics.median(times[path]) for path in paths]


def late(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}page={LATE_PAGE}"


def measure() -> None:
    """Print the table."""
    keys = build()
    client = Client()
    paths = [f"/api/v1/{operation.path}".format(**keys) for operation in OPERATIONS]
    multiply_articles(keys["article"], FEW - 1)
    few = [queries(client, path) for path in paths]
    multiply_articles(keys["article"], MANY - FEW)
    print(
        f"{'operation':38}{'queries':>8}{FEW:>6}{MANY:>7}{'bytes':>10}{'ms':>8}"
        f"{f'ms p. {LATE_PAGE}':>10}{'ratio':>7}"
    )
    for operation, path, before in zip(OPERATIONS, paths, few, strict=True):
        line = f"{operation.path:46}{before:6}{queries(client, path):7}{read(client, path):10}"
        if operation.has_pages:
            first, last = milliseconds(client, path, late(path))
            line += f"{first:8.1f}{last:10.1f}{last / first:7.2f}"
        else:
            line += f"{milliseconds(client, path)[0]:8.1f}"
        print(line, flush=True)
    print(
        f"{MANY} articles in {len(LANGUAGES)} languages; 20 to a page; median of {REPEATS} requests"
        f" in a warm process on {connection.vendor}, on this machine as busy as it is now."
    )


def main() -> None:
    if "DATABASE_URL" in os.environ:
        os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"]
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with override_settings(CMS_API_KEEP_ANSWERS=False):
            measure()
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
