"""Versions with deleted references or violated constraints: reported, and nothing changed."""

import datetime
import json

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from home.approval import service
from home.audit_log.models import ApprovalRecord
from networks.models import Mandate, Person, Term
from tests.factories import make_mandate, make_person, make_seat, make_term
from tests.home.approval_desk.test_review import link_to, post

ENDS = datetime.date(2024, 12, 31)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def people(as_user):
    return {"writer": as_user("secretariat"), "chair": as_user("chair")}


@pytest.fixture
def term(council):
    return make_term(council, ends=ENDS)


@pytest.fixture
def submit(people, stored):
    """Submit the draft of a term; return the task state and the mailed link."""

    def send(term):
        with stored():
            term.save_revision(user=people["writer"].user)
            state = service.submit(term, people["writer"].user)
        return state.current_task_state, link_to(people["chair"].user)

    return send


def still_waits(task_state):
    task_state.refresh_from_db()
    return task_state.status == TaskState.STATUS_IN_PROGRESS


class TestWhatIsStillPointedAt:
    """A member is removed whose personal deputy stays."""

    @pytest.fixture
    def sent(self, term, submit):
        member = make_mandate(term)
        make_mandate(term, seat=member.seat, role="deputy", deputy_of=member)
        draft = Term.objects.get(pk=term.pk)
        draft.mandates.remove(draft.mandates.get(pk=member.pk))
        draft.name = "Uusi nimi"
        return submit(draft)

    def test_the_link_says_so_and_changes_nothing(self, sent, term):
        task_state, address = sent
        records, mails = ApprovalRecord.objects.count(), len(mail.outbox)
        answer = post(address)
        assert answer.status_code == 422
        assert "poistettu kohta, johon muu sisältö viittaa" in answer.text
        assert still_waits(task_state)
        assert Mandate.objects.filter(term=term).count() == 2
        assert Term.objects.get(pk=term.pk).name == term.name
        assert (ApprovalRecord.objects.count(), len(mail.outbox)) == (records, mails)

    def test_the_same_link_still_returns_it(self, sent):
        task_state, address = sent
        post(address)
        answer = post(address, "korjaus", kommentti="Palauta jäsen.")
        assert "Kiitos, pyysit korjausta" in answer.text
        task_state.refresh_from_db()
        assert task_state.status == TaskState.STATUS_REJECTED

    def test_the_admin_says_so_too(self, sent, people):
        task_state, _ = sent
        address = reverse("approval_logged_in", args=[task_state.pk])
        answer = people["chair"].post(address, {"paatos": "hyvaksy", "kommentti": ""})
        assert answer.status_code == 422
        assert "Tekstiä ei voi julkaista" in answer.text
        assert still_waits(task_state)


class TestInTime:
    """Approved for a later time, and found only then."""

    @pytest.fixture
    def approved(self, term, submit, monkeypatch):
        member = make_mandate(term)
        make_mandate(term, seat=member.seat, role="deputy", deputy_of=member)
        Term.objects.get(pk=term.pk).save_revision().publish()
        draft = Term.objects.get(pk=term.pk)
        draft.mandates.remove(draft.mandates.get(pk=member.pk))
        draft.name, draft.go_live_at = "Uusi nimi", timezone.now() + HOUR
        _, address = submit(draft)
        assert "Kiitos, hyväksyit tekstin" in post(address).text
        later = timezone.now() + 2 * HOUR
        monkeypatch.setattr(timezone, "now", lambda: later)
        return draft

    def run(self, stored):
        with stored(), pytest.raises(CommandError):
            call_command("run_due", only="publish")

    def test_the_sender_is_told_once_why_and_what_to_do(self, approved, people, stored):
        self.run(stored)
        (told,) = [m for m in mail.outbox if "Ajastettu julkaisu ei onnistunut" in m.subject]
        assert told.to == [people["writer"].user.email]
        assert "poistettu kohta, johon muu sisältö viittaa" in told.body
        assert "lähetä se uudelleen hyväksyttäväksi" in told.body
        assert Mandate.objects.filter(term=approved.pk).count() == 2
        count = len(mail.outbox)
        self.run(stored)
        assert len(mail.outbox) == count

    def test_the_approver_is_told_when_the_sender_is_gone(self, approved, people, stored):
        get_user_model().objects.filter(pk=people["writer"].user.pk).update(is_active=False)
        self.run(stored)
        assert mail.outbox[-1].to == [people["chair"].user.email]

    def test_the_dashboard_tells_it_until_it_is_mended(self, approved, people, submit, stored):
        told = "Ajastettu julkaisu ei onnistunut"
        assert told not in people["writer"].get("/hallinta/").text
        self.run(stored)
        html = people["writer"].get("/hallinta/").text
        assert told in html
        assert reverse("wagtailsnippets_networks_term:edit", args=[approved.pk]) in html
        mended = Term.objects.get(pk=approved.pk)
        mended.name = "Korjattu nimi"
        post(submit(mended)[1])
        assert Term.objects.get(pk=approved.pk).name == "Korjattu nimi"
        assert told not in people["writer"].get("/hallinta/").text


def test_what_the_database_looks_at_last(term, submit):
    """Two chairs of one seat at the same time: found only when all is stored."""
    seat = make_seat(term.body)
    make_mandate(term, seat=seat, role="chair")
    second = Mandate(seat=seat, person=make_person(), role="chair", starts=term.starts)
    term = Term.objects.get(pk=term.pk)
    term.mandates.add(second)
    task_state, address = submit(term)
    answer = post(address)
    assert answer.status_code == 422
    assert "ristiriidassa jo tallennetun tiedon kanssa" in answer.text
    assert still_waits(task_state)
    assert Mandate.objects.filter(term=term).count() == 1


class TestWhatIsGone:
    """A draft may refer to somebody who was deleted before the draft was published."""

    @pytest.fixture
    def draft(self, term, people):
        make_mandate(term)
        gone = make_person(last_name="Poistettunen")
        draft = Term.objects.get(pk=term.pk)
        draft.mandates.add(Mandate(seat=make_seat(term.body), person=gone, starts=term.starts))
        draft.save_revision(user=people["writer"].user)
        Person.objects.filter(pk=gone.pk).delete()
        return Term.objects.get(pk=term.pk)

    def test_the_rest_of_the_draft_is_there(self, draft):
        assert len(draft.get_latest_revision_as_object().mandates.all()) == 1

    def test_it_can_be_edited(self, draft, people):
        address = reverse("wagtailsnippets_networks_term:edit", args=[draft.pk])
        assert people["writer"].get(address).status_code == 200

    def test_what_may_be_without_it_stays(self, draft):
        content = draft.latest_revision.content
        content["mandates"][0]["organisation"] = 987654
        (mandate,) = draft.with_content_json(json.loads(json.dumps(content))).mandates.all()
        assert mandate.organisation_id is None


@pytest.mark.parametrize("door", ["link", "login"])
def test_the_page_of_a_long_roster_asks_no_more_than_that_of_a_short_one(
    term, submit, people, door
):
    def statements(number):
        for _ in range(number):
            make_mandate(term)
        draft = Term.objects.get(pk=term.pk)
        draft.note = f"Muutos {number}"
        task_state, address = submit(draft)
        by_login = reverse("approval_logged_in", args=[task_state.pk])
        client, address = (people["chair"], by_login) if door == "login" else (Client(), address)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    short = statements(2)
    Term.objects.get(pk=term.pk).current_workflow_state.cancel()
    assert statements(20) <= short + 1 <= 40
