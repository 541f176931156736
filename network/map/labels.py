"""Names beside the points of a map, as many as there is room for."""

from collections.abc import Iterator, Sequence

Place = tuple[int, int]
# Left, top, right, bottom.
Box = tuple[float, float, float, float]

# In units of the drawings: the style sheet's size of the names, and the mean width of a letter.
HEIGHT = 26
LETTER = 14.5
# From the middle of a point to the beginning of its name.
GAP = 14
RADIUS = 9
# A name that begins or ends so near to a point would be taken for that point's own.
NEAR = 2 * GAP
# In letters: what is longer would cover half of the country.
LONGEST = 16


def place_names(points: Sequence[tuple[str, Place]], width: int, height: int) -> list[Place | None]:
    """For each point, a name and its place, the middle of its name; None where it is long, would
    come near another point or cover another name, or leave the drawing."""
    taken: list[Box] = []
    found: list[Place | None] = []
    for name, point in points:
        half = len(name) * LETTER / 2
        others = [around(place, NEAR, RADIUS) for _name, place in points if place != point]
        middle = None
        for choice in beside(point, half) if len(name) <= LONGEST else ():
            box = around(choice, half, HEIGHT / 2)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(overlap(box, other) for other in taken + others):
                middle = choice
                taken.append(box)
                break
        found.append(middle)
    return found


def beside(point: Place, half: float) -> Iterator[Place]:
    """Where the middle of a name may be: after, before, above and below its point."""
    x, y = point
    yield round(x + GAP + half), y
    yield round(x - GAP - half), y
    yield x, y - GAP - HEIGHT // 2
    yield x, y + GAP + HEIGHT // 2


def around(place: Place, half_width: float, half_height: float) -> Box:
    x, y = place
    return x - half_width, y - half_height, x + half_width, y + half_height


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
