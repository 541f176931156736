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
# A page with more rows is of no use to anybody.
SHOWN_AT_MOST = 1000


@dataclass(frozen=True)
class Row:
    """A unit in the report; its texts as translators see them, with `<b>` and `<a1>`."""

    result: Result
    source: str
    current: str
    new: str


def to_rows(report: Report) -> list[Row]:
    """The units that are not unchanged, those that somebody should look at first."""
    order = {outcome: number for number, outcome in enumerate(SHOWN)}
    shown = [result for result in report.results if result.outcome in order]
    shown.sort(key=lambda result: (order[result.outcome], not result.warnings))
    return [
        Row(
            result,
            source=to_text(result.source_html, is_plain=False),
            current=to_text(result.current_html, is_plain=False),
            new=to_text(result.new_html, is_plain=False),
        )
        for result in shown[:SHOWN_AT_MOST]
    ]
