"""Meetings as iCalendar, and publications as an Atom feed."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from home.models import NewsPage
from meetings.calendar import helsinki_datetime, helsinki_timezone
from meetings.models import MeetingIndexPage, MeetingPage
from tests.factories import make_meeting, make_news_index, make_page, make_statement

D, T = datetime.date, datetime.time
HELSINKI = ZoneInfo("Europe/Helsinki")
CALENDAR = "/kokoukset/kalenteri.ics"
DAY = D(2024, 3, 13)
MOMENTS = st.datetimes(
    datetime.datetime(1996, 5, 1),  # noqa: DTZ001, wall-clock time
    datetime.datetime(2036, 12, 31),  # noqa: DTZ001, the last year in Python's table of transitions
)


@pytest.fixture
def client():
    return Client()


def meeting_on(council, day=DAY, **fields):
    fields = {"slug": day.isoformat()} | fields
    return make_meeting(council, day, **fields)


def published(page, **changes):
    """Return the page with the changes, published as an approval does."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def read(client, path=CALENDAR):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    calendar = Calendar.from_ical(response.content)
    assert not calendar.errors
    return calendar


def events(client, path=CALENDAR):
    return {str(event["SUMMARY"]): event for event in read(client, path).walk("VEVENT")}


@pytest.fixture
def kokoukset(council):
    make_page(MeetingIndexPage, council, slug="kokoukset")
    return council


class TestCalendar:
    def test_a_meeting_with_times_is_in_finnish_time(self, kokoukset, client):
        meeting_on(
            kokoukset,
            D(2024, 7, 1),
            starts_at=T(13),
            ends_at=T(15, 30),
            place="Talo, sali; 2",
            state="called",
        )
        [event] = events(client).values()
        assert datetime.datetime(2024, 7, 1, 10, tzinfo=datetime.UTC) == event.DTSTART
        assert datetime.datetime(2024, 7, 1, 12, 30, tzinfo=datetime.UTC) == event.DTEND
        assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
        assert event["LOCATION"] == "Talo, sali; 2"
        assert event["STATUS"] == "CONFIRMED"
        assert event["URL"].endswith("/kokoukset/2024-07-01/")

    def test_a_meeting_without_times_is_that_whole_day(self, kokoukset, client):
        meeting_on(kokoukset, D(2024, 12, 31))
        [event] = events(client).values()
        assert D(2024, 12, 31) == event.DTSTART
        assert D(2025, 1, 1) == event.DTEND
        assert event["TRANSP"] == "TRANSPARENT"

    def test_a_change_keeps_the_identity_and_raises_the_sequence(self, kokoukset, client):
        page = published(meeting_on(kokoukset, starts_at=T(13)))
        [before] = events(client).values()
        MeetingPage.objects.filter(pk=page.pk).update(
            first_published_at=page.first_published_at - datetime.timedelta(days=3)
        )
        page = published(page, date=D(2024, 4, 2), slug="siirretty")
        [after] = events(client).values()
        assert before["UID"] == after["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"] == 0
        assert after.DTSTART.date() == D(2024, 4, 2)

    def test_a_cancelled_meeting_is_cancelled_and_not_missing(self, kokoukset, client):
        meeting_on(kokoukset, state="cancelled")
        [(summary, event)] = events(client).items()
        assert event["STATUS"] == "CANCELLED"
        assert summary.startswith("PERUTTU: ")

    def test_drafts_and_restricted_meetings_are_not_there(self, kokoukset, client):
        meeting_on(kokoukset, live=False)
        assert not events(client)

    def test_each_meeting_has_its_own_file(self, kokoukset, client):
        page = meeting_on(kokoukset)
        meeting_on(kokoukset, D(2024, 5, 5))
        [event] = events(client, f"{page.url}kokous.ics").values()
        assert event["UID"] == next(e for e in events(client).values() if e == event)["UID"]
        page.unpublish()
        assert client.get(f"{page.url}kokous.ics").status_code == 404

    def test_readers_find_the_calendar(self, kokoukset, client):
        page = meeting_on(kokoukset, D(2224, 3, 13))
        for path, link in ((page.url, f"{page.url}kokous.ics"), ("/kokoukset/", CALENDAR)):
            soup = BeautifulSoup(client.get(path).content, "html.parser")
            assert soup.find("a", href=link), path


@given(MOMENTS)
def test_the_rules_of_daylight_saving_are_those_of_the_time_zone(moment):
    """Our time zone rules give the same moments as the IANA database."""
    zone = helsinki_timezone().to_tz(lookup_tzid=False)
    assert moment.replace(tzinfo=zone).utcoffset() == offset(moment)


def offset(moment):
    return moment.replace(tzinfo=HELSINKI).utcoffset()


@pytest.mark.parametrize(
    ("day", "hours"),
    [(D(2024, 3, 30), 2), (D(2024, 3, 31), 3), (D(2024, 10, 26), 3), (D(2024, 10, 27), 2)],
)
def test_the_days_when_clocks_are_moved(day, hours):
    assert helsinki_datetime(day, T(13)).utcoffset() == datetime.timedelta(hours=hours)


class TestFeed:
    def entries(self, client):
        response = client.get("/syote.atom")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return BeautifulSoup(response.content, "xml")

    def test_it_holds_what_is_published_newest_change_first(self, council, client):
        news = make_page(NewsPage, make_news_index(council), title="Tiedote", lead="Lyhyesti.")
        statement = make_statement(council, title="Lausunto")
        meeting = make_meeting(council, title="Kokous")
        make_statement(council, title="Luonnos", live=False)
        for page in (news, statement, meeting):
            published(page)
        feed = self.entries(client)
        assert [e.title.text for e in feed.find_all("entry")] == ["Kokous", "Lausunto", "Tiedote"]
        assert feed.feed["xml:lang"] == "fi"
        ids = [element.text for element in feed.find_all("id")]
        assert len(ids) == len(set(ids)) == 4
        assert all(entry.updated.text and entry.link["href"] for entry in feed.find_all("entry"))

    def test_a_published_change_moves_up_and_keeps_its_id(self, council, client):
        first = published(make_statement(council, title="Ensimmäinen"))
        published(make_statement(council, title="Toinen"))
        before = {e.title.text: e.id.text for e in self.entries(client).find_all("entry")}
        published(first)
        entries = self.entries(client).find_all("entry")
        assert [e.title.text for e in entries] == ["Ensimmäinen", "Toinen"]
        assert {e.title.text: e.id.text for e in entries} == before

    def test_summaries_are_plain_text_and_say_so(self, council, client):
        words = "Jäsenmaksu < 20 € & muut <b>asiat</b>"
        news = make_page(NewsPage, make_news_index(council), title="Tiedote", lead=words)
        published(news)
        published(
            make_meeting(council, title="Kokous", summary="<p>Päätettiin &amp; sovittiin.</p>")
        )
        summaries = {e.title.text: e.summary for e in self.entries(client).find_all("entry")}
        assert {each["type"] for each in summaries.values()} == {"text"}
        assert summaries["Tiedote"].text == words
        assert not any("<p>" in each.text or "&amp;" in each.text for each in [summaries["Kokous"]])

    def test_an_empty_council_has_an_empty_feed(self, council, client):
        assert not self.entries(client).find_all("entry")
        page = client.get("/").content.decode()
        assert 'type="application/atom+xml" href="/syote.atom"' in page
