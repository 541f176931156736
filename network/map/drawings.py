"""The drawings of Europe and of each member state, made by `scripts/build_map.py`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from network.map.projection import project

DATA = Path(__file__).parent / "data" / "views.json"
EUROPE = "europe"
# The land of states that are no members, drawn as one without borders.
CONTEXT = "context"


@dataclass(frozen=True)
class Drawing:
    """A part of the map in SVG units: states by their codes as paths, the smallest as dots.

    `left` and `top` are kilometres from the centre of the projection, `scale` units per kilometre.
    """

    width: int
    height: int
    left: float
    top: float
    scale: float
    shapes: dict[str, str]
    dots: dict[str, tuple[int, int]]
    labels: dict[str, tuple[int, int]]

    def place(self, latitude: float, longitude: float) -> tuple[int, int] | None:
        """Where a place on Earth lies in the drawing; None outside it."""
        x, y = project(latitude, longitude)
        right, down = round((x - self.left) * self.scale), round((y - self.top) * self.scale)
        if 0 <= right <= self.width and 0 <= down <= self.height:
            return right, down
        return None


@cache
def read_drawings() -> dict[str, Drawing]:
    """All drawings, by EUROPE or the code of a member state."""
    return {code: Drawing(**view) for code, view in json.loads(DATA.read_text()).items()}
