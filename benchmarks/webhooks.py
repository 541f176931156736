"""Kills the worker of webhooks at seeded points between publication and delivery.

    python -m benchmarks.webhooks [points]

Publishes pages on a database of its own, starts a worker that ends itself by SIGKILL at the given
step (before or after a statement of the database, around a request), and then one that lives. Says
how many events were lost, and whether each came with the id that it was written down with, in the
order of its object; the status is 1 for any fault. Every other point kills `db_worker`, the rest
`send_webhooks`. Then two workers send at once; and one sends while another endpoint takes the
connection and never answers, and more is published meanwhile.

BENCHMARK_DATABASE_URL may name an empty database of PostgreSQL; without it, it is SQLite.
"""

import os
import random
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POINTS = 20
SEED = 6
# Pages, each published this many times before the worker starts.
PAGES, TIMES = 3, 3
# A claim of a killed worker ends after so many seconds here.
CLAIM_SECONDS = 1
# And an endpoint that does not answer is waited for so long.
SILENT_SECONDS = 8
WORKERS = (("send_webhooks",), ("db_worker", "--batch", "--no-startup-delay", "--no-reload"))
SETTINGS = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "TASK_WORKER": "1"}


@dataclass
class Tally:
    killed: int = 0
    requests: int = 0
    again: int = 0
    lost: int = 0
    strangers: int = 0
    disordered: int = 0
    pairs: int = 0
    doubled: int = 0
    beside: int = 0
    seconds: float = 0


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "db.sqlite3"
        url = os.environ.get("BENCHMARK_DATABASE_URL", f"sqlite:///{database}")
        os.environ.update(SETTINGS, DATABASE_URL=url, VAR_DIR=folder)
        import django

        django.setup()
        tally = try_points(points)
    print(
        f"workers killed: {tally.killed} of {points} points\n"
        f"events: {points * PAGES * TIMES}, requests: {tally.requests}, again: {tally.again}\n"
        f"lost: {tally.lost}, with another id: {tally.strangers},"
        f" out of order: {tally.disordered}\n"
        f"two workers at once: {tally.pairs} requests, {tally.doubled} of them double\n"
        f"beside an endpoint that never answers, {tally.beside} events came; the last after"
        f" {tally.seconds:.1f} s of the {SILENT_SECONDS} s that it is waited for"
    )
    faults = tally.lost + tally.strangers + tally.disordered + tally.doubled
    if tally.killed < points or faults or tally.seconds >= SILENT_SECONDS:
        sys.exit(1)


def try_points(points: int) -> Tally:
    """Makes a site and kills a worker at each point."""
    from django.core.management import call_command

    from tests.cms.webhooks.receiver import receiver

    call_command("migrate", verbosity=0)
    with receiver() as here:
        pages = prepare(here.url)
        steps = [count_steps(worker, pages, here) for worker in WORKERS]
        chance = random.Random(SEED)  # noqa: S311 - the same points every time
        tally = Tally()
        for number in range(points):
            which = number % len(WORKERS)
            try_point(WORKERS[which], chance.randrange(steps[which]), pages, here, tally)
        try_pair(pages, here, tally)
        try_beside_silence(pages, here, tally)
    return tally


def try_pair(pages: list[Any], here: Any, tally: Tally) -> None:
    """Two workers that begin together: each event comes once, and in order."""
    written = publish(pages)
    for worker in [start(WORKERS[0], None, claim_seconds=60) for _ in range(2)]:
        finish(worker)
    came = look(written, here, tally)
    tally.pairs, tally.doubled = len(came), len(came) - len(set(came))


def try_beside_silence(pages: list[Any], here: Any, tally: Tally) -> None:
    """One endpoint never answers; what the other is told, also while it is waited for."""
    from cms.webhooks.models import Endpoint, EventType

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        Endpoint.objects.create(name="Silent", url=url, event_types=[EventType.PAGE_PUBLISHED])
        publish(pages)
        worker = start(WORKERS[0], None, claim_seconds=60)
        held, _address = silent.accept()
        began = time.monotonic()
        time.sleep(1)
        written = publish(pages)
        while len(here.received) < len(written) and time.monotonic() < began + 2 * SILENT_SECONDS:
            time.sleep(0.05)
        tally.seconds, tally.beside = time.monotonic() - began, len(here.received)
        finish(worker)
        held.close()
    look(written, here, tally)


def prepare(url: str) -> list[Any]:
    """A site with some articles, and an endpoint that is told of their publication."""
    from cms.webhooks.models import Endpoint, EventType
    from tests import factories

    tree = factories.site_tree(("en",))
    pages = [factories.news_page(tree.news, aliases=False) for _ in range(PAGES)]
    Endpoint.objects.create(name="Receiver", url=url, event_types=[EventType.PAGE_PUBLISHED])
    return pages


def publish(pages: list[Any]) -> dict[str, tuple[str, int]]:
    """Publishes all pages some times; the events by id, each with its object and number."""
    from django_tasks_db.models import DBTaskResult

    from cms.webhooks import tasks
    from cms.webhooks.models import Event

    for _ in range(TIMES):
        for page in pages:
            page.save_revision().publish()
    # Only what is looked at: a worker has other things to do after a publication.
    DBTaskResult.objects.exclude(task_path__startswith=tasks.__name__).delete()
    return {str(one.pk): (one.object_key, one.sequence) for one in Event.objects.all()}


def forget() -> None:
    from django_tasks_db.models import DBTaskResult

    from cms.webhooks.models import Event

    Event.objects.all().delete()
    DBTaskResult.objects.all().delete()


def count_steps(worker: tuple[str, ...], pages: list[Any], here: Any) -> int:
    """How many steps a worker takes that nobody kills."""
    publish(pages)
    _signal, steps = run(worker, None)
    here.received.clear()
    forget()
    return steps


def try_point(
    worker: tuple[str, ...], point: int, pages: list[Any], here: Any, tally: Tally
) -> None:
    """Publish, kill a worker at `point`, let others finish, and look at what came."""
    written = publish(pages)
    ended_by, _steps = run(worker, point)
    tally.killed += ended_by == signal.SIGKILL
    time.sleep(CLAIM_SECONDS)
    run(WORKERS[0], None)
    came = look(written, here, tally)
    tally.requests += len(came)
    tally.again += len(came) - len(set(came))


def look(written: dict[str, tuple[str, int]], here: Any, tally: Tally) -> list[str]:
    """Count what was lost or came wrongly; the ids that came. Then all is forgotten."""
    came = [got.id for got in here.received]
    tally.lost += len(set(written) - set(came))
    tally.strangers += len(set(came) - set(written))
    firsts = [written[event] for event in dict.fromkeys(came) if event in written]
    tally.disordered += sum(
        1
        for key in {key for key, _number in firsts}
        if (numbers := [number for one, number in firsts if one == key]) != sorted(numbers)
    )
    here.received.clear()
    forget()
    return came


def run(worker: tuple[str, ...], point: int | None) -> tuple[int, int]:
    """A worker in a process of its own, which is killed at its step `point`.

    Returns the signal that ended it, 0 for none, and how many steps it took, 0 if it was killed.
    """
    return finish(start(worker, point, CLAIM_SECONDS))


def start(worker: tuple[str, ...], point: int | None, claim_seconds: float) -> tuple[int, int]:
    """Begin a worker; its process, and where it says how many steps it took."""
    from django.db import connections

    connections.close_all()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            os.write(writer, str(work(point, worker, claim_seconds)).encode())
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writer)
    return pid, reader


def finish(started: tuple[int, int]) -> tuple[int, int]:
    """Wait for a worker; the signal that ended it, 0 for none, and its steps, 0 if killed."""
    pid, reader = started
    with os.fdopen(reader) as pipe:
        steps = int(pipe.read() or 0)
    _pid, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("The worker failed")
    return (os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0), steps


def work(point: int | None, command: tuple[str, ...], claim_seconds: float) -> int:
    """Be the worker, and die at step `point`. Returns how many steps there were."""
    import http.client

    from django.core.management import call_command
    from django.db import connection

    from cms.webhooks import delivery, sending

    delivery.CLAIM_SECONDS = claim_seconds
    sending.TOTAL_SECONDS = SILENT_SECONDS
    taken = 0

    def step() -> None:
        nonlocal taken
        if taken == point:
            os.kill(os.getpid(), signal.SIGKILL)
        taken += 1

    def around(function: Callable) -> Callable:
        def stepping(*args: Any, **kwargs: Any) -> Any:
            step()
            result = function(*args, **kwargs)
            step()
            return result

        return stepping

    sending.open_socket = around(sending.open_socket)
    for name in ("request", "getresponse"):
        stock = getattr(http.client.HTTPConnection, name)
        setattr(http.client.HTTPConnection, name, around(stock))
    with connection.execute_wrapper(lambda execute, *rest: around(execute)(*rest)):
        call_command(*command, verbosity=0)
    return taken


if __name__ == "__main__":
    main()
