"""Our API beside the two that Wagtail brings, over the same articles, in one run.

usage: python -m benchmarks.api_against_stock postgres://USER@HOST:PORT

Makes two databases on that PostgreSQL server, and drops them at its end: ours, and a stock site's
with its APIs v2 and v3 (benchmarks/stock). Both are served by gunicorn with two workers; wrk
(Debian package `wrk`) asks them in turns, so that a busy machine disturbs all alike. REDIS_URL, as
for the site itself, gives both a cache there; otherwise it is in the memory of each process.

Ours is measured twice: with kept answers, as readers meet them who ask what others have asked since
the last publication (this needs REDIS_URL), and with each answer made anew (benchmarks/anew.py), as
whoever asks first meets it. A stock site keeps none. The load asks for nothing compressed and
nothing conditionally. Bytes are of the same answers, plain and as sent to a client that takes gzip;
those of a list are also counted for what both say: the fields and the sizes of pictures of v2.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from benchmarks import hostile
from benchmarks.articles import NUMBER
from benchmarks.served_site import wait_for

# Beside the picture. What v2 says in `meta` is among them, and its `tags` are our topics.
FIELDS_OF_BOTH = (
    "id",
    "type",
    "title",
    "slug",
    "url",
    "locale",
    "first_published_at",
    "date",
    "summary",
    "topics",
)

HERE = Path(__file__).resolve().parent.parent
ROUNDS, SECONDS, CONNECTIONS = 3, 8, 4
FIELDS = "date,summary,tags,lead_image,locale"
SIZES = "webp_400,webp_800,jpeg_400,jpeg_800"
V2_LIST = f"/api/v2/pages/?type=stock.Article&limit=20&order=-date&fields={FIELDS}"


@dataclass(frozen=True)
class Site:
    """A site that is measured: its settings, its application, the port it answers at."""

    name: str
    settings: str
    application: str
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


OURS = Site("benchmark_ours", "cms.settings.benchmark", "cms.wsgi", 8771)
ANEW = Site(OURS.name, OURS.settings, "benchmarks.anew", 8773)
STOCK = Site("benchmark_stock", "benchmarks.stock.settings", "benchmarks.stock.wsgi", 8772)


@dataclass(frozen=True)
class Question:
    """The same question to several APIs; `aims` are how much faster ours should be."""

    name: str
    ours: str
    others: dict[str, str]
    aims: dict[str, float]


QUESTIONS = (
    Question(
        "list of 20",
        "/api/v1/news",
        {"v2": V2_LIST, "v2, our sizes": f"{V2_LIST},{SIZES}"},
        {"v2": 8},
    ),
    Question(
        "by language and topic",
        "/api/v1/news?locale=fr&topic=housing",
        {"v2": f"{V2_LIST}&locale=fr&tags=housing"},
        {"v2": 6},
    ),
    Question(
        "article with its body",
        "/api/v1/news/{ours}",
        {
            "v2": "/api/v2/pages/{stock}/",
            "v3": "/api/v3/pages/{stock}/",
        },
        {"v2": 5, "v3": 3},
    ),
)


@contextmanager
def database(server: str, site: Site, folder: str) -> Iterator[tuple[dict[str, str], int]]:
    """What processes of a filled site are started with, and the key of an article."""
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": site.settings,
        "DATABASE_URL": f"{server}/{site.name}",
        "VAR_DIR": folder,
    }
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f"DROP DATABASE IF EXISTS {site.name}")
    cursor.execute(f"CREATE DATABASE {site.name}")
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.articles"],
            env=variables,
            cwd=HERE,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield variables, int(done.stdout.split()[-1])
    finally:
        cursor.execute(f"DROP DATABASE {site.name} WITH (FORCE)")
        connection.close()


@contextmanager
def served(site: Site, variables: dict[str, str], ready: str) -> Iterator[None]:
    """The site while gunicorn serves it, from the moment that it answers at `ready`."""
    bind = f"127.0.0.1:{site.port}"
    gunicorn = [sys.executable, "-W", "ignore", "-m", "gunicorn", site.application]
    process = subprocess.Popen(
        [*gunicorn, "--bind", bind, "--workers", "2", "--timeout", "120", "--log-level", "error"],
        env=variables,
        cwd=HERE,
        stderr=subprocess.DEVNULL,  # a line for each answer that refuses; its status tells more
    )
    try:
        wait_for(site.address + ready, process)
        yield
    finally:
        process.terminate()
        process.wait()


def requests_per_second(address: str) -> float:
    """What wrk reaches in SECONDS; raises ValueError if any answer is none."""
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s", address],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise ValueError(f"{address}: {done.stdout}")
    rate = float(found.group(1))
    if not rate:
        raise ValueError(f"{address}: no answer within {SECONDS} seconds")
    return rate


def fetched(address: str, encoding: str = "identity") -> bytes:
    """The body of an answer as it is sent to a client that accepts `encoding`."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310 (our own)
        return bytes(response.read())


def compare(question: Question, keys: dict[str, int]) -> None:
    """Print how many requests per second each API answers, and how large its answer is."""
    path = question.ours.format(**keys)
    addresses = {"ours, kept": OURS.address + path, "ours, anew": ANEW.address + path}
    addresses |= {
        name: STOCK.address + path.format(**keys) for name, path in question.others.items()
    }
    sizes = {name: len(fetched(address)) for name, address in addresses.items()}
    sent = {name: len(fetched(address, "gzip")) for name, address in addresses.items()}
    rates: dict[str, list[float]] = {name: [] for name in addresses}
    for _round in range(ROUNDS):
        for name, address in addresses.items():
            rates[name].append(requests_per_second(address))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, rate in medians.items():
        kept, anew = (medians[ours] / rate for ours in ("ours, kept", "ours, anew"))
        aim = question.aims.get(name)
        print(
            f"{question.name:24}{name:16}{rate:9.1f}{kept:8.1f}{anew:8.1f}{aim or '':>6}"
            f"{sizes[name]:9}{sizes['ours, kept'] / sizes[name]:8.2f}{sent[name]:9}",
            flush=True,
        )


def compare_bytes() -> None:
    """Print the bytes of what both lists say."""
    ours = json.loads(fetched(OURS.address + QUESTIONS[0].ours))
    both = json.dumps(
        {"count": ours["count"], "items": [what_v2_says(item) for item in ours["items"]]},
        separators=(",", ":"),
        ensure_ascii=False,
    )
    v2 = len(fetched(f"{STOCK.address}{V2_LIST},{SIZES}"))
    print(
        f"\nA list with the fields and sizes of pictures of v2 alone: ours {len(both.encode())}"
        f" bytes, v2 {v2}: {len(both.encode()) / v2:.2f} x"
    )


def what_v2_says(item: dict[str, Any]) -> dict[str, Any]:
    """Of an item of ours, what an item of v2 has too."""
    image = item["lead_image"]
    sizes = [one for one in image["renditions"] if one["format"] != "image/avif"]
    picture = {"id": image["id"], "alt": image["alt"], "renditions": sizes}
    return {**{name: item[name] for name in FIELDS_OF_BOTH}, "lead_image": picture}


def measure(ours: int, stock: int) -> None:
    """Print the tables."""
    print(
        f"{'question':24}{'API':16}{'req/s':>9}{'kept x':>8}{'anew x':>8}{'aim':>6}{'bytes':>9}"
        f"{'ours/it':>8}{'gzip':>9}"
    )
    for question in QUESTIONS:
        compare(question, {"ours": ours, "stock": stock})
    compare_bytes()
    hostile.measure(f"{OURS.address}/api/v1/")
    hostile.measure(f"{ANEW.address}/api/v1/")
    redis = os.environ.get("REDIS_URL")
    cache = "Redis" if redis else "the memory of each process, where no answers are kept"
    print(
        f"{NUMBER} articles in each of two languages; PostgreSQL; gunicorn, 2 workers;"
        f" {CONNECTIONS} connections; medians of {ROUNDS} x {SECONDS} s; cache in {cache}."
    )


def main() -> None:
    server = sys.argv[1].rstrip("/")
    with (
        tempfile.TemporaryDirectory() as folder,
        database(server, OURS, folder) as (our_variables, ours),
        database(server, STOCK, folder) as (stock_variables, stock),
        served(OURS, our_variables, "/healthz"),
        served(ANEW, our_variables, "/healthz"),
        served(STOCK, stock_variables, "/api/v2/pages/"),
    ):
        measure(ours, stock)


if __name__ == "__main__":
    main()
