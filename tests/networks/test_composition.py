"""Who sits in the council on a day."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from networks.dates import Period, Precision
from networks.models import Mandate, Seat, Term
from networks.models.representatives import composition_on, past_terms
from networks.overlaps import clash, overlap
from tests.factories import make_council, make_mandate, make_person, make_seat, make_term

D = datetime.date
# A short stretch of days, so that periods often touch, meet and overlap.
DAYS = st.dates(D(2024, 1, 1), D(2024, 1, 9))


@st.composite
def periods(draw):
    starts = draw(DAYS)
    return starts, draw(st.none() | st.dates(starts, D(2024, 1, 9)))


def holds(period, day):
    """The naive model: a span of days with both ends, the last one perhaps open."""
    starts, ends = period
    return starts <= day and (ends is None or day <= ends)


class CompositionOfRandomHistories(TestCase):
    """`composition_on` gives what going through every mandate by hand gives."""

    @classmethod
    def setUpTestData(cls):
        cls.council = make_council()
        cls.seats = [make_seat(cls.council) for _ in range(3)]
        cls.people = [make_person() for _ in range(4)]

    @settings(max_examples=40, deadline=None)
    @given(
        mandates=st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 3), periods()),
            max_size=8,
            unique_by=lambda row: row[:2],
        ),
        day=DAYS,
        last_day_of_term=st.none() | DAYS,
    )
    def test_it_is_what_the_naive_model_says(self, mandates, day, last_day_of_term):
        of_term = D(2024, 1, 1), last_day_of_term
        term = make_term(self.council, of_term[0], ends=of_term[1], live=True)
        for seat, person, (starts, ends) in mandates:
            make_mandate(term, self.seats[seat], self.people[person], starts=starts, ends=ends)
        expected = {
            (self.seats[seat].pk, self.people[person].pk)
            for seat, person, period in mandates
            if holds(period, day) and holds(of_term, day)
        }
        composition = composition_on(day, self.council.pk)
        assert pairs(composition) == expected
        assert composition.seat_count == 3, "vacant seats are shown too"
        assert composition.person_count == len({person for _, person in expected})


def pairs(composition):
    return {
        (holders.seat.pk, mandate.person_id)
        for group in composition.groups
        for holders in group.seats
        for mandate in holders.mandates
    }


@given(one=periods(), other=periods())
def test_two_periods_overlap_when_they_share_a_day(one, other):
    days = [D(2024, 1, 1) + datetime.timedelta(n) for n in range(10)]
    shared = any(holds(one, day) and holds(other, day) for day in days)
    assert (
        overlap(Mandate(starts=one[0], ends=one[1]), Mandate(starts=other[0], ends=other[1]))
        == shared
    )


@pytest.mark.parametrize("missing", ["starts", "seat_id", "person_id"])
def test_an_unfinished_row_clashes_with_nothing(missing):
    fields = {"starts": D(2024, 1, 1), "seat_id": 1, "person_id": 1}
    assert clash(Mandate(**fields), Mandate(**fields))
    assert not clash(Mandate(**fields), Mandate(**fields | {missing: None}))


@pytest.fixture
def term(council):
    return make_term(council, D(2023, 1, 1), live=True)


class TestOnADay:
    def test_the_first_and_the_last_day_belong_to_the_mandate(self, council, term):
        mandate = make_mandate(term, starts=D(2024, 3, 10), ends=D(2024, 5, 20))
        found = [
            day
            for day in (D(2024, 3, 9), D(2024, 3, 10), D(2024, 5, 20), D(2024, 5, 21))
            if (mandate.seat_id, mandate.person_id) in pairs(composition_on(day, council.pk))
        ]
        assert found == [D(2024, 3, 10), D(2024, 5, 20)]

    def test_a_term_that_is_a_draft_is_not_shown(self, council):
        draft = make_term(council, D(2024, 1, 1), live=False)
        make_mandate(draft)
        assert not pairs(composition_on(D(2024, 2, 1), council.pk))

    def test_a_seat_that_is_a_draft_is_not_shown_empty(self, council, term):
        make_seat(council, live=False)
        assert composition_on(D(2024, 2, 1), council.pk).seat_count == 0

    def test_a_seat_is_there_only_while_it_exists(self, council, term):
        make_seat(council, starts=D(2024, 2, 1), ends=D(2024, 2, 28))
        counts = [
            composition_on(day, council.pk).seat_count
            for day in (D(2024, 1, 31), D(2024, 2, 1), D(2024, 2, 28), D(2024, 2, 29))
        ]
        assert counts == [0, 1, 1, 0]

    def test_another_council_has_its_own(self, council, term):
        make_mandate(term)
        other = make_council("Toismaan neuvottelukunta", "Toismaa", slug="toismaa")
        assert not composition_on(D(2024, 2, 1), other.pk).groups

    def test_groups_come_in_the_councils_order(self, council, term):
        for group in reversed(Seat.Group.values):
            make_seat(council, group=group)
        groups = [group.key for group in composition_on(D(2024, 2, 1), council.pk).groups]
        assert groups == Seat.Group.values

    def test_statements_do_not_grow_with_people(self, council, term, django_assert_num_queries):
        for _ in range(12):
            make_mandate(term)
        with django_assert_num_queries(2):
            composition = composition_on(D(2024, 2, 1), council.pk)
            assert all(
                str(m.person) and str(m.seat)
                for g in composition.groups
                for s in g.seats
                for m in s.mandates
            )


def test_past_terms_have_ended_and_are_public(council):
    ended = make_term(council, D(2022, 1, 1), ends=D(2022, 12, 31), live=True)
    make_term(council, D(2021, 1, 1), ends=D(2021, 12, 31), live=False)
    make_term(council, D(2023, 1, 1), live=True)
    assert list(past_terms(D(2023, 1, 1), council.pk)) == [ended]
    assert list(past_terms(D(2022, 12, 31), council.pk)) == []
    assert Term.objects.on(D(2022, 12, 31)).get() == ended


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": D(2022, 2, 17)}, "17.2.2022–"),
        (
            {"starts": D(2022, 2, 17), "ends": D(2022, 12, 31), "ends_precision": "year"},
            "17.2.2022–2022",
        ),
        ({"starts": D(2023, 1, 1), "starts_precision": "year"}, "2023–"),
        (
            {
                "starts": D(2023, 1, 1),
                "starts_precision": "year",
                "ends": D(2023, 12, 31),
                "ends_precision": "year",
            },
            "2023",
        ),
        (
            {"starts": D(2022, 2, 1), "starts_precision": "month", "ends": D(2022, 3, 9)},
            "helmikuu 2022–9.3.2022",
        ),
        ({"starts": D(2022, 2, 17), "ends": D(2022, 2, 17)}, "17.2.2022"),
    ],
)
def test_a_period_in_words(fields, words):
    fields = {"starts_precision": Precision.DAY, "ends_precision": Precision.DAY} | fields
    assert Mandate(**fields).period == words


def test_current_is_today(council, term):
    today = timezone.localdate()
    mandate = make_mandate(term, starts=today)
    make_mandate(term, starts=today + datetime.timedelta(1))
    assert list(Mandate.objects.current()) == [mandate]
    assert issubclass(Term, Period)
