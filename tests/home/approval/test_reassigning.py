"""Assignments follow the people: their roles, accounts, addresses, absences and settings."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.approval import service
from home.approval.approvers import (
    add_working_days,
    get_last_day_of_link,
    get_writers,
    has_approver_role,
)
from home.approval.models import Absence
from home.approval.waiting import describe_who_decides, list_waiting_versions, plan_assignments
from home.approval_desk.models import ApprovalLink
from home.mail.models import OutboxMail
from home.models import NewsPage
from home.roles import get_group
from tests.approving import (
    asked,
    away,
    draft_of,
    edit_url,
    fresh,
    member,
    named,
    task_of,
    text_data,
)
from tests.dashboard import for_others, for_you
from tests.factories import make_news_index, make_page, make_text_page
from tests.home.approval_desk.test_reminders import at, clock
from tests.trials import seeded_random, trials

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def people(council):
    people = {
        "chair": member(council, "chair", first_name="Pertti", last_name="Puhenuija"),
        "deputy": member(council, "secretariat", first_name="Vappu", last_name="Varahenkilö"),
        "writer": member(council, "communications", first_name="Kerttu", last_name="Kirjoittaja"),
    }
    named(council, chair=people["chair"], deputy=people["deputy"])
    return people


@pytest.fixture
def send(council, people, stored):
    """Submit a new text, by default as the writer."""

    def send(title="Kannanotto", sender="writer"):
        page = make_text_page(council, title=title, live=False)
        with stored():
            draft_of(page, people[sender])
            service.submit(page, people[sender])
        mail.outbox.clear()
        return page

    return send


def mails(person):
    return [message for message in mail.outbox if message.to == [person.email]]


def log_in(user):
    client = Client()
    client.force_login(user, backend="home.accounts.backends.AccountBackend")
    return client


def days_from_today(starts, ends):
    today = timezone.localdate()
    texts = [(today + datetime.timedelta(days=n)).strftime("%d.%m.%Y") for n in (starts, ends)]
    return {"starts": texts[0], "ends": texts[1], "note": ""}


class TestPeopleChange:
    def lose_role(self, people):
        people["chair"].groups.clear()

    def close_account(self, people):
        people["chair"].is_active = False
        people["chair"].save()

    def delete_account(self, people):
        people["chair"].delete()

    @pytest.mark.parametrize("change", ["lose_role", "close_account", "delete_account"])
    def test_a_chair_who_is_gone_waits_for_nothing(self, send, people, stored, change):
        page = send()
        with stored():
            getattr(self, change)(people)
        assert asked(page) == {people["deputy"]}
        assert "Vappu Varahenkilö" in mails(people["writer"])[0].body
        assert "Puhenuija" not in describe_who_decides(task_of(page))

    def test_a_chair_who_is_gone_with_nobody_left_is_told(self, send, people, stored):
        page = send(sender="deputy")
        with stored():
            people["chair"].groups.clear()
        assert asked(page) == set()
        (message,) = mails(people["deputy"])
        assert message.subject == "Kukaan ei voi nyt hyväksyä: Kannanotto"
        assert "Pertti Puhenuija ei voi enää hyväksyä tätä tekstiä." in message.body
        assert "Ainoa hyväksyjä on tekstin lähettäjä" in message.body

    def test_a_new_chair_gets_what_waits(self, send, people, council, stored):
        page = send()
        new = member(council, "chair")
        with stored():
            named(council, chair=new)
        assert asked(page) == {new}
        assert mails(new)[0].subject.startswith("Hyväksyttäväksi viimeistään")
        assert mails(people["writer"])[0].subject == "Hyväksyjä vaihtui: Kannanotto"

    def test_of_two_chairs_the_other_goes_on(self, send, people, council, stored):
        other = member(council, "chair")
        named(council, chair=None)
        page = send()
        assert asked(page) == {people["chair"], other}
        with stored():
            other.groups.clear()
        assert asked(page) == {people["chair"]}

    def test_a_second_chair_is_asked_too(self, send, people, council, stored):
        named(council, chair=None)
        page = send()
        with stored():
            other = member(council, "chair")
        assert asked(page) == {people["chair"], other}

    def test_a_changed_address_gets_the_request(self, send, people, stored):
        page = send()
        with stored():
            people["chair"].email = "uusi@example.org"
            people["chair"].save()
        (message,) = mails(people["chair"])
        assert "Sähköpostiosoitteesi on vaihtunut" in message.body
        assert "/hyvaksy/" in message.body
        assert asked(page) == {people["chair"]}

    def test_a_sender_who_is_gone_leaves_it_to_the_secretariat(self, send, people, stored):
        page = send()
        with stored():
            people["writer"].delete()
        assert asked(page) == {people["chair"]}
        (message,) = mails(people["deputy"])
        assert message.subject == "Lähettäjän tili on suljettu: Kannanotto"
        mail.outbox.clear()
        with stored():
            service.approve(task_of(page), people["chair"], channel="login")
        assert mails(people["deputy"])[0].subject == "Hyväksytty ja julkaistu: Kannanotto"

    def test_a_log_in_changes_nothing(self, send, people, stored, client):
        send()
        with stored():
            log_in(people["chair"]).get(reverse("wagtailadmin_home"))
        assert mail.outbox == []


class TestAbsences:
    def test_a_chair_back_as_planned_is_asked_again(self, people, council):
        with clock(at("2026-05-04 10.00")):
            page = make_text_page(council, title="Kannanotto", live=False)
            draft_of(page, people["writer"])
            service.submit(page, people["writer"])
        Absence.objects.create(person=people["chair"], starts="2026-05-05", ends="2026-05-12")
        for moment in ("2026-05-05 00.10", "2026-05-12 12.00", "2026-05-13 07.00"):
            with clock(at(moment)):
                call_command("run_due", "--accept-clock", verbosity=0)
            assert OutboxMail.objects.filter(to=people["chair"].email, kind="asks").count() == 1
        with clock(at("2026-05-13 08.00")):
            call_command("run_due", "--accept-clock", verbosity=0)
            call_command("run_due", "--accept-clock", verbosity=0)
        again = OutboxMail.objects.filter(to=people["chair"].email, kind="asks").order_by("pk")
        assert again.count() == 2
        assert "Et ole enää poissa" in again.last().text
        assignment = task_of(page).assignments.active().get(person=people["chair"])
        assert assignment.due == add_working_days(datetime.date(2026, 5, 13), 3)
        assert people["deputy"] in asked(page), "the first decision stands"

    @pytest.mark.parametrize("early", ["cut_short", "delete"])
    def test_a_chair_back_early_is_asked_again_at_once(self, send, people, council, stored, early):
        page = send()
        chair = log_in(people["chair"])
        with stored():
            chair.post(reverse("poissaolot:add"), days_from_today(0, 9))
        assert asked(page) == {people["chair"], people["deputy"]}
        absence = Absence.objects.get()
        mail.outbox.clear()
        with stored():
            if early == "delete":
                answer = chair.post(reverse("poissaolot:delete", args=[absence.pk]), follow=True)
            else:
                Absence.objects.update(starts=timezone.localdate() - datetime.timedelta(days=3))
                edit = reverse("poissaolot:edit", args=[absence.pk])
                answer = chair.post(edit, days_from_today(-3, -1), follow=True)
        assert "Yhden odottavan tekstin hyväksyntä pyydettiin uudelleen." in answer.text
        (message,) = mails(people["chair"])
        assert "Et ole enää poissa" in message.body and "/hyvaksy/" in message.body

    def test_a_chair_who_was_never_asked_is_when_back(self, send, people, council, stored):
        absence = away(council, people["chair"])
        page = send()
        assert asked(page) == {people["deputy"]}
        with stored():
            absence.delete()
        assert asked(page) == {people["deputy"], people["chair"]}

    def test_whoever_comes_back_first_is_asked_on_that_day(self, people, council):
        days = {"chair": "2026-05-20", "deputy": "2026-05-11"}
        for name, last in days.items():
            Absence.objects.create(person=people[name], starts="2026-05-04", ends=last)
        with clock(at("2026-05-05 10.00")):
            page = make_text_page(council, title="Kannanotto", live=False)
            draft_of(page, people["writer"])
            service.submit(page, people["writer"])
            told = describe_who_decides(task_of(page))
            assert "Ensimmäisenä palaa Vappu Varahenkilö, ti 12.5.2026." in told
        for moment in ("2026-05-11 12.00", "2026-05-12 08.00"):
            assert asked(page) == set()
            with clock(at(moment)):
                call_command("run_due", "--accept-clock", verbosity=0)
        assert asked(page) == {people["deputy"]}

    def test_sending_says_that_everybody_is_away(self, people, council):
        page = make_text_page(council, title="Kannanotto", live=False)
        draft_of(page, people["writer"])
        for name in ("chair", "deputy"):
            away(council, people[name], days=3)
        data = text_data(page, "Kannanotto") | {"action-submit": "1"}
        answer = log_in(people["writer"]).post(edit_url(page), data, follow=True)
        assert task_of(page) is not None
        assert "Kaikki hyväksyjät ovat nyt poissa. Ensimmäisenä palaa" in answer.text

    def test_six_texts_are_one_mail_for_each_person(self, send, people, council, stored):
        for number in range(6):
            send(f"Teksti {number}")
        with stored():
            log_in(people["chair"]).post(reverse("poissaolot:add"), days_from_today(0, 9))
        assert sorted(message.to[0] for message in mail.outbox) == sorted(
            person.email for person in people.values()
        )
        (message,) = mails(people["deputy"])
        assert message.subject.endswith(": Teksti 0 ja 5 muuta")
        html = message.alternatives[0][0]
        for number in range(6):
            assert f"Teksti {number}" in message.body and f"Teksti {number}" in html
        assert len({line for line in message.body.split() if "/hyvaksy/" in line}) == 6
        assert message.body.count("Pertti Puhenuija on poissa") == 1


class TestDecisions:
    def test_those_asked_hear_that_another_decided(self, council, people, stored):
        page = make_page(NewsPage, make_news_index(council), title="Uutinen", live=False)
        with stored():
            draft_of(page, people["writer"])
            service.submit(page, people["writer"])
        for person in (people["chair"], people["deputy"]):
            (message,) = mails(person)
            assert "Yhden vastaus riittää." in message.body
        mail.outbox.clear()
        with stored():
            service.approve(task_of(page), people["chair"], channel="login")
        (message,) = mails(people["deputy"])
        assert message.subject == "Asia on ratkaistu: Uutinen"
        assert "Pertti Puhenuija hyväksyi tekstin." in message.body
        (receipt,) = mails(people["chair"])
        assert receipt.subject == "Hyväksyit: Uutinen"

    def test_a_correction_leads_to_the_text_itself(self, send, people, stored):
        page = send()
        with stored():
            service.request_correction(
                task_of(page), people["chair"], channel="login", comment="Lyhennä."
            )
        (message,) = mails(people["writer"])
        assert f"/pages/{page.pk}/edit/" in message.body
        assert f"/pages/{page.pk}/edit/" in message.alternatives[0][0]

    def test_what_waits_for_the_chair_is_not_called_the_administrators(self, send, council):
        page = send()
        administrator = member(council, "administration", is_superuser=True)
        client = log_in(administrator)
        assert for_you(client) == []
        assert "Odottaa puheenjohtajaa: Pertti Puhenuija, viimeistään" in for_others(client)[0]
        html = client.get(reverse("approval_logged_in", args=[task_of(page).pk])).text
        assert "pyytää hyväksyntääsi" not in html
        assert "Odottaa puheenjohtajaa: Pertti Puhenuija" in html


class TestLinks:
    @pytest.mark.parametrize("days", [1, 7, 9, 30])
    def test_last_a_week_and_the_days_of_answering(self, days):
        for n in range(0, 800, 3):
            today = datetime.date(2026, 1, 1) + datetime.timedelta(days=n)
            due = add_working_days(today, 12)
            last = get_last_day_of_link(today, days, due)
            assert last >= due and last >= today + datetime.timedelta(days=7)
            assert add_working_days(last - datetime.timedelta(days=1), 1) == last

    def test_live_to_the_end_of_their_last_day(self, send, people):
        with clock(at("2026-12-17 10.00")):  # a week later is Christmas Eve
            send()
            expires = timezone.localtime(ApprovalLink.objects.get().expires_at)
        assert expires == at("2026-12-29 00.00")

    def sent_anew(self, page, people, stored):
        """Withdraw the text from approval and submit another; return the path of the first link."""
        with stored():
            service.submit(page, people["writer"])
        old = next(w for w in mails(people["chair"])[0].body.split() if "/hyvaksy/" in w)
        task_of(page).workflow_state.cancel(user=people["writer"])
        draft_of(page, people["writer"], title="Uusi kannanotto")
        with stored():
            service.submit(page, people["writer"])
        return old[old.index("/hyvaksy/") :]

    @pytest.fixture
    def page(self, council, people):
        page = make_text_page(council, title="Kannanotto", live=False)
        draft_of(page, people["writer"])
        return page

    def test_lead_to_the_text_that_was_sent_anew(self, page, people, stored):
        old = self.sent_anew(page, people, stored)
        answer = Client().get(old)
        assert answer.status_code == 200
        assert "Teksti on lähetetty uudelleen" in answer.text
        assert "Uusi kannanotto" in answer.text
        version = task_of(page).revision_id
        answer = Client().post(old, {"paatos": "hyvaksy", "kommentti": "", "versio": version})
        assert "Kiitos, hyväksyit tekstin" in answer.text
        assert fresh(page).title == "Uusi kannanotto" and fresh(page).live

    @pytest.mark.parametrize("version", ["", "1"])
    def test_decide_nothing_of_a_text_that_was_not_read(self, page, people, stored, version):
        old = self.sent_anew(page, people, stored)
        data = {"paatos": "hyvaksy", "kommentti": "Hyvä näin.", "versio": version}
        answer = Client().post(old, data)
        assert answer.status_code == 409
        assert "Päätöstä ei tehty" in answer.text and "Hyvä näin." in answer.text
        assert not fresh(page).live

    def test_lead_nobody_else_anywhere(self, page, people, council, stored):
        old = self.sent_anew(page, people, stored)
        with stored():
            named(council, chair=member(council, "chair"))
        answer = Client().get(old)
        assert answer.status_code in (403, 410)
        assert "Uusi kannanotto" not in answer.text

    def test_that_are_over_lead_nowhere(self, page, people, stored):
        old = self.sent_anew(page, people, stored)
        now = timezone.now()
        for link in ApprovalLink.objects.all():
            link.created_at, link.expires_at = now - datetime.timedelta(9), now
            link.save()
        assert Client().get(old).status_code == 410


class Changes:
    """Changes of people, one at a time, as administrators, chairs and calendars make them."""

    def __init__(self, random, council, people):
        self.random, self.council = random, council
        self.people = [*people, *(member(council, role) for role in ("chair", "communications"))]

    def anybody(self):
        return self.random.choice(self.people)

    def role(self):
        group = get_group(self.random.choice(("chair", "secretariat", "communications")))
        person = self.anybody()
        (person.groups.remove if group in person.groups.all() else person.groups.add)(group)

    def account(self):
        person = self.anybody()
        person.is_active = not person.is_active
        person.save()

    def address(self):
        person = self.anybody()
        person.email = f"osoite{self.random.randrange(10**6)}@example.org"
        person.save()

    def named(self):
        names = self.random.choice(("chair", "vice_chair", "deputy"))
        people = dict.fromkeys(("chair", "vice_chair", "deputy")) | {names: self.anybody()}
        named(self.council, **people)

    def absence(self):
        today, shift = timezone.localdate(), self.random.randrange(-2, 3)
        day = today + datetime.timedelta(days=shift)
        Absence.objects.create(
            person=self.anybody(),
            starts=day,
            ends=day + datetime.timedelta(2),
        )

    def back(self):
        if absences := list(Absence.objects.order_by("pk")):
            self.random.choice(absences).delete()

    def leave(self):
        if len(self.people) > 3:
            person = self.anybody()
            self.people.remove(person)
            get_user_model().objects.get(pk=person.pk).delete()

    def sent(self):
        writer = self.anybody()
        page = make_text_page(self.council, live=False)
        draft_of(page, writer)
        service.submit(page, writer)

    def one(self):
        names = ("role", "account", "address", "named", "absence", "back", "leave", "sent")
        name = self.random.choice(names)
        getattr(self, name)()
        return name


def check(task_state):
    """Assert that only possible approvers are asked; if nobody can, the reason is stated."""
    open_ones = list(task_state.assignments.active().select_related("person"))
    for assignment in open_ones:
        person = assignment.person
        assert person.is_active and has_approver_role(person, task_state)
        assert person.pk not in get_writers(task_state)
        assert not assignment.went_to_another_address
    plan = plan_assignments(task_state, timezone.localdate())
    assert not plan.changes_something
    absent = {a.person_id for a in Absence.objects.on(timezone.localdate())}
    assert plan.hindrance or {a.person_id for a in open_ones} - absent
    assert describe_who_decides(task_state).endswith(".")


def test_whatever_changes_somebody_who_may_decide_is_asked(council, people, stored):
    random = seeded_random("reassigning")
    for _ in range(trials(6, 300)):
        before = transaction.savepoint()
        changes = Changes(random, council, list(people.values()))
        for _ in range(8):
            with stored():
                changes.one()
            for task_state in list_waiting_versions():
                check(task_state)
        transaction.savepoint_rollback(before)
