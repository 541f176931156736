"""How far an import is: counted row by row, and kept where whoever waits for it can ask."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STEP = 500
# An import that was cut off tells nothing more after this time.
SECONDS = 600

T = TypeVar("T")


class Stage(Enum):
    """What is done with all rows, one stage after another."""

    READ = "read"
    COMPARE = "compare"
    WRITE = "write"
    CONNECT = "connect"

    @property
    def label(self) -> Any:
        return LABELS[self]


LABELS = {
    Stage.READ: gettext_lazy("Reading the rows"),
    Stage.COMPARE: gettext_lazy("Comparing them with the register"),
    Stage.WRITE: gettext_lazy("Writing the authorities"),
    Stage.CONNECT: gettext_lazy("Writing their names, relations and history"),
}
# The stage, how many rows are done, and how many there are.
Progress = Callable[[Stage, int, int], None]


def untold(stage: Stage, done: int, total: int) -> None:
    """For a work that nobody waits for."""


def counted(rows: Sequence[T], stage: Stage, progress: Progress) -> Iterator[T]:
    """The rows one by one; `progress` is told after every 500 and after the last."""
    for done, row in enumerate(rows, start=1):
        yield row
        if done % STEP == 0 or done == len(rows):
            progress(stage, done, len(rows))


def batches(rows: Sequence[T], stage: Stage, progress: Progress) -> Iterator[Sequence[T]]:
    """The rows 500 at a time; `progress` is told after each batch."""
    for start in range(0, len(rows), STEP):
        batch = rows[start : start + STEP]
        yield batch
        progress(stage, start + len(batch), len(rows))


def sentence(stage: Stage, done: int, total: int) -> str:
    """Where an import stands, in the active language."""
    return _("Step %(step)d of %(steps)d. %(what)s: %(done)d of %(total)d") % {
        "step": list(Stage).index(stage) + 1,
        "steps": len(Stage),
        "what": stage.label,
        "done": done,
        "total": total,
    }


class KeptProgress:
    """The progress of an uploaded table, for other requests.

    It is kept in the cache: what the import writes into the database is seen by nobody before all
    of it is there.
    """

    def __init__(self, upload: int) -> None:
        self.key = f"network:register-import:{upload}"

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        cache.set(self.key, (stage.value, done, total), SECONDS)

    def __enter__(self) -> "KeptProgress":
        return self

    def __exit__(self, *error: object) -> None:
        cache.delete(self.key)

    def state(self) -> tuple[Stage, int, int] | None:
        """The stage, the rows done and all rows; None while nothing is under way."""
        kept = cache.get(self.key)
        return (Stage(kept[0]), kept[1], kept[2]) if kept else None
