"""Kills the worker of webhooks at seeded points between publication and delivery.

    python -m benchmarks.webhooks [points]

Publishes pages on a database of its own, starts a worker that ends itself by SIGKILL at the given
step (before or after a statement of the database, around a request), and then one that lives. Says
how many events were lost, and whether each came with the id that it was written down with, in the
order of its object; the status is 1 for any fault. Every other point kills `db_worker`, the rest
`send_webhooks`.
"""

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
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


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "db.sqlite3"
        os.environ.update(SETTINGS, DATABASE_URL=f"sqlite:///{database}", VAR_DIR=folder)
        import django

        django.setup()
        tally = try_points(points)
    print(
        f"workers killed: {tally.killed} of {points} points\n"
        f"events: {points * PAGES * TIMES}, requests: {tally.requests}, sent again: {tally.again}\n"
        f"lost: {tally.lost}, with another id: {tally.strangers}, out of order: {tally.disordered}"
    )
    if tally.killed < points or tally.lost or tally.strangers or tally.disordered:
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
    return tally


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
    came = [got.id for got in here.received]
    times = Counter(came)
    tally.requests += len(came)
    tally.again += sum(count - 1 for count in times.values())
    tally.lost += sum(1 for event in written if event not in times)
    tally.strangers += sum(1 for event in times if event not in written)
    firsts = [written[event] for event in dict.fromkeys(came) if event in written]
    tally.disordered += sum(
        1
        for key in {key for key, _number in firsts}
        if (numbers := [number for one, number in firsts if one == key]) != sorted(numbers)
    )
    here.received.clear()
    forget()


def run(worker: tuple[str, ...], point: int | None) -> tuple[int, int]:
    """A worker in a process of its own, which is killed at its step `point`.

    Returns the signal that ended it, 0 for none, and how many steps it took, 0 if it was killed.
    """
    from django.db import connections

    connections.close_all()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        try:
            os.write(writer, str(work(point, worker)).encode())
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        steps = int(pipe.read() or 0)
    _pid, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("The worker failed")
    return (os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0), steps


def work(point: int | None, command: tuple[str, ...]) -> int:
    """Be the worker, and die at step `point`. Returns how many steps there were."""
    import http.client

    from django.core.management import call_command
    from django.db import connection

    from cms.webhooks import delivery, sending

    delivery.CLAIM_SECONDS = CLAIM_SECONDS
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
