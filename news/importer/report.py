"""The table at the end of an import: what came in, and what needs a human."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from news.importer.outcome import Outcome, Result

LONGEST_TITLE = 60
# Outcomes after which the text of the input is in the site, published or not.
PRESENT = {
    Outcome.IMPORTED,
    Outcome.REPLACED,
    Outcome.PUBLISHED,
    Outcome.CHANGED,
    Outcome.UNCHANGED,
}


def report_lines(results: list[Result]) -> Iterator[str]:
    """One line a result, what a human must look at, and the totals of every outcome."""
    yield ""
    yield from table(
        [_("Source"), _("Language"), _("Outcome"), _("Readers see"), _("Title")],
        [row_of(result) for result in results],
    )
    remarks = [(result.source, remark) for result in results for remark in result.remarks]
    if remarks:
        yield ""
        yield _("Needs a human:")
        yield from (f"- {source}: {remark}" for source, remark in remarks)
    yield ""
    yield _("News: %(totals)s") % {"totals": totals(r for r in results if not r.is_furniture)}
    furniture = [result for result in results if result.is_furniture]
    if furniture:
        yield _("Furniture: %(totals)s") % {"totals": totals(furniture)}


def row_of(result: Result) -> list[str]:
    shown = _("yes") if result.is_live else _("not yet")
    return [
        result.source,
        result.language,
        result.outcome.label,
        shown if result.outcome in PRESENT else "",
        shortened(result.title),
    ]


def table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell, with a rule under the head."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    for cells in (head, rule, *rows):
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield "  ".join(padded).rstrip()


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def totals(results: Iterable[Result]) -> str:
    """«imported 2, unchanged 1»; what came in is always said, also when it is nothing."""
    counts = Counter(result.outcome for result in results)
    counts[Outcome.IMPORTED] += counts.pop(Outcome.REPLACED, 0)
    shown = [o for o in Outcome if counts[o] or o is Outcome.IMPORTED]
    return ", ".join(f"{outcome.label} {counts[outcome]}" for outcome in shown)
