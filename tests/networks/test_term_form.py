"""The form of a term: what it refuses, in Finnish, and what it stores."""

import datetime

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.approval.service import approve
from networks.models import Mandate, Seat, Term
from tests.approving import task_of
from tests.factories import make_mandate, make_person, make_seat, make_term

D = datetime.date
SEND = {"action-submit": "1"}
OVERLAP_PERSON = "Henkilöllä on jo edustus tällä paikalla samaan aikaan."
OVERLAP_OFFICE = "Tehtävässä on jo toinen henkilö samaan aikaan."


@pytest.fixture
def chair(council, as_user):
    """Return the chair, who approves what the secretary sends."""
    return as_user("chair").user


def row(mandate=None, **fields):
    """Return a mandate as the form sends it: stored values with the editor's changes."""
    stored = (
        {
            name: getattr(mandate, name)
            for name in ("id", "seat_id", "person_id", "role", "starts", "ends")
        }
        if mandate
        else {"role": "member"}
    )
    data = {name.removesuffix("_id"): value for name, value in (stored | fields).items()}
    data = {name: getattr(value, "pk", value) for name, value in data.items()}
    data = {name: f"{v:%d.%m.%Y}" if isinstance(v, D) else v for name, v in data.items()}
    precisions = {"starts_precision": "day", "ends_precision": "day"}
    return precisions | {name: "" if value is None else value for name, value in data.items()}


def term_data(council, rows=(), initial=0, **fields):
    data = {
        "name": "2024",
        "starts": "1.1.2024",
        "starts_precision": "day",
        "ends": "",
        "ends_precision": "day",
        "note": "",
    }
    return nested_form_data(
        data
        | fields
        | {"mandates": inline_formset(list(rows), initial=initial), "comments": inline_formset([])}
    )


def add(client, data):
    return client.post(reverse(Term.snippet_viewset.get_url_name("add")), data)


def edit(client, term, data, **action):
    return client.post(
        reverse(Term.snippet_viewset.get_url_name("edit"), args=[term.pk]), data | action
    )


def send_and_approve(client, chair, term, data):
    """Return what readers see after the secretary has sent it and the chair has approved it."""
    assert edit(client, term, data, **SEND).status_code == 302
    assert Mandate.objects.count() == 1, "the public list waits for the approval"
    approve(task_of(term), chair, channel="login")


def test_a_term_with_its_mandates_is_stored_as_a_draft(secretary, council):
    seat, person = make_seat(council), make_person()
    response = add(
        secretary, term_data(council, [row(seat=seat, person=person, starts=D(2024, 1, 1))])
    )
    assert response.status_code == 302, response.context["form"].errors
    term = Term.objects.get()
    assert not term.live
    assert [m.person for m in term.mandates.all()] == [person]


def test_nobody_holds_the_same_seat_twice_at_a_time(secretary, council):
    seat, person = make_seat(council), make_person()
    rows = [row(seat=seat, person=person, starts=D(2024, month, 1)) for month in (1, 5)]
    response = add(secretary, term_data(council, rows))
    assert response.status_code == 200
    assert OVERLAP_PERSON in response.content.decode()
    assert not Term.objects.exists()


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretary"])
def test_an_office_has_one_holder_at_a_time(secretary, council, role):
    seat = make_seat(council, group=Seat.Group.OFFICERS)
    rows = [
        row(seat=seat, person=make_person(), role=role, starts=D(2024, month, 1))
        for month in (1, 5)
    ]
    response = add(secretary, term_data(council, rows))
    assert OVERLAP_OFFICE in response.content.decode()
    assert not Term.objects.exists()


def test_two_people_may_share_a_seat_as_members(secretary, council):
    seat = make_seat(council)
    rows = [row(seat=seat, person=make_person(), starts=D(2024, 1, 1)) for _ in range(2)]
    assert add(secretary, term_data(council, rows)).status_code == 302
    assert Mandate.objects.count() == 2


def test_a_new_term_names_the_same_people_again(secretary, council):
    """Ending a term ends its mandates."""
    seat, person = make_seat(council, group=Seat.Group.OFFICERS), make_person()
    old = make_term(council, D(2023, 1, 1), ends=D(2023, 12, 31), live=True)
    make_mandate(old, seat, person, role="chair")
    rows = [row(seat=seat, person=person, role="chair", starts=D(2024, 1, 1))]
    assert add(secretary, term_data(council, rows)).status_code == 302
    connection.check_constraints()  # deferred constraints are checked at commit
    assert Mandate.objects.filter(seat=seat, person=person, ends=None).count() == 2


def test_the_day_of_change_belongs_to_one_of_the_two(secretary, council):
    """The last day of one holder and the first day of the next must differ."""
    seat = make_seat(council)
    rows = [
        row(
            seat=seat, person=make_person(), role="chair", starts=D(2024, 1, 1), ends=D(2024, 5, 1)
        ),
        row(seat=seat, person=make_person(), role="chair", starts=D(2024, 5, 1)),
    ]
    assert OVERLAP_OFFICE in add(secretary, term_data(council, rows)).content.decode()
    rows[1] |= {"starts": "2.5.2024"}
    assert add(secretary, term_data(council, rows)).status_code == 302


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends": "31.12.2023"}, "Toimikausi ei voi päättyä ennen kuin se alkaa."),
        ({"starts": ""}, "Tämä kenttä on pakollinen"),
        ({"name": ""}, "Tämä kenttä on pakollinen"),
    ],
)
def test_a_term_that_cannot_be_is_refused(secretary, chair, council, fields, message):
    response = add(secretary, term_data(council, **fields) | SEND)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Term.objects.exists()


def test_a_mandate_does_not_end_before_it_starts(secretary, council):
    rows = [
        row(seat=make_seat(council), person=make_person(), starts=D(2024, 5, 1), ends=D(2024, 4, 1))
    ]
    response = add(secretary, term_data(council, rows))
    assert "Edustus ei voi päättyä ennen kuin se alkaa." in response.content.decode()


def test_terms_of_a_council_do_not_overlap(secretary, council):
    make_term(council, D(2023, 1, 1), ends=D(2024, 1, 1))
    response = add(secretary, term_data(council))
    assert "Toimikausi menee päällekkäin toisen toimikauden kanssa." in response.content.decode()
    assert add(secretary, term_data(council, starts="2.1.2024")).status_code == 302


def test_a_term_does_not_end_before_a_mandate_begins(secretary, council):
    term = make_term(council)
    mandate = make_mandate(term, make_seat(council), starts=D(2027, 1, 1))
    fields = term_data(council, [row(mandate)], initial=1, ends="31.12.2026")
    response = edit(secretary, term, fields)
    assert "Edustus alkaa vasta toimikauden päättymisen jälkeen." in response.text
    assert edit(secretary, term, fields | {"ends": "31.12.2027"}).status_code == 302


class TestChangeOfChair:
    """One form ends the old chair's mandate and starts the new one's."""

    @pytest.fixture
    def term(self, council):
        term = make_term(council)
        seat = make_seat(council, group=Seat.Group.OFFICERS)
        make_mandate(term, seat, role="chair")
        return Term.objects.get(pk=term.pk)

    @pytest.fixture
    def rows(self, term):
        old = term.mandates.get()
        return [
            row(old, ends=D(2024, 6, 30)),
            row(seat=old.seat, person=make_person(), role="chair", starts=D(2024, 7, 1)),
        ]

    def test_is_kept_as_a_draft(self, secretary, council, term, rows):
        response = edit(secretary, term, term_data(council, rows, initial=1))
        assert response.status_code == 302
        assert Mandate.objects.count() == 1, "the public list waits for the approval"
        draft = Term.objects.get().get_latest_revision_as_object()
        assert len(draft.mandates.all()) == 2

    def test_is_stored_when_approved(self, secretary, chair, council, term, rows):
        send_and_approve(secretary, chair, term, term_data(council, rows, initial=1))
        assert [m.ends for m in Mandate.objects.order_by("starts")] == [D(2024, 6, 30), None]

    def test_is_stored_when_a_draft_is_published_later(self, secretary, council, term, rows):
        edit(secretary, term, term_data(council, rows, initial=1))
        Term.objects.get().latest_revision.publish()
        assert [m.ends for m in Mandate.objects.order_by("starts")] == [D(2024, 6, 30), None]

    def test_whatever_the_order_of_the_rows(self, secretary, chair, council, term, rows):
        old, new = rows
        data = term_data(council, [old | {"ORDER": 2}, new | {"ORDER": 1}], initial=1)
        send_and_approve(secretary, chair, term, data)
        assert Mandate.objects.count() == 2

    def test_without_an_end_for_the_old_one_is_refused(self, secretary, chair, council, term, rows):
        rows[0] |= {"ends": ""}
        response = edit(secretary, term, term_data(council, rows, initial=1), **SEND)
        assert response.status_code == 200
        assert OVERLAP_OFFICE in response.content.decode()
        assert Mandate.objects.count() == 1

    def test_a_removed_row_no_longer_counts(self, secretary, chair, council, term, rows):
        rows[0] |= {"ends": "", "DELETE": "on"}
        send_and_approve(secretary, chair, term, term_data(council, rows, initial=1))
        assert Mandate.objects.get().starts == D(2024, 7, 1)


class TestDeputies:
    """A personal deputy belongs to one member of the same seat and term, one at a time."""

    @pytest.fixture
    def member(self, council):
        return make_mandate(make_term(council), make_seat(council))

    def send(self, client, member, *deputies):
        common = {"deputy_of": member.pk, "role": "deputy", "starts": member.starts}
        rows = [
            row(**common | {"seat": member.seat, "person": make_person()} | fields)
            for fields in deputies
        ]
        data = term_data(member.term.body, [row(member), *rows], initial=1)
        return edit(client, member.term, data).content.decode()

    def test_is_stored(self, secretary, member):
        assert not self.send(secretary, member, {})
        Term.objects.get().latest_revision.publish()
        assert member.deputies.count() == 1

    def test_is_a_deputy_by_role(self, secretary, member):
        answer = self.send(secretary, member, {"role": "member"})
        assert "Henkilökohtaisen varajäsenen rooli on varajäsen." in answer

    def test_sits_in_the_same_seat(self, secretary, member):
        answer = self.send(secretary, member, {"seat": make_seat(member.term.body)})
        assert "Valitse jäsen, joka on samalla paikalla samassa toimikaudessa." in answer

    def test_only_members_of_the_term_are_offered(self, secretary, member):
        stranger = make_mandate(make_term(member.term.body, D(2023, 1, 1), ends=D(2023, 12, 31)))
        own = make_mandate(member.term, member.seat, role="deputy", deputy_of=member)
        page = secretary.get(
            reverse(Term.snippet_viewset.get_url_name("edit"), args=[member.term.pk])
        )
        rows = page.context["form"].formsets["mandates"]
        for form in (*rows.forms, rows.empty_form):
            offered = set(form.fields["deputy_of"].queryset)
            assert member in offered
            assert not offered & {stranger, own}

    def test_two_at_a_time_are_refused(self, secretary, member):
        answer = self.send(secretary, member, {}, {})
        assert "Edustajalla on jo henkilökohtainen varajäsen samaan aikaan." in answer

    def test_one_may_follow_another(self, secretary, member):
        change = D(2024, 5, 1)
        assert not self.send(
            secretary, member, {"ends": change}, {"starts": change + datetime.timedelta(1)}
        )

    def test_two_at_a_time_cannot_be_stored_either(self, member):
        common = {"seat": member.seat, "role": "deputy", "deputy_of": member}
        make_mandate(member.term, **common)
        make_mandate(member.term, **common)
        with pytest.raises(IntegrityError, match="one_personal_deputy_at_a_time"):
            connection.check_constraints()
