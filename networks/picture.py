"""The picture of the council: seats in arcs, whose streams flow together into a river.

Pure geometry in units of the drawing; x grows to the right, y downwards. What readers see of it is
in templates/components/council_picture.html.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

WIDTH = 640
MARGIN = 4
ROW = 42  # between two arcs, and the least distance between seats of an arc
MARK = 15  # half the width of a seat's mark
INNER, OUTER = 150, 296  # radii of the first arc and of the last one
LOW = math.radians(8)  # the arcs end this far above the level of the river
MOUTH = 66  # from the centre of the arcs to the officers' seats

# The mark of each group of seats, drawn around the origin. The shape identifies the group without
# colour.
SHAPES = {
    "officers": "M0-15L4.4-6.1 14.3-4.6 7.1 2.3 8.8 12.1 0 7.5-8.8 12.1-7.1 2.3-14.3-4.6-4.4-6.1z",
    "networks": "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0z",
    "municipalities": "M-12-12h24v24h-24z",
    "regional_council": "M0-15L15 0 0 15-15 0z",
    "wellbeing_county": "M0-14L14 11h-28z",
    "experts": "M-14 0L-7-12.1h14L14 0 7 12.1h-14z",
}
OTHER_SHAPE = "M-13-6h26v12h-26z"


H = TypeVar("H")  # what the template shows of a seat
H_co = TypeVar("H_co", covariant=True)
Point = tuple[int, int]


class DrawnGroup(Protocol[H_co]):
    """A group of seats in drawing order."""

    @property
    def key(self) -> str: ...

    @property
    def seats(self) -> Sequence[H_co]: ...


@dataclass(frozen=True)
class SeatMark(Generic[H]):
    """A seat in the picture."""

    holders: H
    key: str
    shape: str
    x: int
    y: int
    stream: str  # the d attribute of the line from the seat


@dataclass(frozen=True)
class CouncilPicture(Generic[H]):
    """Everything in the drawing of a council."""

    width: int
    height: int
    marks: list[SeatMark[H]]
    arms: list[str]  # the joint streams of each group
    trunk: str


def draw_council(groups: Iterable[DrawnGroup[H]]) -> CouncilPicture[H]:
    """Return the picture of groups of seats; officers sit at the mouth."""
    everyone = [(group.key, held) for group in groups for held in group.seats]
    officers = [held for key, held in everyone if key == "officers"]
    others = [(key, held) for key, held in everyone if key != "officers"]
    rows = row_radii(len(others))
    radius = rows[-1] if rows else 0
    middle = WIDTH // 2, MARGIN + MARK + round(radius)
    mouth = middle[1] + MOUTH
    arms: list[str] = []
    marks: list[SeatMark[H]] = []
    placed = list(zip(others, seat_positions(len(others), rows), strict=True))
    for key in dict.fromkeys(key for key, _ in others):
        of_group = [(held, place) for (own, held), place in placed if own == key]
        marks += draw_streams(key, of_group, middle, arms)
    marks += draw_officers(officers, mouth)
    height = mouth + MARK + MARGIN
    trunk = f"M{middle[0]} {middle[1]}V{mouth - ROW // 2 if officers else height}"
    return CouncilPicture(WIDTH, height, marks, arms, trunk)


def row_radii(number: int) -> list[float]:
    """Return the radii of the arcs that hold this many seats, inner ones first."""
    for rows in range(1, 9):
        inner = INNER if rows > 1 else OUTER - ROW
        step = (OUTER - inner) / max(rows - 1, 1)
        radii = [inner + step * n for n in range(rows)] if step >= ROW or rows == 1 else []
        if radii and number <= sum(capacity(radius) for radius in radii):
            return radii
    # More seats than any council has: the arcs move closer together.
    rows = math.ceil(number / capacity(INNER))
    return [INNER + (OUTER - INNER) * n / max(rows - 1, 1) for n in range(rows)]


def capacity(radius: float) -> int:
    """Return how many seats an arc holds, one at either end."""
    return int((math.pi - 2 * LOW) * radius / ROW) + 1


def seat_positions(number: int, radii: list[float]) -> list[tuple[float, float]]:
    """Return this many places as (angle from the left, radius), sorted by angle.

    Every arc gets its share by its length, so that the seats are equally close on all arcs.
    """
    total = sum(radii)
    shares, given = [], 0
    for n, radius in enumerate(radii, start=1):
        upto = number if n == len(radii) else round(number * sum(radii[:n]) / total)
        shares.append((radius, upto - given))
        given = upto
    found = [
        (LOW + (math.pi - 2 * LOW) * (n / (share - 1) if share > 1 else 0.5), radius)
        for radius, share in shares
        for n in range(share)
    ]
    return sorted(found)


def polar_point(middle: Point, angle: float, radius: float) -> Point:
    return (
        round(middle[0] - radius * math.cos(angle)),
        round(middle[1] - radius * math.sin(angle)),
    )


def draw_streams(
    key: str, of_group: Sequence[tuple[H, tuple[float, float]]], middle: Point, arms: list[str]
) -> list[SeatMark[H]]:
    """Return the marks of a group; add the arm in which their streams meet."""
    angle = sum(place[0] for _, place in of_group) / len(of_group)
    meeting = polar_point(middle, angle, INNER * 0.5)
    bend = polar_point(middle, angle, INNER * 0.2)
    arms.append(f"M{meeting[0]} {meeting[1]}Q{bend[0]} {bend[1]} {middle[0]} {middle[1]}")
    marks = []
    for held, (own, radius) in of_group:
        x, y = polar_point(middle, own, radius)
        first, second = (
            polar_point(middle, own, radius * 0.6),
            polar_point(middle, angle, INNER * 0.85),
        )
        stream = f"M{x} {y}C{first[0]} {first[1]} {second[0]} {second[1]} {meeting[0]} {meeting[1]}"
        marks.append(SeatMark(held, key, SHAPES.get(key, OTHER_SHAPE), x, y, stream))
    return marks


def draw_officers(officers: Sequence[H], y: int) -> list[SeatMark[H]]:
    """Return the marks of the officers side by side at the end of the river, from left to right."""
    step = min(ROW * 1.5, (WIDTH - 4 * MARK) / max(len(officers), 1))
    left = WIDTH / 2 - step * (len(officers) - 1) / 2
    return [
        SeatMark(
            held,
            "officers",
            SHAPES["officers"],
            round(left + step * n),
            y,
            f"M{WIDTH // 2} {y - ROW // 2}L{round(left + step * n)} {y}",
        )
        for n, held in enumerate(officers)
    ]
