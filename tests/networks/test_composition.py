"""The composition of the council on a day."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from networks.dates import Period, Precision
from networks.models import Mandate, Seat, Term
from networks.models.representatives import composition_on
from networks.overlaps import find_clash, periods_overlap
from tests.factories import make_council, make_mandate, make_person, make_seat, make_term

D = datetime.date
# A short stretch of days, so that periods often touch, meet and overlap.
DAYS = st.dates(D(2024, 1, 1), D(2024, 1, 9))


@st.composite
def periods(draw):
    starts = draw(DAYS)
    return starts, draw(st.none() | st.dates(starts, D(2024, 1, 9)))


def holds(period, day):
    """The naive model: a period with both ends included, the end optional."""
    starts, ends = period
    return starts <= day and (ends is None or day <= ends)


class CompositionOfRandomHistories(TestCase):
    """`composition_on` agrees with a naive search through all mandates."""

    @classmethod
    def setUpTestData(cls):
        cls.council = make_council()
        cls.people = [make_person() for _ in range(4)]

    @settings(max_examples=40, deadline=None)
    @given(
        seats=st.lists(st.tuples(st.booleans(), periods()), min_size=3, max_size=3),
        border=st.none() | DAYS,
        live=st.tuples(st.booleans(), st.booleans()),
        incomplete=st.booleans(),
        mandates=st.lists(
            st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 3), periods()),
            max_size=10,
            unique_by=lambda row: row[:3],
        ),
    )
    def test_it_is_what_the_naive_model_says(self, seats, border, live, incomplete, mandates):
        """Create two adjacent terms, published or not, seats with periods, and any mandates.

        Every day is compared, since a random one would seldom be the first or last of a period.
        """
        first, second = (D(2024, 1, 1), border), (next_day(border), None)
        spans = [first, second] if border else [first]
        terms = [
            make_term(self.council, starts, ends=ends, live=live[n], incomplete=incomplete)
            for n, (starts, ends) in enumerate(spans)
        ]
        places = [
            make_seat(self.council, live=public, starts=starts, ends=ends)
            for public, (starts, ends) in seats
        ]
        held = []
        for term, seat, person, span in mandates:
            if term < len(terms):
                seat, person = places[seat], self.people[person]
                make_mandate(terms[term], seat, person, starts=span[0], ends=span[1])
                if live[term]:
                    held.append((seat.pk, person.pk, span, spans[term]))
        existing = [
            (place.pk, span) for place, (public, span) in zip(places, seats, strict=True) if public
        ]
        for number in range(9):
            self.check(D(2024, 1, 1 + number), held, existing, incomplete)

    def check(self, day, held, existing, incomplete):
        expected = {
            (seat, person)
            for seat, person, span, term in held
            if holds(span, day) and holds(term, day)
        }
        composition = composition_on(day, self.council.pk)
        assert pairs(composition) == expected
        shown = {seat for seat, _ in expected}
        if not (expected and incomplete):
            shown |= {seat for seat, span in existing if holds(span, day)}
        assert {held.seat.pk for held in composition.seats} == shown
        assert composition.vacancies == len(shown - {seat for seat, _ in expected})
        assert composition.person_count == len({person for _, person in expected})


def next_day(day):
    return day and day + datetime.timedelta(1)


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
        periods_overlap(
            Mandate(starts=one[0], ends=one[1]), Mandate(starts=other[0], ends=other[1])
        )
        == shared
    )


@pytest.mark.parametrize("missing", ["starts", "seat_id", "person_id"])
def test_an_unfinished_row_clashes_with_nothing(missing):
    fields = {"starts": D(2024, 1, 1), "seat_id": 1, "person_id": 1}
    assert find_clash(Mandate(**fields), Mandate(**fields))
    assert not find_clash(Mandate(**fields), Mandate(**fields | {missing: None}))


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


class TestDeputies:
    def test_a_personal_deputy_stands_after_the_member(self, council, term):
        seat = make_seat(council)
        first, second = make_mandate(term, seat), make_mandate(term, seat)
        common = make_mandate(term, seat, role="deputy")
        own = make_mandate(term, seat, role="deputy", deputy_of=first)
        (held,) = composition_on(D(2024, 2, 1), council.pk).seats
        assert held.in_order == [first, own, second, common]
        assert not held.is_vacant

    def test_a_seat_with_a_deputy_alone_is_vacant(self, council, term):
        deputy = make_mandate(term, role="deputy")
        (held,) = composition_on(D(2024, 2, 1), council.pk).seats
        assert held.is_vacant
        assert held.in_order == [deputy]

    def test_shared_deputies_are_no_seat(self, council, term):
        make_mandate(term)
        make_mandate(term, make_seat(council, right="pool"), role="deputy")
        composition = composition_on(D(2024, 2, 1), council.pk)
        assert (composition.seat_count, composition.person_count) == (1, 2)
        assert len(composition.groups[0].pool) == 1

    def test_two_people_without_a_role_in_the_source(self, council, term):
        seat = make_seat(council)
        make_mandate(term, seat, role="unknown", ends=D(2024, 1, 31))
        make_mandate(term, seat, role="unknown", starts=D(2024, 2, 1))
        (held,) = composition_on(D(2024, 1, 31), council.pk).seats
        assert not held.deputy_is_unknown, "one after the other is no doubt"
        make_mandate(term, seat, role="unknown")
        (held,) = composition_on(D(2024, 1, 31), council.pk).seats
        assert held.deputy_is_unknown


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
