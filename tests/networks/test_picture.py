"""The picture of the council: every seat once, no two overlapping, all within the frame."""

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.composition import SeatGroup, SeatHolders
from networks.models import Seat
from networks.picture import MARK, SHAPES, WIDTH, draw_council

KEYS = Seat.Group.values


@st.composite
def councils(draw, most=24):
    sizes = draw(st.lists(st.integers(0, most), min_size=len(KEYS), max_size=len(KEYS)))
    numbers = iter(range(sum(sizes)))
    return [
        SeatGroup(key, key, [SeatHolders(next(numbers)) for _ in range(size)])
        for key, size in zip(KEYS, sizes, strict=True)
    ]


@given(councils(most=9))
def test_every_seat_has_its_own_place_in_the_frame(groups):
    picture = draw_council(groups)
    assert sorted(mark.holders.seat for mark in picture.marks) == list(
        range(sum(len(group.seats) for group in groups))
    )
    assert {mark.holders.seat: mark.key for mark in picture.marks} == {
        held.seat: group.key for group in groups for held in group.seats
    }
    for mark in picture.marks:
        assert MARK <= mark.x <= WIDTH - MARK
        assert MARK <= mark.y <= picture.height - MARK
    for one, other in combinations(picture.marks, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 2 * MARK - 3


@given(councils(most=60))
def test_even_a_crowd_is_drawn(groups):
    picture = draw_council(groups)
    assert len(picture.marks) == sum(len(group.seats) for group in groups)
    assert all(re.fullmatch(r"[MLVCQ\d. -]+", line) for line in [*picture.arms, picture.trunk])


@given(councils(most=9))
def test_a_group_sits_together(groups):
    """From left to right along the arcs, one group ends before the next begins."""
    picture = draw_council(groups)
    around = [mark.key for mark in picture.marks if mark.key != "officers"]
    assert around == sorted(around, key=KEYS.index)


def test_no_two_groups_share_a_shape():
    assert set(SHAPES) == set(KEYS)
    assert len(set(SHAPES.values())) == len(KEYS)


@pytest.mark.parametrize("number", [0, 1])
def test_an_empty_council_is_no_fault(number):
    group = SeatGroup("networks", "Verkostot", [SeatHolders(n) for n in range(number)])
    assert len(draw_council([group]).marks) == number
