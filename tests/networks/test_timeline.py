"""Mandates on a timeline."""

import datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from networks.timeline import MOST_TICKS, make_timeline

D = datetime.date
TODAY = D(2024, 6, 1)
DAYS = st.dates(D(1999, 1, 1), D(2040, 1, 1))


def mandate(starts, ends=None, term_ends=None):
    return SimpleNamespace(starts=starts, ends=ends, term=SimpleNamespace(ends=term_ends))


@st.composite
def mandates(draw):
    starts = draw(DAYS)
    later = st.none() | st.dates(starts, D(2040, 1, 1))
    return mandate(starts, draw(later), draw(later))


def number(share):
    return float(share.removesuffix("%"))


@given(st.lists(mandates(), min_size=1, max_size=8), DAYS)
def test_every_bar_lies_on_the_line(held, today):
    line = make_timeline(held, today)
    assert [span.mandate for span in line.spans] == held
    for span in line.spans:
        assert number(span.x) >= 0
        assert number(span.width) >= 0
        assert number(span.x) + number(span.width) <= 100.11
    assert len(line.ticks) <= MOST_TICKS
    assert all(0 <= number(tick.x) < 100 for tick in line.ticks)


@given(st.lists(mandates(), min_size=2, max_size=8))
def test_who_began_earlier_stands_further_left(held):
    spans = sorted(make_timeline(held, TODAY).spans, key=lambda span: span.mandate.starts)
    places = [number(span.x) for span in spans]
    assert places == sorted(places)


def test_a_year_has_ticks_by_month_and_a_decade_by_year():
    short = make_timeline([mandate(D(2024, 1, 1))], TODAY)
    long = make_timeline([mandate(D(2014, 2, 1))], TODAY)
    assert [tick.label for tick in short.ticks] == [f"{month}/2024" for month in range(1, 6)]
    assert [tick.label for tick in long.ticks] == ["2015", "2017", "2019", "2021", "2023"]


def test_half_of_the_time_is_half_of_the_line():
    first, last = D(2023, 1, 1), D(2023, 1, 10)
    span = make_timeline([mandate(first, D(2023, 1, 5))], TODAY, first, last).spans[0]
    assert (span.x, span.width, span.open) == ("0.0%", "50.0%", False)


def test_what_goes_on_is_open_and_ends_with_its_term():
    spans = make_timeline(
        [mandate(D(2023, 1, 1)), mandate(D(2023, 1, 1), None, TODAY)], TODAY
    ).spans
    assert [span.open for span in spans] == [True, False]


def test_nobody_has_no_time():
    assert make_timeline([], TODAY) is None
