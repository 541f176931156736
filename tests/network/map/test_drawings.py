"""What the drawings show, whatever the register holds."""

import gzip
import re
from itertools import pairwise

from cms.countries import COUNCIL_OF_EUROPE
from network.map.drawings import CONTEXT, EUROPE, Drawing, read_drawings
from network.map.labels import place_names

Rings = list[list[tuple[int, int]]]

# Latitude, longitude, and the state that the drawings show there.
PLACES = {
    "Simferopol, Crimea": (44.95, 34.10, "UA"),
    "Dzhankoi, Crimea": (45.71, 34.39, "UA"),
    "Feodosia, Crimea": (45.10, 35.20, "UA"),
    "Kyiv": (50.45, 30.52, "UA"),
    "Donetsk": (48.02, 37.80, "UA"),
    "Nicosia": (35.10, 33.36, "CY"),
    "Famagusta": (35.15, 33.85, "CY"),
    "Ankara": (39.93, 32.86, "TR"),
    "Baku": (40.40, 49.75, "AZ"),
    "Sukhumi": (43.05, 41.10, "GE"),
    "Tiraspol": (46.85, 29.58, "MD"),
    "Akureyri": (65.60, -18.10, "IS"),
    "Krasnodar": (45.03, 38.97, CONTEXT),
    "Minsk": (53.90, 27.56, CONTEXT),
    "Black Sea": (43.5, 34.0, None),
}


def rings(path: str) -> Rings:
    """The corners of a path of the drawings: whole numbers, a start and steps."""
    found = []
    for part in re.findall(r"M([^z]+)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def holds(shape: Rings, place: tuple[int, int]) -> bool:
    """Whether a shape covers a place: a ray from there crosses its outline oddly often."""
    x, y = place
    crossings = [
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in shape
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    ]
    return sum(crossings) % 2 == 1


def owners(drawing: Drawing, latitude: float, longitude: float) -> list[str]:
    place = drawing.place(latitude, longitude)
    return [code for code, path in drawing.shapes.items() if place and holds(rings(path), place)]


def test_crimea_is_ukraines_and_every_other_place_is_where_it_belongs() -> None:
    drawings = read_drawings()
    for name, (latitude, longitude, state) in PLACES.items():
        wanted = [state] if state else []
        assert owners(drawings[EUROPE], latitude, longitude) == wanted, name
        if state in COUNCIL_OF_EUROPE:
            assert owners(drawings[state], latitude, longitude) == wanted, name


def test_all_member_states_are_on_the_map_the_smallest_as_dots() -> None:
    drawings = read_drawings()
    europe = drawings[EUROPE]
    assert (europe.shapes.keys() - {CONTEXT}) | europe.dots.keys() == COUNCIL_OF_EUROPE
    assert europe.dots.keys() == {"AD", "LI", "MC", "MT", "SM"}
    assert europe.labels.keys() == COUNCIL_OF_EUROPE - europe.dots.keys()
    for code, (x, y) in {**europe.dots, **europe.labels}.items():
        assert 0 < x < europe.width and 0 < y < europe.height, code
    for code in COUNCIL_OF_EUROPE:
        assert code in drawings[code].shapes or code in drawings[code].dots, code


def test_neighbours_share_one_border() -> None:
    shapes = read_drawings()[EUROPE].shapes
    corners = {
        code: {corner for ring in rings(shapes[code]) for corner in ring} for code in ("PL", "CZ")
    }
    assert len(corners["PL"] & corners["CZ"]) > 5


def test_the_drawings_are_light() -> None:
    for code, drawing in read_drawings().items():
        data = "".join(drawing.shapes.values()).encode()
        assert len(data) <= 30_000, code
        assert len(gzip.compress(data)) <= 10_000, code


def test_names_stand_beside_their_points_and_cover_no_other() -> None:
    alone, right, crowded = (100, 100), (590, 300), [(300, 200)] * 6
    points = [("Lviv", alone), ("Kharkiv", right), *(("Kamianets", place) for place in crowded)]
    names = place_names(points, 600, 400)
    assert names[0] is not None
    assert names[0][0] > alone[0]
    assert names[1] is not None
    assert names[1][0] < right[0], "the drawing ends here"
    assert names[2:].count(None) == 2, "there is room on four sides"
    assert place_names([("The Regional State Administration", alone)], 600, 400) == [None]


def test_a_name_is_not_taken_for_that_of_another_point() -> None:
    # Above its own point, at whose left the drawing ends, it would stand just before the other.
    points = [("Uzhhorod", (62, 200)), ("", (134, 173)), ("", (90, 214))]
    assert place_names(points, 600, 400)[0] is None
