"""Queries and milliseconds of the directory with 5,000 authorities.

usage: [DATABASE_URL=…] python -m benchmarks.register

In a new database: SQLite, or another one on the server that DATABASE_URL names.
"""

import datetime
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

AUTHORITIES = 5_000
COUNTRIES = ("UA", "GR", "AL", "RS", "ES", "FR", "DE", "PL", "RO", "TR")
REPEATS = 20
COLUMNS = ("queries", "ms", "CPU ms", "cold queries", "cold ms", "bytes")

# What a reader asks for, and where.
REQUESTS = {
    "directory": "/uk/authorities/",
    "by name": "/uk/authorities/?sort=name&page=40",
    "by text": "/uk/authorities/?q=місто+4321",
    "by filters": "/uk/authorities/?country=UA&relation=member&network=ukraine&year=2017",
    "country": "/uk/authorities/country/ua/",
    "profile": "/uk/authorities/town-4321/",
    "CSV of all": "/uk/authorities/authorities.csv?state=any",
    "JSON of all": "/uk/authorities/authorities.json?state=any",
    "API list": "/api/v1/authorities?locale=uk&page_size=100",
    "API item": "/api/v1/authorities/town-4321?locale=uk",
}


def build() -> None:
    """Authorities with three names each; all take part, half in a network, a third have signed."""
    from network.models import Authority, AuthorityName, Membership, Participation, Signature
    from tests import factories

    tree = factories.site_tree(languages=("en", "uk"))
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    day = datetime.date(2017, 11, 1)
    rows = Authority.objects.bulk_create(
        Authority(
            key=f"town-{number}",
            name=f"Town of Örebrø {number}",
            kind="city" if number % 2 else "municipality",
            country=COUNTRIES[number % len(COUNTRIES)],
            population=number * 100,
        )
        for number in range(AUTHORITIES)
    )
    AuthorityName.objects.bulk_create(
        AuthorityName(authority=row, language=language, kind=kind, name=f"{name} {number}")
        for number, row in enumerate(rows)
        for language, kind, name in (
            ("uk", "translation", "Місто"),
            ("fr", "translation", "Ville d’Orebro"),
            ("de", "former", "Altstadt"),
        )
    )
    Participation.objects.bulk_create(
        Participation(authority=row, number=number, joined_on=day)
        for number, row in enumerate(rows, start=1)
    )
    Membership.objects.bulk_create(
        Membership(authority=row, network=network, joined_on=day) for row in rows[::2]
    )
    Signature.objects.bulk_create(Signature(authority=row, signed_on=day) for row in rows[::3])
    started = time.perf_counter()
    Authority.objects.refresh_search_names()
    print(f"search names of {AUTHORITIES:,}: {time.perf_counter() - started:.1f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def figures(ask: Callable[[], Any]) -> tuple[int, float, float]:
    """Queries, milliseconds, and those of them that this process worked, of one call."""
    started, busy = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as captured:
        ask()
    took, worked = time.perf_counter() - started, time.process_time() - busy
    return len(captured), took * 1000, worked * 1000


def measure() -> None:
    """Print the figures of every request, and of the counter alone."""
    from network.models import Participation

    client = Client()
    print(f"{'':16}" + "".join(f"{column:>14}" for column in COLUMNS))
    for name, address in REQUESTS.items():

        def ask(address: str = address) -> int:
            response = client.get(address)
            if response.status_code != 200:
                raise ValueError(f"{address} answered {response.status_code}")
            return len(response.content)

        size = ask()
        cache.clear()
        client.get("/uk/")
        client.get("/api/v1/languages")
        cold_queries, cold, _worked = figures(ask)
        repeats = [figures(ask) for _ in range(REPEATS)]
        queries, took, worked = (statistics.median(column) for column in zip(*repeats, strict=True))
        row = f"{queries:14.0f}{took:14.1f}{worked:14.1f}{cold_queries:14}{cold:14.1f}{size:14,}"
        print(f"{name:16}{row}", flush=True)
    queries, took, worked = figures(Participation.objects.counter)
    print(f"{'counter':16}{queries:14}{took:14.1f}{worked:14.1f}")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    if "DATABASE_URL" in os.environ:
        os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"]
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        print(f"{connection.vendor}, {AUTHORITIES:,} authorities; cold: nothing in the cache")
        build()
        measure()
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    main()
