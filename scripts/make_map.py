"""Make the project's map of municipalities from two GeoJSON files of borders.

`python scripts/make_map.py MUNICIPALITIES REGIONS` writes networks/content/municipalities.json. The
borders are those of the National Land Survey of Finland (CC BY 4.0): a FeatureCollection of
municipalities and one of regions, in degrees (WGS 84), with the properties NATCODE, NAMEFIN and
NAMESWE. Neighbours share their border in the result: it is cut into arcs where three areas meet,
every arc is simplified once, and a municipality is a list of arcs.
"""

import argparse
import json
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "networks" / "content" / "municipalities.json"
SOURCE = "Maanmittauslaitos, kuntarajat 2024, CC BY 4.0"
GRID = 100  # metres: the unit of the coordinates in the file
TOLERANCE = 1.0  # maximum deviation of a simplified border, in grid units

Point = tuple[int, int]

# The ellipsoid GRS 80 and the projection ETRS-TM35FIN (EPSG:3067).
AXIS, FLATTENING = 6378137.0, 1 / 298.257222101
SCALE, MERIDIAN, FALSE_EASTING = 0.9996, 27.0, 500_000.0
N = FLATTENING / (2 - FLATTENING)
ECCENTRICITY = math.sqrt(FLATTENING * (2 - FLATTENING))
RADIUS = AXIS / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
SERIES = (
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440,
    61 * N**3 / 240 - 103 * N**4 / 140,
    49561 * N**4 / 161280,
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("municipalities", type=Path)
    parser.add_argument("regions", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    given = parser.parse_args()
    result = make_map(read_geojson(given.municipalities), read_geojson(given.regions))
    given.target.write_text(as_text(result), encoding="utf-8")
    number = len(result["municipalities"])
    print(f"{given.target}: {number} municipalities, {given.target.stat().st_size} bytes")


def read_geojson(file: Path) -> list[dict]:
    return json.loads(file.read_text(encoding="utf-8"))["features"]


def make_map(municipalities: list[dict], regions: list[dict]) -> dict:
    """Return the map as it is stored: arcs in grid units, and municipalities made of them."""
    rings = rings_by_code(municipalities)
    names = {feature["properties"]["NATCODE"]: feature["properties"] for feature in municipalities}
    arcs, of_code = cut_into_arcs(rings)
    labels = {code: label_point(of_code, code, arcs) for code in rings}
    region_rings = rings_by_code(regions)
    region_names = {f["properties"]["NATCODE"]: f["properties"]["NAMEFIN"] for f in regions}
    return {
        "source": SOURCE,
        "grid": GRID,
        "arcs": [deltas(arc) for arc in arcs],
        "municipalities": [
            {
                "code": code,
                "name": names[code]["NAMEFIN"],
                "swedish": names[code]["NAMESWE"],
                "region": region_names[region_of(labels[code], region_rings)],
                "label": labels[code],
                "rings": of_code[code],
            }
            for code in sorted(rings)
        ],
    }


def as_text(result: dict) -> str:
    """Return JSON with one arc or municipality per line, for readable diffs."""
    lines = {
        key: "[\n" + ",\n".join(compact(item) for item in value) + "\n]"
        if isinstance(value, list)
        else compact(value)
        for key, value in result.items()
    }
    return "{\n" + ",\n".join(f'"{key}": {value}' for key, value in lines.items()) + "\n}\n"


def compact(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# From degrees to metres


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Convert degrees to metres east and north in ETRS-TM35FIN.

    The Krüger series to the fourth order, as in Karney, Transverse Mercator with an accuracy of a
    few nanometers, Journal of Geodesy 85 (2011), formulas 7-11 and 35; accurate to a millimetre
    within Finland.
    """
    phi, lam = math.radians(latitude), math.radians(longitude - MERIDIAN)
    conformal = math.asinh(math.tan(phi)) - ECCENTRICITY * math.atanh(ECCENTRICITY * math.sin(phi))
    beta = math.atan(math.sinh(conformal))
    eta = math.atanh(math.cos(beta) * math.sin(lam))
    xi = math.asin(math.sin(beta) * math.cosh(eta))
    north, east = xi, eta
    for k, factor in enumerate(SERIES, start=1):
        north += factor * math.sin(2 * k * xi) * math.cosh(2 * k * eta)
        east += factor * math.cos(2 * k * xi) * math.sinh(2 * k * eta)
    return SCALE * RADIUS * east + FALSE_EASTING, SCALE * RADIUS * north


def rings_by_code(features: list[dict]) -> dict[str, list[list[Point]]]:
    """Return the rings of each area on the grid, without the repeated last point."""
    rings = defaultdict(list)
    for feature in features:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for polygon in polygons:
            for ring in polygon:
                points = [tuple(round(m / GRID) for m in project(*point[:2])) for point in ring]
                points = [one for one, after in pairwise(points) if one != after]
                if len(points) > 2:
                    rings[feature["properties"]["NATCODE"]].append(points)
    return rings


# Shared borders


def cut_into_arcs(rings: dict[str, list[list[Point]]]) -> tuple[list[list[Point]], dict[str, list]]:
    """Return the arcs that make up the rings, and each ring as a list of arc numbers.

    As in TopoJSON, ~n means arc n reversed. An arc ends where the areas beside it change.
    """
    beside = defaultdict(set)
    for code, of_code in rings.items():
        for ring in of_code:
            for edge in edges(ring):
                beside[frozenset(edge)].add(code)
    numbers: dict[tuple, int] = {}
    arcs: list[list[Point]] = []

    def number(arc):
        """Return the number of the arc, or ~number if it is known in the other direction."""
        key, back = tuple(arc), tuple(reversed(arc))
        if back in numbers and back != key:
            return ~numbers[back]
        if key not in numbers:
            numbers[key] = len(arcs)
            arcs.append(simplified(arc))
        return numbers[key]

    of_code = {
        code: [[number(arc) for arc in split(ring, beside)] for ring in of_code]
        for code, of_code in rings.items()
    }
    return arcs, of_code


def edges(ring: list[Point]):
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def split(ring: list[Point], beside: dict) -> list[list[Point]]:
    """Cut the ring where the areas beside it change; a ring without such a point stays whole."""
    sides = [beside[frozenset(edge)] for edge in edges(ring)]
    cuts = [n for n, side in enumerate(sides) if side != sides[n - 1]]
    if not cuts:
        first = ring.index(min(ring))
        whole = ring[first:] + ring[: first + 1]
        # Both neighbours start a whole ring at the same point; make the direction equal too.
        return [whole if whole[1] <= whole[-2] else whole[::-1]]
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    places = [n - cuts[0] for n in cuts] + [len(ring)]
    return [turned[start : end + 1] for start, end in pairwise(places)]


def simplified(line: list[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """Simplify the line (Douglas and Peucker 1973); a closed line keeps at least a triangle."""
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda n: math.dist(line[0], line[n]))
        halves = thinned(line[: far + 1], tolerance), thinned(line[far:], tolerance)
        closed = halves[0] + halves[1][1:]
        return closed if len(closed) > 3 else line
    return thinned(line, tolerance)


def thinned(line: list[Point], tolerance: float) -> list[Point]:
    if len(line) < 3:
        return line
    strays = [stray(point, line[0], line[-1]) for point in line[1:-1]]
    worst = max(range(len(strays)), key=strays.__getitem__)
    if strays[worst] <= tolerance:
        return [line[0], line[-1]]
    middle = worst + 1
    return thinned(line[: middle + 1], tolerance)[:-1] + thinned(line[middle:], tolerance)


def stray(point, start, end) -> float:
    """Return the distance of the point from the segment between start and end, in grid units."""
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    share = sum((p - s) * (e - s) for p, s, e in zip(point, start, end, strict=True)) / length**2
    share = min(1.0, max(0.0, share))
    return math.dist(point, [s + share * (e - s) for s, e in zip(start, end, strict=True)])


def deltas(arc: list[Point]) -> list[int]:
    """Return the first point and the steps from point to point, as a flat list."""
    steps = [(after[0] - one[0], after[1] - one[1]) for one, after in pairwise(arc)]
    return [number for point in [arc[0], *steps] for number in point]


# Label positions and regions


def label_point(of_code: dict, code: str, arcs: list[list[Point]]) -> Point:
    """Return the grid point deepest inside the area, searched on ever finer nets."""
    rings = [join_arcs(ring, arcs) for ring in of_code[code]]
    xs, ys = zip(*[point for ring in rings for point in ring], strict=True)
    middle, reach = (
        ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2),
        max(max(xs) - min(xs), max(ys) - min(ys)) / 2,
    )
    while reach > 1:
        steps = [reach * n / 8 for n in range(-8, 9)]
        net = [(middle[0] + dx, middle[1] + dy) for dx in steps for dy in steps]
        middle, reach = max(net, key=lambda point: depth(point, rings)), reach / 4
    return round(middle[0]), round(middle[1])


def join_arcs(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring of arcs, without the repeated last point."""
    points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[:-1]
    return points


def depth(point, rings) -> float:
    """Return how far inside the rings the point is; negative outside."""
    near = min(stray(point, *edge) for ring in rings for edge in edges(ring))
    return near if inside(point, rings) else -near


def inside(point, rings) -> bool:
    """Return whether the point is inside, by the even-odd rule for a ray to the east."""
    x, y = point
    crossed = False
    for ring in rings:
        for (x1, y1), (x2, y2) in edges(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossed = not crossed
    return crossed


def region_of(point, region_rings: dict) -> str:
    """Return the code of the region that the point is deepest inside."""
    return max(region_rings, key=lambda code: depth(point, region_rings[code]))


if __name__ == "__main__":
    main()
