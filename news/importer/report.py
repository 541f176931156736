"""The table at the end of an import: what came in, and what needs a human."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from news.importer.outcome import Outcome, Result

LONGEST_TITLE = 60


def report_lines(results: list[Result]) -> Iterator[str]:
    """One line a result, what a human must look at, and the totals of every outcome."""
    yield ""
    yield from table(
        [_("File"), _("Language"), _("Outcome"), _("Title")],
        [[r.file, r.language, str(r.outcome.label), shortened(r.title)] for r in results],
    )
    remarks = [(result.file, remark) for result in results for remark in result.remarks]
    if remarks:
        yield ""
        yield _("Needs a human:")
        yield from (f"- {file}: {remark}" for file, remark in remarks)
    yield ""
    yield totals(results)


def table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell, with a rule under the head."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    for cells in (head, rule, *rows):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def totals(results: list[Result]) -> str:
    """«imported 2, unchanged 1»; what came in is always said, also when it is nothing."""
    counts = Counter(result.outcome for result in results)
    counts[Outcome.IMPORTED] += counts.pop(Outcome.REPLACED, 0)
    shown = [o for o in Outcome if counts[o] or o is Outcome.IMPORTED]
    return ", ".join(f"{outcome.label} {counts[outcome]}" for outcome in shown)
