"""Watches: shown on the dashboard, and mailed to staff in one digest a day."""

import datetime

import pytest
from django.urls import reverse

from home.approval import service
from home.mail.models import OutboxMail
from home.scheduling.running import run_due
from networks.models import NominationPage
from tests.approving import draft_of, member
from tests.factories import make_meeting, make_page, make_representatives_page, make_statement
from tests.home.approval_desk.test_reminders import at, clock

pytestmark = pytest.mark.usefixtures("roles")
D = datetime.date
MORNING = "2026-05-20 08.00"  # a Wednesday


@pytest.fixture
def secretary(council):
    return member(council, "secretariat")


@pytest.fixture
def chair(council):
    return member(council, "chair")


def digest(moment):
    """Return each person's mail of that morning; assert that a second run sends none."""
    last = OutboxMail.objects.order_by("pk").last()
    with clock(at(moment)):
        run_due(at(moment), only="digest")
        run_due(at(moment), only="digest")
    new = OutboxMail.objects.filter(kind="digest", pk__gt=last.pk if last else 0)
    assert len({mail.to for mail in new}) == len(new), "one mail for each person"
    return {mail.to: mail for mail in new}


def make_call(council, **fields):
    fields = {
        "opens_on": D(2026, 5, 1),
        "closes_on": D(2026, 5, 19),
        "title": "Edustajahaku",
    } | fields
    return make_page(
        NominationPage,
        make_representatives_page(council),
        asked_by="Mallikunta",
        body_name="Mallilautakunta",
        **fields,
    )


def make_overdue(council):
    fields = {"state": "sent", "answer_due": D(2026, 5, 19), "title": "Lausunto bussista"}
    return make_statement(council, **fields)


class TestMail:
    def test_is_one_for_each_person_a_day_whatever_came(self, council, secretary):
        make_call(council)
        make_overdue(council)
        make_meeting(council, D(2026, 5, 20), live=False, title="Toukokuun kokous")
        mails = digest(MORNING)
        assert list(mails) == [secretary.email]
        body = mails[secretary.email].text
        for words in ("Haku päättyi 19.5.2026.", "Lausunto bussista", "Kokous on tänään"):
            assert words in body
        assert mails[secretary.email].subject.endswith("ja 2 muuta asiaa")

    def test_comes_on_working_mornings_alone(self, council, secretary):
        make_call(council)
        for moment in ("2026-05-20 07.59", "2026-05-23 09.00"):
            assert digest(moment) == {}

    def test_comes_again_after_growing_pauses(self, council, secretary):
        make_call(council)
        mornings = [D(2026, 5, 20) + datetime.timedelta(days=n) for n in range(60)]
        mailed = [day for day in mornings if digest(f"{day} 08.00")]
        assert mailed == [D(2026, 5, 20), D(2026, 5, 27), D(2026, 6, 10), D(2026, 7, 9)]

    def test_ends_when_it_is_taken_care_of(self, council, secretary):
        call = make_call(council)
        assert digest(MORNING)
        NominationPage.objects.filter(pk=call.pk).update(decided_on=D(2026, 5, 22))
        assert digest("2026-05-27 08.00") == {}

    def test_goes_to_the_administration_where_there_is_no_secretary(self, council):
        administrator = member(council, "administration")
        make_call(council)
        assert list(digest(MORNING)) == [administrator.email]


class TestWhat:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, True),
            ({"closes_on": D(2026, 5, 20)}, False),
            ({"closes_on": D(2025, 5, 1), "opens_on": D(2025, 4, 1)}, False),
            ({"live": False}, False),
            ({"decided_on": D(2026, 5, 19)}, False),
        ],
    )
    def test_a_call_that_closed_undecided(self, council, secretary, fields, expected):
        make_call(council, **fields)
        assert bool(digest(MORNING)) is expected

    @pytest.mark.parametrize(
        ("day", "fields", "expected"),
        [
            (D(2026, 5, 20), {}, "Kokous on tänään"),
            (D(2026, 5, 21), {}, "Kokous on huomenna"),
            (D(2026, 5, 27), {}, "Kokous on 7 päivän päästä"),
            (D(2026, 5, 28), {}, None),
            (D(2026, 5, 19), {}, None),
            (D(2026, 5, 20), {"state": "cancelled"}, None),
            (D(2026, 5, 20), {"live": True}, None),
        ],
    )
    def test_a_meeting_that_readers_do_not_see(self, council, secretary, day, fields, expected):
        make_meeting(council, day, **{"live": False} | fields)
        bodies = [mail.text for mail in digest(MORNING).values()]
        assert (expected in bodies[0]) if expected else not bodies

    def test_an_invitation_that_waits_for_the_chair(self, council, secretary, chair):
        with clock(at("2026-05-18 10.00")):
            meeting = make_meeting(council, D(2026, 5, 20), live=False)
            draft_of(meeting, secretary)
            service.submit(meeting, secretary)
        assert "Kutsu odottaa hyväksyntää." in digest(MORNING)[secretary.email].text

    def test_is_on_the_dashboard_of_those_who_can_do_something(self, council, as_user):
        with clock(at(MORNING)):
            statement = make_overdue(council)
            html = as_user("secretariat").get(reverse("wagtailadmin_home")).text
            assert "Vastaus on myöhässä: Lausunto bussista" in html
            assert reverse("wagtailadmin_pages:edit", args=[statement.pk]) in html
            assert "Vastaus on myöhässä" not in as_user("chair").get("/hallinta/").text
