"""Every meeting is either upcoming or past, never both."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from meetings.models import MeetingPage
from meetings.models.archive import by_year
from tests.factories import make_council, make_meeting

D, T = datetime.date, datetime.time
HELSINKI = ZoneInfo("Europe/Helsinki")
# An ordinary day, New Year, and the days when clocks change: 31.3.2024 and 27.10.2024.
DAYS = [
    D(2024, 3, 13),
    D(2024, 3, 30),
    D(2024, 3, 31),
    D(2024, 10, 27),
    D(2024, 12, 31),
    D(2025, 1, 1),
]
TIMES = [None, T(0, 1), T(3, 30), T(13, 0), T(15, 0), T(23, 59, 59)]
MOMENTS = st.timedeltas(datetime.timedelta(0), datetime.timedelta(300)).map(
    datetime.datetime(2024, 3, 12, tzinfo=datetime.UTC).__add__
)
EDGES = [
    datetime.datetime.combine(day, time or T(0, 0), HELSINKI)
    for day in DAYS
    for time in [*TIMES, T(2, 59), T(3, 0), T(4, 0)]
]


def is_over(meeting, now):
    """The naive model: over after its end, or at the end of the day without one."""
    now = now.astimezone(HELSINKI)
    end = meeting.ends_at
    if end is None:
        return now.date() > meeting.date
    return (now.date(), now.time()) >= (meeting.date, end)


class UpcomingAndPast(TestCase):
    @classmethod
    def setUpTestData(cls):
        council = make_council()
        cls.meetings = [
            make_meeting(council, day, ends_at=end, slug=f"{day}-{number}")
            for day in DAYS
            for number, end in enumerate(TIMES)
        ]

    @settings(max_examples=80, deadline=None)
    @given(now=MOMENTS | st.sampled_from(EDGES))
    def test_they_split_all_meetings(self, now):
        upcoming = set(MeetingPage.objects.upcoming(now))
        past = set(MeetingPage.objects.past(now))
        assert upcoming | past == set(self.meetings)
        assert not upcoming & past
        assert past == {meeting for meeting in self.meetings if is_over(meeting, now)}

    @settings(max_examples=20, deadline=None)
    @given(now=st.sampled_from(EDGES))
    def test_a_meeting_says_the_same_of_itself(self, now):
        upcoming = set(MeetingPage.objects.upcoming(now))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: now)
            assert {m for m in self.meetings if m.is_upcoming} == upcoming
            assert set(MeetingPage.objects.upcoming()) == upcoming


@pytest.fixture
def today(monkeypatch):
    """Return a function that sets the clock to a time of 13.3.2024 in Finland."""

    def put(hour, minute=0):
        now = datetime.datetime(2024, 3, 13, hour, minute, tzinfo=HELSINKI)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return put


def upcoming_part(html):
    """Return the text of the list page before the archive by year."""
    return html.split("2024</h2>")[0]


def test_a_meeting_of_today_moves_to_the_past_when_it_ends(client, council, today):
    meeting = make_meeting(council, D(2024, 3, 13), starts_at=T(13), ends_at=T(15))
    url = meeting.get_parent().get_url()
    for hour, upcoming in ((14, True), (15, False), (23, False)):
        today(hour)
        context = client.get(url).context
        assert list(context["upcoming"]) == ([meeting] if upcoming else [])
        assert [m for _, ms in context["years"] for m in ms] == ([] if upcoming else [meeting])


def test_the_archive_goes_by_years_newest_first(client, council, today):
    today(12)
    days = [D(2022, 2, 17), D(2022, 11, 23), D(2023, 5, 10), D(2024, 1, 9)]
    for day in days:
        meeting = make_meeting(council, day, slug=str(day))
    years = client.get(meeting.get_parent().get_url()).context["years"]
    assert [(year, [m.date for m in ms]) for year, ms in years] == [
        (2024, [days[3]]),
        (2023, [days[2]]),
        (2022, [days[1], days[0]]),
    ]
    assert by_year([]) == []


def test_drafts_are_in_no_list(client, council, today):
    today(12)
    for day in (D(2024, 3, 12), D(2024, 3, 14)):
        meeting = make_meeting(council, day, live=False, slug=str(day))
    context = client.get(meeting.get_parent().get_url()).context
    assert (list(context["upcoming"]), context["years"]) == ([], [])


class TestNeighbours:
    @pytest.fixture
    def meetings(self, council):
        days = [D(2024, 1, 10), D(2024, 3, 13), D(2024, 3, 13), D(2024, 5, 8)]
        return [make_meeting(council, day, slug=f"k{n}") for n, day in enumerate(days)]

    def test_form_one_chain(self, client, meetings):
        """Two meetings of one day follow each other too."""
        contexts = [client.get(meeting.get_url()).context for meeting in meetings]
        assert [context["earlier"] for context in contexts] == [None, *meetings[:-1]]
        assert [context["later"] for context in contexts] == [*meetings[1:], None]

    def test_pass_over_drafts(self, client, meetings):
        meetings[1].unpublish()
        context = client.get(meetings[2].get_url()).context
        assert (context["earlier"], context["later"]) == (meetings[0], meetings[3])

    def test_alone(self, client, council):
        context = client.get(make_meeting(council).get_url()).context
        assert (context["earlier"], context["later"]) == (None, None)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [(None, None, ""), (T(13), None, "klo 13.00"), (T(9, 5), T(15, 30), "klo 9.05–15.30")],
)
def test_times_in_words(db, starts, ends, words):
    meeting = MeetingPage(date=D(2024, 3, 13), starts_at=starts, ends_at=ends, place="Hilma")
    assert meeting.times == words
    assert meeting.occasion == ", ".join(filter(None, ["13.3.2024", words, "Hilma"]))
