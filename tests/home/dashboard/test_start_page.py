"""The start page of the admin: three lists for each role, late first, nothing twice."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from home.approval import service
from home.approval.models import ApprovalSettings, Assignment, Companion
from home.approval_desk.admin.sent_texts import REMINDED
from home.dates import format_weekday_and_date
from home.mail.models import OutboxMail
from home.models import StandardPage
from home.roles import ROLES
from meetings.models import MeetingPage
from tests.approving import away, draft_of, fresh, named, task_of
from tests.dashboard import HOME, for_others, for_you, lines_under, main_of
from tests.factories import (
    make_meeting,
    make_news_index,
    make_person,
    make_representatives_page,
    make_statement,
    make_term,
    make_text_page,
    make_user,
)

DAY = datetime.timedelta(days=1)


@pytest.fixture
def people(council, writer, chair, as_user):
    named(council, chair=chair.user, deputy=as_user("secretariat").user)
    return writer, chair


@pytest.fixture
def send(council, people):
    """Return a function that lets the writer send a page, and returns what waits."""

    def submit(title="Kannanotto", user=None, **fields):
        page = make_text_page(council, title=title, live=False, **fields)
        draft_of(page, user or people[0].user)
        service.submit(page, user or people[0].user)
        return task_of(page)

    return submit


def make_late(task_state, days):
    due = timezone.localdate() - days * DAY
    task_state.assignments.update(due=due)
    return due


class TestLists:
    def test_whoever_is_asked_reads_and_the_sender_waits(self, people, send, secretary, keeper):
        writer, chair = people
        state = send()
        (line,) = for_you(chair)
        assert "Kannanotto" in line and "pyytää hyväksyntääsi" in line
        assert "Viimeistään" in line and "Lue ja hyväksy" in line
        assert reverse("approval_logged_in", args=[state.pk]) in str(main_of(chair))
        assert for_others(chair) == []
        (line,) = for_others(writer)
        assert f"Odottaa puheenjohtajaa: {chair.user.display_name}, viimeistään" in line
        assert "Lähetetty" in line and "Muistuta" in line and "Peru" in line
        assert for_you(writer) == []
        for other in (secretary, keeper):
            assert "Kannanotto" not in main_of(other).text

    def test_nothing_stands_twice(self, people, send, council):
        writer, chair = people
        send("Lähetetty teksti")
        draft_of(make_text_page(council, title="Kesken jäänyt", live=False), writer.user)
        returned = send("Palautettu teksti")
        service.request_correction(returned, chair.user, channel="login", comment="Lisää päivä.")
        main = main_of(writer).text
        titles = ("Lähetetty teksti", "Kesken jäänyt", "Palautettu teksti")
        assert [main.count(title) - main.count(f": {title}") for title in titles] == [1, 1, 1]
        lines = for_you(writer)
        assert "pyysi korjausta: Lisää päivä." in lines[0] and "Korjaa" in lines[0]
        assert "luonnos, jota et ole lähettänyt" in lines[1] and "Jatka" in lines[1]
        assert len(for_others(writer)) == 1
        assert "Odottaa korjausta" in for_others(chair)[0]

    def test_what_goes_along_is_no_draft_of_its_own(self, people, send, council):
        writer, _chair = people
        draft = make_text_page(council, title="Mukana kulkeva", live=False)
        draft_of(draft, writer.user)
        page = make_text_page(council, title="Pääasia", live=False)
        draft_of(page, writer.user)
        Companion.objects.create(page=page, draft=draft)
        service.submit(page, writer.user)
        assert for_you(writer) == []
        assert "Pääasia ja yksi muu" in for_others(writer)[0]

    def test_late_comes_first_and_says_how_late(self, people, send):
        writer, chair = people
        send("Tuore")
        due = make_late(send("Myöhäinen"), 3)
        make_late(send("Myöhäisin"), 40)
        lines = for_you(chair)
        assert [line.split()[0] for line in lines] == ["Myöhäisin", "Myöhäinen", "Tuore"]
        assert f"Myöhässä 3 päivää ({format_weekday_and_date(due)})" in lines[1]
        assert "Myöhässä 40 päivää" in for_others(writer)[0]

    @pytest.mark.parametrize(
        ("days", "told"),
        [(1, "yhden päivän"), (59, "59 päivää"), (60, "2 kuukautta"), (800, "2 vuotta")],
    )
    def test_long_delays_are_told_in_longer_units(self, people, send, days, told):
        make_late(send(), days)
        assert f"Myöhässä {told} (" in for_you(people[1])[0]

    def test_what_nobody_answers_is_seen_by_the_secretariat_alone(self, people, send, secretary):
        make_late(send(), 2)
        assert for_you(secretary) == []
        (line,) = for_others(secretary)
        assert "Muistuta" in line and "Peru" not in line

    def test_why_nobody_can_decide(self, people, send, council):
        writer, chair = people
        send()
        ApprovalSettings.objects.update(deputy=None)
        away(council, chair.user, days=3)
        (line,) = for_others(writer)
        assert "poissa" in line and "Ensimmäisenä palaa" in line and "Muistuta" not in line

    def test_nothing_to_do(self, people):
        assert "Ei mitään tehtävää." in main_of(people[0]).text
        assert for_you(people[0]) == []

    def test_minutes_wait_for_the_secretariat_and_the_chair_waits(self, people, council, secretary):
        day = timezone.localdate() - 12 * DAY
        make_meeting(council, day, title="Unohtunut kokous")
        (line,) = for_you(secretary)
        assert "Unohtunut kokous" in line and "Myöhässä 2 päivää" in line and "Kirjaa" in line
        (line,) = for_others(people[1])
        assert "Odottaa sihteeristöä" in line
        meeting = MeetingPage.objects.get()
        draft_of(meeting, secretary.user)
        assert len(for_you(secretary)) == 1, "its draft is no second line"
        service.submit(meeting, secretary.user)
        assert for_you(secretary) == []
        assert "Odottaa puheenjohtajaa" in for_others(secretary)[0]
        assert "Unohtunut kokous" not in main_of(people[0]).text

    def test_the_administration_sees_what_is_its_own(self, people, council, keeper, secretary):
        make_statement(council, state="sent", answer_due=timezone.localdate() - DAY)
        assert len(for_you(secretary)) == 1
        assert not any("Vastaus" in line for line in for_you(keeper))
        type(secretary.user).objects.filter(groups__name="Sihteeristö").update(is_active=False)
        assert any("Vastaus" in line for line in for_you(keeper)), "nobody else is there"


class TestWagtails:
    def test_nothing_of_its_own_stands_before_ours(self, people):
        main = main_of(people[0])
        assert main.find(role="search") is None
        assert main.find("h1").text.strip() == f"Hei, {people[0].user.first_name}"
        assert main.find("img") is None
        headings = [each.text.strip() for each in main.find_all("h2")]
        assert headings[0] in ("Tervetuloa", "Odottaa sinua")


EVERYDAY = {
    "secretariat": [
        "Kutsu kokous",
        "Kirjaa kokous",
        "Kirjoita tiedote",
        "Lisää lausunto",
        "Vaihda edustaja",
    ],
    "communications": [
        "Kirjoita tiedote",
        "Muokkaa sivua",
        "Lisää lausunto",
        "Kutsu kokous",
        "Kirjaa kokous",
    ],
    "chair": [
        "Lue ja hyväksy",
        "Merkitse poissaolo",
        "Mitä on hyväksytty",
        "Katso kokoukset",
        "Kuka hyväksyy",
    ],
    "administration": [
        "Kutsu työtoveri",
        "Käyttäjät ja roolit",
        "Kuka hyväksyy",
        "Muokkaa sivua",
        "Merkitse poissaolo",
    ],
}


@pytest.fixture
def furnished(council):
    """A council in which everything can be done that the lists offer."""
    make_news_index(council)
    make_statement(council)
    make_meeting(council)
    make_representatives_page(council)
    make_term(council, live=True)
    make_person()


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_five_everyday_things_lead_where_they_say(furnished, as_user, council, role):
    client = as_user(role)
    if role == "chair":
        named(council, chair=client.user)
        page = make_text_page(council, live=False)
        draft_of(page, make_user())
        service.submit(page, as_user("communications").user)
    assert lines_under(client, "Mitä haluat tehdä?") == EVERYDAY[role]
    links = main_of(client).find("ul", class_="dashboard-everyday").find_all("a")
    for link in links:
        answer = client.get(link["href"], follow=True)
        assert answer.status_code == 200, link.text
        assert answer.request["PATH_INFO"] != HOME, link.text


class TestReminding:
    def press(self, client, state):
        return client.post(reverse("remind_approvers", args=[state.pk]), follow=True).text

    def mails(self):
        return OutboxMail.objects.filter(kind="reminder")

    def test_mails_whoever_is_asked_and_says_so(self, people, send):
        writer, chair = people
        state = send()
        html = self.press(writer, state)
        assert f"Muistutus lähtee sähköpostina: {chair.user.display_name}, ”Kannanotto”." in html
        assert self.mails().get().to == chair.user.email
        entry = PageLogEntry.objects.get(action=REMINDED)
        assert (entry.user, entry.data) == (writer.user, {"people": [chair.user.pk]})

    def test_once_a_day(self, people, send):
        writer, _chair = people
        state = send()
        self.press(writer, state)
        assert "on jo saanut tänään muistutuksen" in self.press(writer, state)
        assert self.mails().count() == 1

    def test_not_by_those_whom_it_does_not_concern(self, people, send, as_user):
        state = send()
        other = as_user("communications")
        answer = other.post(reverse("remind_approvers", args=[state.pk]))
        assert answer.status_code in (302, 403)
        assert not self.mails().exists()

    def test_nobody_when_it_has_been_decided(self, people, send):
        writer, chair = people
        state = send()
        service.approve(state, chair.user, channel="login")
        assert "on jo hyväksytty" in self.press(writer, state)
        assert not self.mails().exists()

    def test_nobody_who_is_away(self, people, send, council):
        writer, chair = people
        state = send()
        ApprovalSettings.objects.update(deputy=None)
        away(council, chair.user, days=3)
        assert "Ensimmäisenä palaa" in self.press(writer, state)
        assert not self.mails().exists()

    def test_reading_the_address_does_nothing(self, people, send):
        state = send()
        for name in ("remind_approvers", "cancel_approval"):
            assert people[0].get(reverse(name, args=[state.pk])).status_code == 405
        assert state.assignments.active().exists()


class TestTakingBack:
    def press(self, client, state):
        return client.post(reverse("cancel_approval", args=[state.pk]), follow=True).text

    def test_in_one_press(self, people, send):
        writer, chair = people
        state = send()
        assert "”Kannanotto” ei enää odota hyväksyntää. Luonnos on tallessa." in self.press(
            writer, state
        )
        assert not Assignment.objects.active().exists()
        assert for_you(chair) == []
        assert "Jatka" in for_you(writer)[0]

    def test_not_what_another_sent(self, people, send, secretary):
        state = send()
        answer = secretary.post(reverse("cancel_approval", args=[state.pk]))
        assert answer.status_code in (302, 403)
        assert Assignment.objects.active().exists()

    def test_too_late(self, people, send):
        writer, chair = people
        state = send()
        service.approve(state, chair.user, channel="login")
        assert "on jo hyväksytty" in self.press(writer, state)
        assert fresh(StandardPage.objects.get()).live

    def test_what_was_sent_again_meanwhile_stays(self, people, send):
        writer, _chair = people
        state = send()
        self.press(writer, state)
        page = StandardPage.objects.get()
        service.submit(page, writer.user)
        assert "on lähetetty uudelleen" in self.press(writer, state)
        assert Assignment.objects.active().count() == 1


class TestFirstDayAndTheDayAfterLong:
    def seen(self, user, page, days):
        log(page, "wagtail.edit", user=user)
        when = timezone.now() - days * DAY
        PageLogEntry.objects.filter(user=user).update(timestamp=when)

    def test_the_first_day_says_what_the_role_does(self, writer, secretary, council):
        main = main_of(writer).text
        assert "Tervetuloa" in main and "Viestintä: Kirjoittaa sivuja" in main

    def test_on_ordinary_days_there_is_nothing(self, writer, council):
        self.seen(writer.user, make_text_page(council), 3)
        assert "Tervetuloa" not in main_of(writer).text

    def test_after_three_months_it_tells_what_others_changed(self, writer, secretary, council):
        page = make_text_page(council, title="Vanha sivu")
        self.seen(writer.user, page, 90)
        log(make_text_page(council, title="Muuttunut"), "wagtail.publish", user=secretary.user)
        log(make_person(last_name="Uusinimi"), "wagtail.publish", user=secretary.user)
        gone = make_text_page(council, title="Poistunut")
        log(gone, "wagtail.unpublish", user=secretary.user)
        own = make_text_page(council, title="Oma")
        log(own, "wagtail.publish", user=writer.user)
        PageLogEntry.objects.filter(user=writer.user).update(timestamp=timezone.now() - 90 * DAY)
        lines = lines_under(writer, "Tervetuloa takaisin")
        assert len(lines) == 3
        assert any("Muuttunut" in line and "julkaistu" in line for line in lines)
        assert any("Uusinimi" in line for line in lines)
        assert any("Poistunut" in line and "pois lukijoilta" in line for line in lines)
        assert "3 asiaa" in main_of(writer).text
        assert lines_under(writer, "Viimeksi muokkaamasi") == ["Vanha sivu"]

    def test_it_goes_when_dismissed(self, writer, council):
        key = main_of(writer).find(attrs={"data-w-dismissible-id-value": True})
        data = {key["data-w-dismissible-id-value"]: True}
        address = reverse("wagtailadmin_dismissibles")
        assert writer.patch(address, data, content_type="application/json").status_code == 200
        assert "Tervetuloa" not in main_of(writer).text

    def test_names_are_those_of_today(self, writer, secretary, council):
        self.seen(writer.user, make_text_page(council), 90)
        person = make_person(last_name="Entinennimi")
        log(person, "wagtail.publish", user=secretary.user)
        assert ModelLogEntry.objects.filter(label__contains="Entinennimi").exists()
        type(person).objects.update(first_name="entinen", last_name="edustaja")
        assert "Entinennimi" not in main_of(writer).text


class TestQueries:
    """As many queries for twenty waiting texts of twenty writers as for six."""

    MOST = 130

    def count(self, client):
        client.get(HOME)  # caches of content types and sites
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HOME).status_code == 200
        return len(queries)

    def test_do_not_grow_with_what_waits(self, people, send, secretary, council, as_user):
        writer, chair = people

        def more(number, start):
            for n in range(start, start + number):
                send(f"Oma {n}", slug=f"oma-{n}")
                state = send(f"Palautettu {n}", slug=f"p-{n}")
                service.request_correction(state, chair.user, channel="login", comment="Korjaa.")
                make_late(send(f"Muun {n}", user=as_user("communications").user, slug=f"m-{n}"), 20)

        more(3, 0)
        few = [self.count(client) for client in (writer, chair, secretary)]
        more(7, 3)
        assert len(for_you(writer)) == 10
        many = [self.count(client) for client in (writer, chair, secretary)]
        assert len(for_you(chair)) == 20
        assert many == few
        assert max(many) < self.MOST
