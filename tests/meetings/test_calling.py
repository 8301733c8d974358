"""A meeting called in one press: approval, mails, answers by link, deputies, and later changes."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.approval import service
from home.mail.models import OutboxMail
from home.scheduling.running import run_due
from meetings.calling.due import call_items
from meetings.models import AgendaItem, Attendance, MeetingCall, MeetingInvitation, MeetingSettings
from networks.models import Mandate, Seat, Term
from tests.approving import fresh, member, named, task_of
from tests.factories import make_mandate, make_meeting, make_person, make_seat, make_term

LINK = re.compile(r"http://127\.0\.0\.1:8000(/kokouskutsu/\S+/)")
CONSENT = datetime.date(2024, 1, 1)
ANSWERS = {"Pääsen": "comes", "En pääse": "cannot", "Osallistun etänä": "remote"}


@pytest.fixture
def editor(as_user, council):
    named(council, chair=member(council, "chair"))
    return as_user("secretariat")


@pytest.fixture
def day():
    return timezone.localdate() + datetime.timedelta(days=14)


@pytest.fixture
def meeting(council, day):
    """A planned meeting that readers do not see yet, with one item on its agenda."""
    page = make_meeting(
        council,
        day,
        live=False,
        title="Talvikokous",
        starts_at=datetime.time(13),
        place="Talo",
        joining_details="https://teams.example/SALAINEN",
    )
    page.agenda_items.add(AgendaItem(number=1, title="Messut", sort_order=1))
    page.save()
    page.save_revision()
    return fresh(page)


def reachable(name, **fields):
    return make_person(
        first_name=name,
        last_name="Malli",
        contact_email=f"{name.lower()}@example.org",
        contact_consent_on=CONSENT,
        **fields,
    )


@pytest.fixture
def people(council):
    """A member with an own deputy, a member with the deputies of the group, and one unreachable."""
    term = make_term(council, live=True)
    sport = make_seat(council, title="Liikunta", group="networks")
    aino = make_mandate(term, sport, reachable("Aino"))
    make_mandate(term, sport, reachable("Vara"), role="deputy", deputy_of=aino)
    make_mandate(
        term, make_seat(council, title="Hamina", group="municipalities"), reachable("Ilmo")
    )
    pool = make_seat(council, title="Kuntien varat", group="municipalities", right="pool")
    for name in ("Yksi", "Kaksi"):
        make_mandate(term, pool, reachable(name), role="deputy")
    make_mandate(
        term, make_seat(council, title="Kulttuuri"), make_person(last_name="Tavoittamaton")
    )
    return aino


def url(meeting):
    return reverse("call_meeting", args=[meeting.pk])


@pytest.fixture
def run(stored):
    """Return a function that does the scheduled jobs of the calls and sends the mail."""

    def act():
        with stored():
            for item in list(call_items(timezone.now())):
                item.run()

    return act


@pytest.fixture
def call(editor, meeting, people, run):
    """Call the meeting and approve it; the mails have been sent."""

    def act(**data):
        response = editor.post(url(meeting), {"subject": "Tervetuloa", "greeting": ""} | data)
        assert response.status_code == 302
        approve(meeting)
        run()
        return MeetingCall.objects.get()

    return act


def approve(meeting):
    task_state = task_of(meeting)
    chair = task_state.assignments.active().first().person
    service.approve(task_state, chair, channel="link")


def mails_to(name) -> list:
    return [m for m in mail.outbox if m.to == [f"{name.lower()}@example.org"]]


def link_of(name) -> str:
    return LINK.search(mails_to(name)[-1].body)[1]


def answer(name, words):
    return Client().post(link_of(name), {"vastaus": ANSWERS[words]})


def answer_of(name, value):
    """Store the answer of a person whose link is in a mail that has not been sent."""
    MeetingInvitation.objects.filter(person__first_name=name).update(answer=value)


class TestScreen:
    def test_it_shows_the_meeting_and_who_is_called(self, editor, meeting, people):
        shown = editor.get(url(meeting)).text
        for words in ("Messut", "Liikunta, jäsen", "vara@example.org", "Kutsu: Talvikokous"):
            assert words in shown
        assert re.search(r"Osoite puuttuu: \w+ Tavoittamaton\.", shown)

    def test_the_start_page_leads_to_the_next_planned_meeting(self, editor, meeting):
        assert url(meeting) in editor.get(reverse("wagtailadmin_home")).text

    def test_a_call_without_a_subject_is_not_stored(self, editor, meeting, people):
        data = {"subject": "", "greeting": "Kirjoitettu"}
        response = editor.post(url(meeting), data)
        assert response.status_code == 422
        assert "Kutsua ei lähetetty." in response.text and "Kirjoitettu" in response.text
        assert not MeetingCall.objects.exists() and task_of(meeting) is None

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"state": "cancelled"}, "on peruttu"),
            ({"date": datetime.date(2024, 3, 13)}, "on jo pidetty"),
            ({"is_example": True}, "on esimerkki"),
        ],
    )
    def test_it_says_why_a_meeting_cannot_be_called(self, editor, meeting, people, changes, said):
        for name, value in changes.items():
            setattr(meeting, name, value)
        meeting.save_revision()
        response = editor.post(url(meeting), {"subject": "Kutsu", "greeting": ""})
        assert response.status_code == 409 and said in response.text
        assert not MeetingCall.objects.exists()

    def test_it_says_that_nobody_can_be_mailed(self, editor, meeting, council, run):
        make_mandate(make_term(council, live=True))
        assert "kutsu ei lähde kenellekään" in editor.get(url(meeting)).text
        editor.post(url(meeting), {"subject": "Kutsu", "greeting": ""})
        approve(meeting)
        run()
        assert fresh(meeting).state == "called" and not MeetingInvitation.objects.exists()

    def test_it_is_not_for_others(self, meeting):
        assert Client().get(url(meeting)).status_code == 302


class TestCall:
    def test_nothing_leaves_before_the_approval(self, editor, meeting, people, run):
        response = editor.post(
            url(meeting), {"subject": "Tervetuloa", "greeting": "Hei!"}, follow=True
        )
        assert "Kutsu odottaa." in response.text
        run()
        assert not mails_to("Aino")
        approver = task_of(meeting).assignments.active().first().person
        client = Client()
        client.force_login(approver, backend="home.accounts.backends.AccountBackend")
        shown = client.get(reverse("approval_logged_in", args=[task_of(meeting).pk])).text
        assert "kutsu lähtee jäsenille ja varajäsenille" in shown
        assert "Tervetuloa" in shown and "Hei!" in shown
        editor.post(reverse("cancel_approval", args=[task_of(meeting).pk]))
        assert not MeetingCall.objects.get().waits

    def test_each_gets_one_mail_with_everything(self, call, meeting, run):
        call(greeting="Nähdään pian!")
        run()
        assert [len(mails_to(name)) for name in ("Aino", "Vara", "Ilmo", "Yksi")] == [1, 1, 1, 1]
        (message,) = mails_to("Aino")
        assert message.subject == "Tervetuloa"
        for words in ("Nähdään pian!", "Paikkasi: Liikunta, jäsen.", "1 § Messut", "SALAINEN"):
            assert words in message.body
        assert f"{fresh(meeting).full_url}esityslista.pdf" in message.body
        assert "varajäsen: tulet kokoukseen, jos" in mails_to("Vara")[0].body
        ((name, content, kind),) = message.attachments
        assert (name, kind) == ("kokous.ics", "text/calendar")
        assert "METHOD:PUBLISH" in content and "SALAINEN" not in content
        assert fresh(meeting).state == "called"
        assert not OutboxMail.objects.exclude(calendar="").exists()

    def test_who_gets_an_address_later_is_called_by_one_press(self, editor, call, meeting, stored):
        call()
        make_mandate(Term.objects.get(), person=reachable("Uusi"))
        with stored():
            editor.post(url(meeting), {"rest": "1"})
        assert len(mails_to("Uusi")) == 1 and len(mails_to("Aino")) == 1

    def test_the_scheduled_jobs_send_it(self, editor, meeting, people, stored):
        editor.post(url(meeting), {"subject": "Tervetuloa", "greeting": ""})
        approve(meeting)
        with stored():
            run_due(timezone.now(), "call")
        assert mails_to("Aino")

    def test_a_dropped_call_is_not_sent(self, editor, meeting, people, run):
        editor.post(url(meeting), {"subject": "Tervetuloa", "greeting": ""})
        response = editor.post(url(meeting), {"drop": "1"}, follow=True)
        assert "Kutsua ei lähetetä." in response.text
        approve(meeting)
        run()
        assert not mails_to("Aino")


class TestAnswer:
    def test_looking_changes_nothing_and_an_answer_may_be_changed(self, call, people):
        call()
        address, client = link_of("Aino"), Client()
        for method in (client.get, client.head):
            response = method(address)
            assert response.status_code == 200
            assert response["Cache-Control"] == "no-store"
        assert client.post(address, {}).status_code == 422
        assert not MeetingInvitation.objects.exclude(answer="").exists()
        assert "Kiitos, vastauksesi on tallennettu: Pääsen" in answer("Aino", "Pääsen").text
        assert "Olet vastannut: Pääsen" in client.get(address).text
        answer("Aino", "Osallistun etänä")
        assert MeetingInvitation.objects.get(person=people.person).answer == "remote"

    def test_the_own_deputy_is_asked_at_once_and_released(self, call, stored):
        call()
        with stored():
            answer("Aino", "En pääse")
        asked = mails_to("Vara")[-1]
        assert asked.subject == "Pääsetkö varajäsenenä: Talvikokous"
        assert "Aino Malli (Liikunta) ei pääse" in asked.body
        assert not mails_to("Yksi")[1:]
        with stored():
            answer("Aino", "Pääsen")
        assert mails_to("Vara")[-1].subject.startswith("Sinua ei tarvita")

    def test_the_deputies_of_the_group_are_asked_one_by_one(self, call, stored, editor, meeting):
        call()
        with stored():
            answer("Ilmo", "En pääse")
        assert (len(mails_to("Yksi")), len(mails_to("Kaksi"))) == (2, 1)
        with stored():
            answer("Yksi", "En pääse")
        assert len(mails_to("Kaksi")) == 2
        answer("Kaksi", "Pääsen")
        shown = editor.get(url(meeting)).text
        assert "Kaksi Malli: pääsee" in shown and "Tulossa 1 / 3" in shown

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"date": datetime.date(2024, 3, 13)}, "on jo alkanut"),
            ({"state": "cancelled"}, "Kokous on peruttu"),
            ({"live": False}, "eivät ole nyt sivustolla"),
        ],
    )
    def test_a_link_that_is_over_says_why(self, call, meeting, changes, said):
        call()
        if "date" in changes:
            MeetingInvitation.objects.update(expires_at=timezone.now())
        else:
            type(meeting).objects.filter(pk=meeting.pk).update(**changes)
        for response in (Client().get(link_of("Aino")), answer("Aino", "Pääsen")):
            assert response.status_code == 410 and said in response.text
        assert not MeetingInvitation.objects.exclude(answer="").exists()

    def test_an_invented_link_opens_nothing(self, council):
        assert Client().get(reverse("meeting_answer", args=["keksitty"])).status_code == 404


class TestQuorum:
    @pytest.fixture
    def rule(self, call):
        """Store the council's rule; of three seats the officers' is not counted."""
        call()
        term, officers = Term.objects.get(), Seat.objects.get(title="Kulttuuri")
        Seat.objects.filter(pk=officers.pk).update(group="officers", title="Puheenjohtaja")
        Mandate.objects.filter(term=term, seat=officers).update(role="chair")

        def act(**fields):
            MeetingSettings.objects.update_or_create(defaults=fields)

        return act

    @pytest.mark.parametrize(
        ("fields", "is_met"),
        [
            ({"quorum_rule": "half"}, False),
            ({"quorum_rule": "number", "quorum_value": 1}, True),
            ({"quorum_rule": "share", "quorum_value": 50}, True),
            ({"quorum_rule": "share", "quorum_value": 51}, False),
            ({"quorum_rule": "number", "quorum_value": 1, "quorum_needs_chair": True}, False),
        ],
    )
    def test_one_of_two_seats(self, rule, editor, meeting, fields, is_met):
        rule(**fields)
        answer("Aino", "Pääsen")
        shown = editor.get(url(meeting)).text
        said = "on päätösvaltainen, jos" if is_met else "ei ole vielä päätösvaltainen"
        assert said in shown and "1 / 2" in shown

    def test_the_deputy_takes_the_seat_of_the_member(self, rule, editor, meeting):
        rule(quorum_rule="number", quorum_value=1)
        answer("Aino", "En pääse")
        assert "ei ole vielä" in editor.get(url(meeting)).text
        answer_of("Vara", "comes")
        assert "on päätösvaltainen, jos" in editor.get(url(meeting)).text

    def test_without_a_rule_nothing_is_said(self, rule, editor, meeting):
        rule(quorum_rule="")
        assert "päätösvaltainen" not in editor.get(url(meeting)).text

    @pytest.mark.parametrize(
        ("value", "said"), [("", "Kirjoita luku"), ("101", "enintään 100"), ("60", "tallennettu")]
    )
    def test_the_rule_is_chosen_in_the_settings(self, editor, meeting, value, said):
        address = reverse("meeting_settings", args=[meeting.get_parent().pk])
        data = {"show_attendance": "seat", "standing_items": "", "quorum_rule": "share"}
        assert said in editor.post(address, data | {"quorum_value": value}).text
        assert MeetingSettings.load().quorum_value == (60 if value == "60" else None)


class TestProposedAttendance:
    def test_the_answers_are_proposed_and_the_deputies_offered(self, call, editor, meeting, people):
        call()
        answer("Aino", "En pääse")
        answer_of("Vara", "comes")
        answer("Ilmo", "Osallistun etänä")
        response = editor.get(reverse("meeting_attendance", args=[meeting.pk]))
        form = response.context["form"]
        ticked = {
            str(m.person): form[f"mandate-{m.pk}"].value()
            for m in form.mandates
            if form[f"mandate-{m.pk}"].value()
        }
        assert ticked == {"Vara Malli": "here", "Ilmo Malli": "remote"}
        assert "ehdotettu kutsun vastauksista" in response.text
        assert "Merkitse varajäsen Vara Malli paikalle" in response.text

    def test_what_is_stored_is_not_proposed_over(self, call, editor, meeting, people):
        call()
        answer("Ilmo", "Pääsen")
        page = fresh(meeting).get_latest_revision_as_object()
        page.attendances.add(Attendance(mandate=people, sort_order=0))
        page.save_revision()
        response = editor.get(reverse("meeting_attendance", args=[meeting.pk]))
        assert "ehdotettu kutsun vastauksista" not in response.text
        form = response.context["form"]
        assert [m.pk for m in form.mandates if form[f"mandate-{m.pk}"].value()] == [people.pk]


class TestChange:
    def change(self, meeting, **values):
        page = fresh(meeting).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision().publish()

    def test_another_day_asks_again(self, call, meeting, run, day):
        call()
        old = link_of("Aino")
        answer("Aino", "Pääsen")
        self.change(meeting, date=day + datetime.timedelta(days=7))
        run()
        run()
        assert len(mails_to("Aino")) == 2
        message = mails_to("Aino")[-1]
        assert message.subject == "Muutos: Talvikokous" and "vastaa uudelleen" in message.body
        assert not MeetingInvitation.objects.exclude(answer="").exists()
        assert Client().get(old).status_code == 404
        assert answer("Aino", "Pääsen").status_code == 200

    def test_a_new_call_to_another_day_is_one_mail_and_asks_again(self, call, meeting, run, day):
        call()
        answer("Aino", "Pääsen")
        page = fresh(meeting).get_latest_revision_as_object()
        page.date = day + datetime.timedelta(days=7)
        page.save_revision()
        call(subject="Uusi päivä")
        assert [m.subject for m in mails_to("Aino")] == ["Tervetuloa", "Uusi päivä"]
        assert not MeetingInvitation.objects.exclude(answer="").exists()

    def test_another_place_keeps_the_answers(self, call, meeting, run):
        call()
        answer("Aino", "Pääsen")
        self.change(meeting, place="Toinen talo")
        run()
        assert "Toinen talo" in mails_to("Aino")[-1].body
        assert MeetingInvitation.objects.filter(answer="comes").count() == 1

    def test_a_cancelled_meeting_is_told_of_with_the_calendar(self, call, meeting, run):
        call()
        old = link_of("Aino")
        self.change(meeting, state="cancelled", change_reason="Asioita ei ole.")
        run()
        message = mails_to("Aino")[-1]
        assert message.subject == "Peruttu: Talvikokous" and "Asioita ei ole." in message.body
        assert "STATUS:CANCELLED" in message.attachments[0][1]
        assert Client().get(old).status_code == 410

    def test_the_answers_are_deleted_with_the_approved_minutes(self, call, meeting, run):
        call()
        held = {"state": "held", "date": datetime.date(2024, 3, 13), "minutes_state": "checked"}
        type(meeting).objects.filter(pk=meeting.pk).update(**held | {"date": timezone.localdate()})
        run()
        assert MeetingInvitation.objects.exists()
        type(meeting).objects.filter(pk=meeting.pk).update(**held | {"minutes_state": "approved"})
        run()
        assert not MeetingInvitation.objects.exists()
