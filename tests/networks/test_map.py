"""The map: its projection, shared borders, and the drawing of a region."""

import json
import math
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.region_map import PATTERNS, SIZE, atlas, codes_in, draw_map, neighbours, outline
from scripts import make_map

REGIONS = sorted({town["region"] for town in atlas()["municipalities"]})
LONGITUDES, LATITUDES = st.floats(19, 32), st.floats(59.5, 70.1)


class TestProjection:
    """The projection is a transverse Mercator: true on the central meridian, and conformal."""

    def test_the_middle_meridian_is_as_long_as_it_is(self):
        """Compare with the meridian arc, summed up in small steps."""
        e2 = make_map.ECCENTRICITY**2
        steps, top = 20_000, math.radians(60)
        length = sum(
            make_map.AXIS * (1 - e2) / (1 - e2 * math.sin((n + 0.5) * top / steps) ** 2) ** 1.5
            for n in range(steps)
        )
        east, north = make_map.project(27, 60)
        assert east == pytest.approx(500_000, abs=1e-6)
        assert north == pytest.approx(0.9996 * length * top / steps, abs=0.01)

    @given(LONGITUDES, LATITUDES)
    def test_a_small_square_stays_a_square(self, longitude, latitude):
        east, north = steps_on_the_ground(longitude, latitude)
        assert math.hypot(*east) == pytest.approx(math.hypot(*north), rel=1e-5)
        assert east[0] * north[0] + east[1] * north[1] == pytest.approx(0, abs=1e-5)

    @given(LONGITUDES, LATITUDES)
    def test_east_and_west_of_the_middle_are_mirrored(self, longitude, latitude):
        east, north = make_map.project(longitude, latitude)
        mirrored = make_map.project(54 - longitude, latitude)
        assert mirrored == pytest.approx((1_000_000 - east, north), abs=1e-3)


def steps_on_the_ground(longitude, latitude, step=1e-5):
    """Return how the projected point moves for a metre to the east and a metre to the north."""
    here = make_map.project(longitude, latitude)
    e2, phi = make_map.ECCENTRICITY**2, math.radians(latitude)
    bend = 1 - e2 * math.sin(phi) ** 2
    eastward = math.radians(step) * make_map.AXIS / math.sqrt(bend) * math.cos(phi)
    northward = math.radians(step) * make_map.AXIS * (1 - e2) / bend**1.5
    for there, metres in (
        (make_map.project(longitude + step, latitude), eastward),
        (make_map.project(longitude, latitude + step), northward),
    ):
        yield (there[0] - here[0]) / metres, (there[1] - here[1]) / metres


def square(code, west, south, size=0.2, hole=None):
    corners = [(0, 0), (1, 0), (1, 0.4), (1, 1), (0, 1), (0, 0.4), (0, 0)]
    rings = [[[west + x * size, south + y * size / 2] for x, y in corners]]
    names = {"NATCODE": code, "NAMEFIN": f"Kunta {code}", "NAMESWE": f"Kommun {code}"}
    shape = {"type": "Polygon", "coordinates": rings + (hole or [])}
    return {"properties": names, "geometry": shape}


class TestMaking:
    @pytest.fixture
    def made(self):
        towns = [square("001", 26.0, 61.0), square("002", 26.2, 61.0), square("003", 26.2, 61.1)]
        regions = [square("01", 25.9, 60.9, size=0.9), square("02", 28, 60.9, size=0.9)]
        return make_map.make_map(towns, regions)

    def test_neighbours_share_their_border(self, made):
        beside = neighbours({town["code"]: town["rings"] for town in made["municipalities"]})
        assert beside == {"001": {"002"}, "002": {"001", "003"}, "003": {"002"}}

    def test_each_lies_in_its_region(self, made):
        assert {town["region"] for town in made["municipalities"]} == {"Kunta 01"}

    def test_the_label_is_inside(self, made):
        arcs = [points(arc) for arc in made["arcs"]]
        for town in made["municipalities"]:
            rings = [make_map.join_arcs(ring, arcs) for ring in town["rings"]]
            assert make_map.inside(town["label"], rings)

    def test_the_script_writes_what_can_be_read(self, made, tmp_path, monkeypatch, capsys):
        for name, features in (("kunnat", [square("001", 26.0, 61.0)]), ("alueet", [])):
            features = features or [square("01", 25.9, 60.9, size=0.9)]
            (tmp_path / name).write_text(json.dumps({"features": features}), encoding="utf-8")
        target = tmp_path / "kartta.json"
        arguments = ["make_map", str(tmp_path / "kunnat"), str(tmp_path / "alueet")]
        monkeypatch.setattr("sys.argv", [*arguments, "--target", str(target)])
        make_map.main()
        written = json.loads(target.read_text(encoding="utf-8"))
        assert [town["code"] for town in written["municipalities"]] == ["001"]
        assert "CC BY 4.0" in written["source"]
        assert "1 municipalities" in capsys.readouterr().out


def points(row):
    places, x, y = [], 0, 0
    for dx, dy in zip(row[::2], row[1::2], strict=True):
        x, y = x + dx, y + dy
        places.append((x, y))
    return places


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=30))
def test_a_simplified_line_keeps_its_ends_and_strays_little(line):
    thin = make_map.thinned(line, 2.0)
    assert (thin[0], thin[-1]) == (line[0], line[-1])
    assert set(thin) <= set(line)


class TestFinland:
    """The map data in the repository."""

    def test_every_municipality_is_there_with_its_names_and_region(self):
        towns = atlas()["municipalities"]
        assert len(towns) == 309
        assert all(re.fullmatch(r"\d{3}", town["code"]) for town in towns)
        assert all(town["name"] and town["swedish"] and town["region"] for town in towns)
        assert len(REGIONS) == 19

    def test_a_border_has_one_or_two_sides(self):
        """A gap or an overlap between neighbours would leave parallel arcs."""
        use = Counter(
            number if number >= 0 else ~number
            for town in atlas()["municipalities"]
            for ring in town["rings"]
            for number in ring
        )
        assert set(use) == set(range(len(atlas()["arcs"])))
        assert set(use.values()) == {1, 2}
        outer = Counter(
            end for n, sides in use.items() if sides == 1 for end in ends(atlas()["arcs"][n])
        )
        assert set(outer.values()) == {2}, "the border of the country is closed"

    def test_rings_are_closed(self):
        for town in atlas()["municipalities"]:
            for ring in town["rings"]:
                assert len(outline(ring)) >= 3
                arcs = [atlas()["arcs"][n] if n >= 0 else atlas()["arcs"][~n][::-1] for n in ring]
                assert all(a[-1] == b[0] for a, b in zip(arcs, [*arcs[1:], arcs[0]], strict=True))


def ends(arc):
    return arc[0], arc[-1]


@pytest.mark.parametrize("region", REGIONS)
class TestRegion:
    def test_is_drawn_within_its_frame(self, region):
        drawn = draw_map(codes_in(region))
        assert max(drawn.width, drawn.height) == SIZE
        for area in drawn.areas:
            assert 0 < area.label[0] < drawn.width
            assert 0 < area.label[1] < drawn.height
            assert re.fullmatch(r"(M\d+ \d+(l-?\d+[ -]\d+)+z)+", area.path)

    def test_is_small(self, region):
        assert sum(len(area.path) for area in draw_map(codes_in(region)).areas) < 10_000

    def test_neighbours_have_different_patterns(self, region):
        codes = codes_in(region)
        rings = {t["code"]: t["rings"] for t in atlas()["municipalities"] if t["code"] in codes}
        patterns = {area.code: area.pattern for area in draw_map(codes).areas}
        assert patterns.keys() == rings.keys()
        assert set(patterns.values()) <= set(range(1, PATTERNS + 1))
        for code, others in neighbours(rings).items():
            assert patterns[code] not in {patterns[other] for other in others}


def test_what_is_not_on_the_map_is_not_drawn():
    assert codes_in("Mallimaa") == frozenset()
    assert draw_map(frozenset()) is None
    assert draw_map(frozenset({"000"})) is None


def test_names_stand_in_the_order_of_the_finnish_alphabet():
    names = [area.name for area in draw_map(codes_in("Pirkanmaa")).areas]
    assert names[-1] == "Ylöjärvi" or names[-1].startswith(("Ä", "Ö"))
    assert names.index("Akaa") < names.index("Tampere")
