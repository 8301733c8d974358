"""A date without a year is read by the field's direction: past, coming or nearest."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.forms.models import formfield_for_dbfield

from home.incoming.days import Direction, Years, parse_day
from home.incoming.fields import DayField, DayFormField
from meetings.admin.new_meeting import MeetingTimeForm
from networks.admin.nominations import AppointeesForm
from networks.forms import DayForm
from networks.retention.forms import PostponeForm

D = datetime.date
TODAY = D(2026, 11, 30)
YEARS = Years.around(TODAY, 1900, 20)
COMING, PAST, NEAREST = Direction.COMING, Direction.PAST, Direction.NEAREST
WRITTEN = [
    ("30.11.", TODAY, TODAY, TODAY),
    ("29.11.", D(2027, 11, 29), D(2026, 11, 29), D(2026, 11, 29)),
    ("1.12.", D(2026, 12, 1), D(2025, 12, 1), D(2026, 12, 1)),
    ("1.1.", D(2027, 1, 1), D(2026, 1, 1), D(2027, 1, 1)),
    ("15.6.", D(2027, 6, 15), D(2026, 6, 15), D(2026, 6, 15)),
    ("31.5.", D(2027, 5, 31), D(2026, 5, 31), D(2027, 5, 31)),
    ("29.2.", D(2028, 2, 29), D(2024, 2, 29), D(2028, 2, 29)),
    ("marraskuun 2.", D(2027, 11, 2), D(2026, 11, 2), D(2026, 11, 2)),
]
# Every date field of a page or snippet, with its direction.
FIELDS = {
    "approval.Absence": {"starts": NEAREST, "ends": COMING},
    "home.HomePage": {"founded": PAST},
    "home.NewsPage": {"date": NEAREST},
    "networks.Appointment": {"starts": NEAREST, "ends": NEAREST},
    "networks.Mandate": {"starts": NEAREST, "ends": NEAREST},
    "networks.NominationPage": {"opens_on": NEAREST, "closes_on": COMING, "decided_on": PAST},
    "networks.Organisation": {"starts": NEAREST, "ends": NEAREST},
    "networks.Person": {"contact_consent_on": PAST},
    "networks.Seat": {"starts": NEAREST, "ends": NEAREST},
    "networks.Succession": {"date": NEAREST},
    "networks.Term": {"starts": NEAREST, "ends": NEAREST, "confirmed_on": PAST},
    "meetings.ActionCompletion": {"day": PAST},
    "meetings.AgendaItem": {"due": COMING},
    "meetings.Answer": {"date": PAST},
    "meetings.MeetingDocument": {"date": NEAREST},
    "meetings.MeetingPage": {
        "date": NEAREST,
        "moved_from": NEAREST,
        "new_date": COMING,
        "minutes_approved_on": PAST,
        "minutes_corrected_on": PAST,
    },
    "meetings.StatementDocument": {"date": NEAREST},
    "meetings.StatementPage": {"date": NEAREST, "sent_on": PAST, "answer_due": COMING},
}
# Date fields that no form shows.
UNTYPED = {"approval.Assignment", "networks.Proposal", "retention.LeavingName", "search", "wagtail"}


@pytest.mark.parametrize(("text", "coming", "past", "nearest"), WRITTEN)
def test_each_direction_reads_its_own_year(text, coming, past, nearest):
    read = [parse_day(text, TODAY, YEARS, each) for each in (COMING, PAST, NEAREST)]
    assert read == [coming, past, nearest]


@pytest.mark.parametrize("direction", Direction)
def test_a_written_year_stays(direction):
    assert parse_day("12.5.2019", TODAY, YEARS, direction) == D(2019, 5, 12)


@given(st.dates(D(2025, 1, 1), D(2028, 12, 31)), st.dates(D(2025, 1, 1), D(2028, 12, 31)))
def test_nearest_is_never_farther_than_the_others(day, today):
    text = f"{day.day}.{day.month}."
    coming, past, nearest = (
        parse_day(text, today, YEARS, each) for each in (COMING, PAST, NEAREST)
    )
    assert past <= today <= coming
    assert abs(nearest - today) == min(coming - today, today - past)


def test_every_typed_day_says_its_direction():
    found = {}
    for model in apps.get_models():
        days = [f for f in model._meta.get_fields() if getattr(f, "model", None) is model]
        days = {f.name: f.direction for f in days if isinstance(f, DayField)}
        if days:
            found[model._meta.label] = days
    assert found == FIELDS


def test_no_day_of_ours_is_left_without_one():
    plain = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            is_day = field.get_internal_type() == "DateField" and not isinstance(field, DayField)
            if is_day and field.model is model:
                plain.add(model._meta.label)
    assert {label for label in plain if not label.startswith(("search", "wagtail"))} <= UNTYPED


@pytest.mark.parametrize(
    ("label", "name"), [(m, f) for m, fields in FIELDS.items() for f in fields]
)
def test_the_form_and_its_widget_know_it(label, name):
    field = formfield_for_dbfield(apps.get_model(label)._meta.get_field(name))
    assert isinstance(field, DayFormField)
    assert field.widget.attrs["data-direction"] == field.direction == FIELDS[label][name]


def test_forms_of_their_own_know_it_too():
    assert MeetingTimeForm.base_fields["date"].direction == NEAREST
    assert DayForm.base_fields["paiva"].direction == NEAREST
    assert PostponeForm.base_fields["until"].direction == COMING
    assert AppointeesForm.base_fields["starts"].direction == NEAREST
    assert AppointeesForm.base_fields["ends"].direction == COMING
    assert AppointeesForm.base_fields["decided_on"].direction == PAST


@pytest.mark.parametrize("direction", ["past", "coming", "nearest", "", "odd"])
def test_the_words_beside_the_field_are_of_the_same_day(secretary, direction):
    yesterday = timezone.localdate() - datetime.timedelta(1)
    text = f"{yesterday.day}.{yesterday.month}."
    data = {"kind": "date", "text": text, "direction": direction}
    answer = secretary.get(reverse("read_moment"), data).json()
    expected = direction if direction in set(Direction) else "coming"
    field = DayFormField(direction=Direction(expected))
    assert answer["day"] == field.clean(text).isoformat()
    assert (answer["day"] == yesterday.isoformat()) == (expected != "coming")
