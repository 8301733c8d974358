"""The map of a region's municipalities, drawn from the borders in the project's data.

Uses no database: municipalities are known by their codes and regions by their names. The drawing is
the same for everybody and is computed once per process.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

DATA = Path(__file__).parent / "content" / "municipalities.json"
SIZE = 1000  # units of the drawing along its longer side
EDGE = 6  # margin for the outer line
LETTER = 18  # units of width per letter of a name
PATTERNS = 5  # as many as templates/components/region_map.html draws; enough for all of Finland

Point = tuple[int, int]
# The letters after z in the Finnish alphabet, as characters that follow z in ASCII.
AFTER_Z = str.maketrans("åäö", "{|}")


class Municipality(TypedDict):
    """A municipality in the data file; a ring is a list of arc numbers."""

    code: str
    name: str
    region: str
    label: Point
    rings: list[list[int]]


class Atlas(TypedDict):
    """Every municipality of Finland, and the arcs of their borders."""

    source: str
    municipalities: list[Municipality]
    arcs: list[list[Point]]


@dataclass(frozen=True)
class Area:
    """A municipality as it is drawn."""

    code: str
    name: str
    path: str  # the d attribute of its outline
    label: Point
    pattern: int  # 1..PATTERNS; no two neighbours have the same
    name_fits: bool


@dataclass(frozen=True)
class RegionMap:
    """A map of municipalities; x grows to the east and y to the south."""

    width: int
    height: int
    areas: tuple[Area, ...]
    source: str


@dataclass(frozen=True)
class Frame:
    """The transformation from the grid of the borders to the units of a drawing."""

    west: int
    north: int
    scale: float

    def place(self, point: Point) -> Point:
        x, y = point
        return (
            EDGE + round((x - self.west) * self.scale),
            EDGE + round((self.north - y) * self.scale),
        )


@cache
def atlas() -> Atlas:
    """Return the municipalities and borders of the data file."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        "source": data["source"],
        "municipalities": data["municipalities"],
        "arcs": [arc_points(row) for row in data["arcs"]],
    }


def arc_points(row: list[int]) -> list[Point]:
    """Return the points of an arc, which is stored as its first point and the steps from it."""
    x = y = 0
    found = []
    for dx, dy in zip(row[::2], row[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def codes_in(region: str) -> frozenset[str]:
    """Return the codes of a region's municipalities by its Finnish name; empty if it is unknown."""
    return frozenset(m["code"] for m in atlas()["municipalities"] if m["region"] == region)


@cache
def draw_map(codes: frozenset[str]) -> RegionMap | None:
    """Return the map of these municipalities in order of name; None if none of them is known."""
    chosen = [m for m in atlas()["municipalities"] if m["code"] in codes]
    if not chosen:
        return None
    outlines = {m["code"]: [outline(ring) for ring in m["rings"]] for m in chosen}
    everything = [p for rings in outlines.values() for ring in rings for p in ring]
    frame, width, height = frame_points(everything)
    patterns = assign_patterns({m["code"]: m["rings"] for m in chosen})
    areas = [make_area(m, outlines[m["code"]], patterns[m["code"]], frame) for m in chosen]
    areas.sort(key=lambda each: finnish_sort_key(each.name))
    return RegionMap(width, height, tuple(areas), atlas()["source"])


def finnish_sort_key(name: str) -> str:
    """Return the sort key of a name in the Finnish alphabet."""
    return name.lower().translate(AFTER_Z)


def outline(ring: list[int]) -> list[Point]:
    """Return the points of a ring of arcs without the repeated last one; ~n is arc n reversed."""
    arcs = atlas()["arcs"]
    directed = (arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring)
    return [point for arc in directed for point in arc[:-1]]


def frame_points(everything: list[Point]) -> tuple[Frame, int, int]:
    """Return the frame of all points, and the width and height of the drawing."""
    xs, ys = zip(*everything, strict=True)
    scale = (SIZE - 2 * EDGE) / max(max(xs) - min(xs), max(ys) - min(ys), 1)
    frame = Frame(min(xs), max(ys), scale)
    width, height = frame.place((max(xs), min(ys)))
    return frame, width + EDGE, height + EDGE


def make_area(
    municipality: Municipality, rings: list[list[Point]], pattern: int, frame: Frame
) -> Area:
    placed = [[frame.place(point) for point in ring] for ring in rings]
    x, y = frame.place(municipality["label"])
    name = municipality["name"]
    return Area(
        code=municipality["code"],
        name=name,
        path="".join(svg_path(ring) for ring in placed),
        label=(x, y),
        pattern=pattern,
        name_fits=free_width(y, x, placed) > len(name) * LETTER,
    )


def svg_path(ring: list[Point]) -> str:
    """Return a closed SVG path, in relative steps because they are shorter."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    drawn = "".join(f"l{dx} {dy}".replace(" -", "-") for dx, dy in steps if (dx, dy) != (0, 0))
    return f"M{ring[0][0]} {ring[0][1]}{drawn}z"


def free_width(y: int, x: int, rings: list[list[Point]]) -> float:
    """Return the free width around x at the height y, equal on either side."""
    crossings = [
        x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    ]
    left = [x - crossing for crossing in crossings if crossing <= x]
    right = [crossing - x for crossing in crossings if crossing > x]
    return 2 * min(min(left, default=0), min(right, default=0))


def assign_patterns(rings: dict[str, list[list[int]]]) -> dict[str, int]:
    """Return a pattern for each area, from 1, so that no two with a common arc share one.

    DSATUR: Brélaz, New methods to color the vertices of a graph, Communications of the ACM 22
    (1979). The next area is always the one whose neighbours have the most patterns already.
    """
    beside = neighbours(rings)
    patterns: dict[str, int] = {}

    def urgency(code: str) -> tuple[int, int, str]:
        used = {patterns[other] for other in beside[code] if other in patterns}
        return len(used), len(beside[code]), code

    while len(patterns) < len(rings):
        code = max(rings.keys() - patterns.keys(), key=urgency)
        used = {patterns.get(other) for other in beside[code]}
        patterns[code] = next(n for n in range(1, len(rings) + 1) if n not in used)
    return patterns


def neighbours(rings: dict[str, list[list[int]]]) -> dict[str, set[str]]:
    """Return for each area those that share an arc with it."""
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for code, of_code in rings.items():
        for ring in of_code:
            for number in ring:
                owners[number if number >= 0 else ~number].add(code)
    beside: dict[str, set[str]] = {code: set() for code in rings}
    for both in owners.values():
        for code in both:
            beside[code] |= both - {code}
    return beside
