"""The chart of participants by year of joining: bars in SVG units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from network.map.tallies import YearTally

WIDTH, HEIGHT = 720, 280
# Room above the highest bar for its number, and below the bars for the years.
HEAD, FOOT = 28, 30
GAP = 0.25
# More labels than this would run into each other.
MOST_LABELS = 16


@dataclass(frozen=True)
class Bar:
    """A year: those who had joined before stand below those who joined in it.

    `end` is "first" or "last" for those two bars, which alone have labels where room is scarce.
    """

    tally: YearTally
    left: float
    width: float
    middle: float
    top: float
    joined_height: float
    before_top: float
    before_height: float
    has_label: bool
    end: str


def bars(years: Sequence[YearTally]) -> list[Bar]:
    """A bar for each year, the last one the highest."""
    if not years:
        return []
    step = WIDTH / len(years)
    every = ceil(len(years) / MOST_LABELS)
    last = len(years) - 1
    ground = HEIGHT - FOOT
    unit = (ground - HEAD) / years[-1].total
    return [
        Bar(
            tally=tally,
            left=round((place + GAP / 2) * step, 1),
            width=round((1 - GAP) * step, 1),
            middle=round((place + 0.5) * step, 1),
            top=round(ground - tally.total * unit, 1),
            joined_height=round(tally.joined * unit, 1),
            before_top=round(ground - (tally.total - tally.joined) * unit, 1),
            before_height=round((tally.total - tally.joined) * unit, 1),
            has_label=(last - place) % every == 0,
            end={0: "first", last: "last"}.get(place, ""),
        )
        for place, tally in enumerate(years)
    ]
