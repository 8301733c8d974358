"""A receipt after each approval, and an approval taken back by whom it was said to be given."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from home.approval import service
from home.approval.go_live import list_scheduled_jobs
from home.approval.models import Level
from home.approval_desk.models import ReceiptLink
from home.audit_log.models import ApprovalRecord
from networks.models import Person, Term
from tests.approving import fresh, member, rule, task_of
from tests.factories import make_mandate, make_person, make_seat, make_term, make_text_page

LINK = re.compile(r"http://127\.0\.0\.1:8000(/hyvaksy/\S+/en-tehnyt-tata/)")
NOT_ME, MINE = {"paatos": "en-tehnyt"}, {"paatos": "tein"}


@pytest.fixture
def people(as_user, council):
    """Return the writer, the chair, and a secretary who has nothing to do with the text."""
    return {
        "writer": as_user("communications").user,
        "chair": as_user("chair").user,
        "secretary": member(council, "secretariat"),
    }


@pytest.fixture
def approve(people, stored):
    """Send and approve an object; return the address of the link in the receipt."""

    def act(obj, **options):
        with stored():
            obj.save_revision(user=people["writer"])
            service.submit(obj, people["writer"])
            service.approve(task_of(obj), people["chair"], channel="link", **options)
        found = receipts(people["chair"])
        return LINK.search(found[-1].body)[1] if found else None

    return act


def receipts(user):
    return [m for m in mail.outbox if m.to == [user.email] and m.subject.startswith("Hyväksyit")]


def mails_about(user, subject):
    return [m for m in mail.outbox if m.to == [user.email] and m.subject.startswith(subject)]


@pytest.fixture
def page(council):
    return make_text_page(council, title="Ohje", lead="Ensin.", live=False)


@pytest.fixture
def changed(council, approve):
    """Return a page that was public, whose change was then approved, and the receipt's link."""
    page = make_text_page(council, title="Ohje", lead="Ensin.", live=False)
    approve(page)
    page = fresh(page)
    page.lead = "Sitten."
    return page, approve(page)


class TestTheReceipt:
    def test_it_tells_what_became_public_and_how_to_deny_it(self, page, approve, people):
        address = approve(page)
        (message,) = receipts(people["chair"])
        assert message.subject == "Hyväksyit: Ohje"
        assert "”Ohje” hyväksyttiin nimissäsi" in message.body
        assert "sähköpostin linkillä" in message.body
        assert "Lukijat näkevät sen nyt." in message.body
        assert fresh(page).full_url in message.body
        assert f"En tehnyt tätä:\nhttp://127.0.0.1:8000{address}" in message.body

    def test_a_correction_has_none(self, page, people, stored):
        with stored():
            page.save_revision(user=people["writer"])
            service.submit(page, people["writer"])
            service.request_correction(
                task_of(page), people["chair"], channel="link", comment="Lyhennä."
            )
        assert receipts(people["chair"]) == []

    def test_one_who_may_not_withdraw_takes_back_too(self, page, people, stored):
        """News is checked by any of the staff, of whom only some may withdraw."""
        rule(page.get_parent(), "home.StandardPage", Level.SECOND_PAIR)
        with stored():
            page.save_revision(user=people["secretary"])
            service.submit(page, people["secretary"])
            service.approve(task_of(page), people["writer"], channel="login")
        (message,) = receipts(people["writer"])
        assert "tililtäsi" in message.body
        Client().post(LINK.search(message.body)[1], NOT_ME)
        assert not fresh(page).live

    def test_a_snippet_is_told_with_its_kind(self, council, approve, people):
        approve(make_term(council, live=False))
        (message,) = receipts(people["chair"])
        assert message.subject.startswith("Hyväksyit: Toimikausi ")


class TestTakingBack:
    def test_reading_changes_nothing(self, page, approve):
        address = approve(page)
        answer = Client().get(address)
        assert "Tämä hyväksyttiin nimissäsi" in answer.text
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert Client().post(address).status_code == 422
        assert fresh(page).live

    def test_what_was_new_is_withdrawn(self, page, approve):
        answer = Client().post(approve(page), NOT_ME)
        assert "”Ohje”: lukijat eivät enää näe sitä." in answer.text
        assert not fresh(page).live
        assert fresh(page).get_latest_revision_as_object().lead == "Ensin."

    def test_the_version_that_was_public_before_comes_back(self, changed):
        page, address = changed
        assert fresh(page).lead == "Sitten."
        answer = Client().post(address, NOT_ME)
        assert "lukijat näkevät taas aiemman version" in answer.text
        assert fresh(page).live
        assert fresh(page).lead == "Ensin."
        assert fresh(page).get_latest_revision_as_object().lead == "Sitten."

    def test_what_was_public_without_a_version_comes_back(self, council, approve):
        """Imported content has no version of its own until it is edited."""
        page = make_text_page(council, title="Tuotu", lead="Tuotu teksti.", live=True)
        page = fresh(page)
        page.lead = "Muutettu."
        address = approve(page)
        assert fresh(page).lead == "Muutettu."
        Client().post(address, NOT_ME)
        assert (fresh(page).live, fresh(page).lead) == (True, "Tuotu teksti.")

    def test_everybody_concerned_is_told_once(self, page, approve, people, stored):
        address = approve(page)
        with stored():
            Client().post(address, NOT_ME)
        for person in people.values():
            (message,) = mails_about(person, "Hyväksyntä peruttiin")
            assert "ettei ole hyväksynyt tekstiä ”Ohje”" in message.body
            assert "lukijat eivät enää näe sitä" in message.body

    def test_it_is_recorded(self, page, approve, people):
        Client().post(approve(page), NOT_ME)
        record = ApprovalRecord.objects.about(page).get(action="disputed")
        assert record.actor_name == people["chair"].display_name
        assert record.door == "link"

    def test_it_is_done_once(self, page, approve):
        address = approve(page)
        Client().post(address, NOT_ME)
        again = Client().post(address, NOT_ME)
        assert again.status_code == 410
        assert "Hyväksyntä on jo peruttu" in again.text

    def test_one_who_did_it_changes_nothing(self, page, approve):
        address = approve(page)
        assert "mitään ei muutettu" in Client().post(address, MINE).text
        assert fresh(page).live
        assert Client().get(address).status_code == 200

    def test_a_newer_public_version_stays(self, changed, approve, people):
        page, address = changed
        page = fresh(page)
        page.lead = "Uusin."
        approve(page)
        answer = Client().post(address, NOT_ME)
        assert "siitä on jo julkaistu uudempi versio" in answer.text
        assert fresh(page).lead == "Uusin."

    def test_what_waited_is_told_to_be_sent_again(self, changed, people, stored):
        page, address = changed
        draft = fresh(page)
        draft.lead = "Odottava."
        draft.save_revision(user=people["writer"])
        service.submit(draft, people["writer"])
        answer = Client().post(address, NOT_ME)
        assert "Lähetys peruttiin samalla: lähetä se uudelleen." in answer.text
        assert not fresh(page).workflow_in_progress
        assert fresh(page).lead == "Ensin."

    def test_a_term_is_taken_back_with_the_people_it_named(self, council, approve, people):
        term = make_term(council, live=False)
        person = make_person(live=False)
        person.save_revision(user=people["writer"])
        make_mandate(term, make_seat(council), person)
        address = approve(term)
        assert Person.objects.get(pk=person.pk).live
        Client().post(address, NOT_ME)
        assert not Term.objects.get(pk=term.pk).live
        assert not Person.objects.get(pk=person.pk).live

    def test_a_scheduled_version_is_not_published(self, page, approve):
        page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
        address = approve(page)
        answer = Client().post(address, NOT_ME)
        assert "ajastettu julkaisu on peruttu" in answer.text
        assert list(list_scheduled_jobs(timezone.now() + datetime.timedelta(hours=2))) == []
        assert not fresh(page).live

    def test_a_version_published_in_time_is_withdrawn(self, page, approve, monkeypatch):
        page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
        address = approve(page)
        later = timezone.now() + datetime.timedelta(hours=2)
        monkeypatch.setattr(timezone, "now", lambda: later)
        for _, publish, _ in list_scheduled_jobs(later):
            publish()
        assert fresh(page).live
        Client().post(address, NOT_ME)
        assert not fresh(page).live


class TestTheLink:
    def test_it_works_after_the_password_was_changed(self, page, approve, people):
        address = approve(page)
        people["chair"].set_password("toinen-salasana-9")
        people["chair"].save()
        Client().post(address, NOT_ME)
        assert not fresh(page).live

    def test_not_after_two_weeks(self, page, approve):
        address = approve(page)
        ReceiptLink.objects.update(
            created_at=timezone.now() - datetime.timedelta(days=20),
            expires_at=timezone.now() - datetime.timedelta(days=1),
        )
        assert Client().post(address, NOT_ME).status_code == 410
        assert fresh(page).live

    def test_not_for_a_closed_account(self, page, approve, people):
        address = approve(page)
        people["chair"].is_active = False
        people["chair"].save()
        assert Client().post(address, NOT_ME).status_code == 404
        assert fresh(page).live

    def test_a_guess_or_another_link_opens_nothing(self, page, approve, people):
        address = approve(page)
        assert Client().get("/hyvaksy/arvaus/en-tehnyt-tata/").status_code == 404
        token = address.split("/")[2]
        assert Client().get(f"/hyvaksy/{token}/").status_code == 404
        assert not ReceiptLink.objects.filter(token_hash__contains=token).exists()
