"""The report of an import as rows for a table."""

from dataclasses import dataclass

from cms.translation.exchange.importer import Report
from cms.translation.exchange.judge import Outcome, Result
from cms.translation.markup import to_text

# What a person has to look at comes first; what stays as it is is only counted.
SHOWN = (
    Outcome.CONFLICT,
    Outcome.ERROR,
    Outcome.STALE,
    Outcome.FOREIGN,
    Outcome.CHANGED,
)
SHOWN_AT_MOST = 500


@dataclass(frozen=True)
class Row:
    """A unit in the report; its texts as translators see them, with `<b>` and `<a1>`."""

    result: Result
    source: str
    current: str
    new: str


def to_rows(report: Report) -> tuple[list[Row], int]:
    """The units that are not unchanged, what somebody should look at first; how many were left out.

    Not more than can be looked at on one page.
    """
    order = {outcome: number for number, outcome in enumerate(SHOWN)}
    shown = [result for result in report.results if result.outcome in order]
    shown.sort(key=lambda result: (order[result.outcome], not result.warnings))
    return [to_row(result) for result in shown[:SHOWN_AT_MOST]], len(shown[SHOWN_AT_MOST:])


def to_row(result: Result) -> Row:
    texts = (result.source_html, result.current_html, result.new_html)
    return Row(result, *(to_text(html, is_plain=False) for html in texts))
