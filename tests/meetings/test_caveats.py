"""Every outlet that mentions a meeting shows its state."""

import datetime
import json
import re
from io import BytesIO

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from home.approval import service
from home.models import NewsPage, RelatedPage
from home.roles import get_group
from meetings.late_minutes import meetings_without_minutes
from meetings.models import AgendaItem, MeetingPage, StatementPage
from meetings.reminders import list_due_actions
from networks.models import NetworkPage
from tests.factories import (
    make_meeting,
    make_network,
    make_news_index,
    make_page,
    make_statement,
    make_user,
)

TODAY = timezone.localdate()
COMING, PAST = TODAY + datetime.timedelta(days=40), TODAY - datetime.timedelta(days=40)
LATER = COMING + datetime.timedelta(days=7)
REASON = "Sali paloi."

# The fields of a meeting in each state, its label, and the beginning of its explanation.
STATES = {
    "example": (
        {"date": PAST, "state": "held", "is_example": True},
        "Esimerkki",
        "Tämä on esimerkki. Kokousta ei ole pidetty",
    ),
    "cancelled": (
        {"date": COMING, "state": "cancelled", "change_reason": REASON, "new_date": LATER},
        "Peruttu",
        f"Kokous on peruttu. {REASON} Uusi päivä on ",
    ),
    "moved": (
        {"date": COMING, "state": "called", "change_reason": REASON, "moved_from": LATER},
        "Siirretty",
        "Kokous on siirretty. Alkuperäinen päivä oli ",
    ),
    "draft minutes": (
        {"date": PAST, "state": "held", "minutes_state": "draft"},
        "Pöytäkirja luonnoksena",
        "Pöytäkirja on luonnos",
    ),
}


@pytest.fixture(params=STATES)
def state(request):
    return request.param


@pytest.fixture
def meeting(roles, council, stored, state):
    """Create a meeting in the state, and everything that mentions it."""
    with stored():
        network = make_network(council, title="Verkosto", slug="verkosto")
        page = make_meeting(
            council,
            title="Aiheen käsittely",
            slug="kokous",
            summary=f'<p>Sovittiin. <a linktype="page" id="{network.pk}">Verkosto</a></p>',
            **STATES[state][0],
        )
        AgendaItem.objects.create(
            meeting=page, number=1, title="Kuljetukset", decision="<p>Hyväksyttiin.</p>"
        )
        make_meeting(council, datetime.date(2020, 1, 1), slug="vanha", is_example=True)
        news = make_page(NewsPage, make_news_index(council), title="Tiedote", slug="tiedote")
        RelatedPage.objects.create(news=news, page=page)
        make_statement(council, title="Lausunto", slug="lausunto", meeting=page)
        page = MeetingPage.objects.get(pk=page.pk)
        page.save_revision().publish()
    return page


def soup_of(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def row_of(path, meeting):
    """Return the words around the place in which a page links to the meeting."""
    link = soup_of(path).main.find("a", href=lambda to: to and to.startswith(meeting.url))
    return link.find_parent(["li", "section", "nav", "dd", "p"]).get_text(" ", strip=True)


def entry_of(meeting):
    feed = BeautifulSoup(Client().get("/syote.atom").content, "xml")
    [entry] = [e for e in feed.find_all("entry") if e.link["href"].endswith(meeting.url)]
    return entry


def event_of(meeting):
    calendar = Calendar.from_ical(Client().get(f"{meeting.url}kokous.ics").content)
    [event] = calendar.walk("VEVENT")
    return event


def data_of(meeting):
    script = soup_of(meeting.url).find("script", type="application/ld+json")
    return json.loads(script.string)["@graph"][0]


def paper_of(meeting):
    address = soup_of(meeting.url).select_one(".paper-list__name a")["href"]
    return Client().get(address).content


def paper_text(meeting):
    with pypdfium2.PdfDocument(paper_of(meeting)) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def paper_title(meeting):
    with pypdfium2.PdfDocument(BytesIO(paper_of(meeting))) as document:
        return document.get_metadata_dict()["Title"]


def mail_of(meeting, stored):
    writer, chair = make_user(), make_user()
    writer.groups.add(get_group("secretariat"))
    chair.groups.add(get_group("chair"))
    mail.outbox.clear()
    with stored():
        meeting.save_revision(user=writer)
        service.submit(meeting, writer)
    return mail.outbox[0].subject


def test_every_outlet_tells_the_state(meeting, state, stored):
    _fields, label, text = STATES[state]
    index, page = meeting.get_parent().url, soup_of(meeting.url)
    table = Client().get(f"{index}paatokset.csv").content.decode()
    [hit] = [
        each
        for each in soup_of("/haku/?q=kuljetukset").select(".search-hit")
        if each.find("a", href=meeting.url)
    ]
    labelled = {
        "title": page.title.get_text(),
        "share title": page.find("meta", property="og:title")["content"],
        "front page": row_of("/", meeting),
        "list": row_of(index, meeting),
        "year": row_of(f"{index}{meeting.date.year}/", meeting),
        "decisions": row_of(f"{index}paatokset/", meeting),
        "decisions as CSV": next(row for row in table.splitlines() if "Kuljetukset" in row),
        "neighbour": row_of(f"{index}vanha/", meeting),
        "search": hit.get_text(" "),
        "feed": entry_of(meeting).title.text,
        "paper's title": paper_title(meeting),
        "news": row_of(NewsPage.objects.get().url, meeting),
        "statement": row_of(StatementPage.objects.get().url, meeting),
        "network": row_of(NetworkPage.objects.get().url, meeting),
        "picture": page.find("meta", property="og:image:alt")["content"],
        "mail": mail_of(meeting, stored),
    }
    explained = {
        "band": page.select_one(".caveats").get_text(" ", strip=True),
        "description": page.find("meta", attrs={"name": "description"})["content"],
        "front page": soup_of("/").main.get_text(" ", strip=True),
        "feed": entry_of(meeting).summary.text,
        "calendar": str(event_of(meeting)["DESCRIPTION"]),
        "data": data_of(meeting)["description"],
        "paper": paper_text(meeting),
    }
    assert [name for name, words in labelled.items() if label.lower() not in words.lower()] == []
    assert [name for name, words in explained.items() if text not in words] == []
    assert page.select_one(".caveats").find_next("h1")


def test_calendars_and_machines_take_the_state_in_their_own_terms(meeting, state):
    event, data = event_of(meeting), data_of(meeting)
    said = (event["STATUS"], data["@type"], data.get("eventStatus", "").rpartition("/")[2])
    expected = {
        "example": ("CANCELLED", "CreativeWork", ""),
        "cancelled": ("CANCELLED", "Event", "EventCancelled"),
        "moved": ("CONFIRMED", "Event", "EventRescheduled"),
        "draft minutes": ("CONFIRMED", "Event", "EventScheduled"),
    }
    assert said == expected[state]
    prefix = "" if state == "draft minutes" else f"{STATES[state][1].upper()}: "
    assert str(event["SUMMARY"]).startswith(f"{prefix}Aiheen käsittely")


def test_the_share_picture_is_drawn_of_the_state(meeting):
    address = soup_of(meeting.url).find("meta", property="og:image")["content"]
    picture = Client().get(address)
    assert picture.content.startswith(b"\x89PNG") and address.endswith(f"{meeting.url}jakokuva.png")
    assert Client().get(address, headers={"if-none-match": picture["ETag"]}).status_code == 304
    MeetingPage.objects.update(is_example=False, state="held", moved_from=None, minutes_state="")
    assert Client().get(address).content != picture.content


def test_only_what_will_happen_is_offered_to_calendars(meeting, state):
    offers = "Lisää kalenteriin" in Client().get(meeting.url).text
    assert offers is (state == "moved")


class TestExampleAmongReal:
    def test_it_is_not_the_front_page_s_latest(self, council):
        make_meeting(council, PAST, title="Keksitty", state="held", is_example=True)
        make_meeting(council, datetime.date(2020, 1, 1), title="Oikea", state="held")
        latest = soup_of("/").select_one(".home-page__decided").get_text(" ")
        assert "Oikea" in latest and "Keksitty" not in latest

    def test_nor_its_next_meeting(self, council):
        make_meeting(council, COMING, title="Keksitty", state="called", is_example=True)
        make_meeting(council, LATER, slug="oikea", state="called")
        coming = soup_of("/").select_one(".home-page__meeting")
        assert [a["href"] for a in coming.find_all("a")] == ["/kokoukset/oikea/"]


def test_two_states_stand_in_one_band(council):
    meeting = make_meeting(
        council, COMING, is_example=True, state="cancelled", change_reason=REASON, slug="molemmat"
    )
    page = soup_of(meeting.url)
    [band] = page.select(".caveats")
    assert len(band.find_all("p")) == 2
    assert page.title.get_text().startswith("Esimerkki, peruttu: ")


def test_a_meeting_cancelled_today_is_told_until_midnight(council, monkeypatch):
    meeting = make_meeting(
        council,
        TODAY,
        starts_at=datetime.time(8),
        ends_at=datetime.time(9),
        state="cancelled",
        change_reason=REASON,
    )
    late = datetime.datetime.combine(TODAY, datetime.time(22), timezone.get_current_timezone())
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert meeting.is_upcoming
    assert row_of("/", meeting).count(REASON) == 1


def test_an_example_alarms_and_reminds_nobody(council):
    from_then = {"state": "held", "is_example": True}
    meeting = make_meeting(council, TODAY - datetime.timedelta(days=60), **from_then)
    AgendaItem.objects.create(
        meeting=meeting, number=1, title="Asia", due=TODAY, responsible="Sihteeri"
    )
    assert not meetings_without_minutes(TODAY) and not list_due_actions(TODAY)
    MeetingPage.objects.update(is_example=False)
    assert meetings_without_minutes(TODAY) and list_due_actions(TODAY)


class TestWithdrawn:
    def test_its_address_says_when_and_every_list_is_silent(self, meeting, state, stored):
        index = meeting.get_parent().url
        with stored():
            MeetingPage.objects.get(pk=meeting.pk).unpublish()
        gone = Client().get(meeting.url)
        assert gone.status_code == 404
        assert "Sivu on otettu pois julkisuudesta" in gone.text
        assert re.search(r"pois julkisuudesta \d{1,2}\.\d{1,2}\.\d{4}\.", gone.text)
        paths = ("/", index, f"{index}paatokset/", f"{index}vanha/", "/syote.atom")
        told = [path for path in paths if "Aiheen käsittely" in Client().get(path).text]
        assert told == [] and "Aiheen käsittely" not in gone.text

    def test_what_was_never_public_is_not_said_to_be_withdrawn(self, council):
        draft = make_meeting(council, COMING, slug="luonnos", live=False, first_published_at=None)
        assert "Sivua ei löytynyt" in Client().get(f"{draft.url}").text
        assert "Sivua ei löytynyt" in Client().get(f"{draft.get_parent().url}muu/").text


def test_the_password_page_of_a_meeting_tells_nothing_of_it(meeting, state):
    PageViewRestriction.objects.create(page=meeting, restriction_type="password", password="avain")
    asked = Client().get(meeting.url).text
    assert "Sivu vaatii salasanan" in asked
    assert "Aiheen käsittely" not in asked and STATES[state][2] not in asked
