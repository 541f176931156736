"""Measures one workload at one scale in a new database; prints a line of JSON.

usage: python -m benchmarks.measure NAME ARTICLES
"""

import json
import statistics
import sys
import time

import django
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

from benchmarks.workloads import WORKLOADS, Workload

REPEATS = 20


def build(articles: int) -> dict[str, int]:
    """A site with that many articles, all with picture, topic and country."""
    from tests import factories

    tree = factories.site_tree(languages=("en", "fr"))
    factories.profile()
    factories.note()
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    fields = {
        "lead_image": factories.image(),
        "lead_image_alt": "A town",
        "topics": [factories.topic(en="Housing")],
        "countries": ["UA"],
        "organisation": factories.organisation(),
        "aliases": False,
    }
    first = factories.news_page(tree.news, slug="first", body=factories.all_blocks(), **fields)
    for number in range(1, articles):
        factories.news_page(network if number % 5 == 0 else tree.news, **fields)
    return {"article": first.pk}


def read(client: Client, path: str) -> int:
    """Bytes of the answer; raises ValueError for any but 200."""
    response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path} answered {response.status_code}")
    return len(response.content)


def measure(workload: Workload, articles: int) -> dict[str, float]:
    """Queries, median milliseconds and bytes, after two requests that warm the process."""
    keys = build(articles)
    path = workload.path.format(**keys)
    client = Client()
    for _ in range(2):
        size = read(client, path)
    with CaptureQueriesContext(connection) as captured:
        read(client, path)
    queries = len(captured)  # now: the next request empties the log
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        read(client, path)
        times.append((time.perf_counter() - started) * 1000)
    return {"queries": queries, "ms": statistics.median(times), "bytes": size}


def main() -> None:
    django.setup()
    name, articles = sys.argv[1], int(sys.argv[2])
    workload = next(workload for workload in WORKLOADS if workload.name == name)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        print(json.dumps(measure(workload, articles)))
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
