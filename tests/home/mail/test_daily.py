"""The daily mail of notices that are not urgent, and one mail per event and person."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from home.approval import service
from home.approval.models import Absence
from home.approval.reassigning import reassign
from home.mail.models import HeldMail, OutboxMail
from home.mail.outbox import MailContent, Recipient, post_mail
from home.scheduling.running import run_due
from tests.approving import member, named, task_of
from tests.factories import make_text_page

MORNING = datetime.datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Helsinki"))  # a Tuesday
SATURDAY = MORNING + datetime.timedelta(days=4)


@pytest.fixture
def people(council, roles):
    """The writer, the chair and the deputy, all with the default: one mail a day."""
    names = {"writer": "communications", "chair": "chair", "deputy": "secretariat"}
    found = {name: member(council, role, mail_at_once=False) for name, role in names.items()}
    named(council, chair=found["chair"], deputy=found["deputy"])
    return found


def mails_to(person) -> list:
    return [m for m in mail.outbox if m.to == [person.email]]


@pytest.fixture
def send(council, people, stored):
    """Return a function that sends pages with these titles to the chair."""

    def act(*titles):
        with stored():
            for title in titles:
                page = make_text_page(council, title=title, live=False)
                page.save_revision(user=people["writer"])
                service.submit(page, people["writer"])
                yield page

    return lambda *titles: list(act(*titles))


@pytest.fixture
def run(stored):
    def act(now):
        with stored():
            run_due(now, "digest")

    return act


def test_an_absence_with_six_waiting_texts_sends_one_request_and_holds_the_rest(
    send, people, stored, run
):
    send(*(f"Teksti {n}" for n in range(1, 7)))
    mail.outbox.clear()
    with stored():
        Absence.objects.create(person=people["chair"], starts="2020-01-01", ends="2099-01-01")
        reassign()
    (request,) = mail.outbox
    assert request.to == [people["deputy"].email]
    assert all(f"Teksti {n}" in request.body for n in range(1, 7))
    run(MORNING)
    for name in ("writer", "chair"):
        (message,) = mails_to(people[name])
        assert all(f"Teksti {n}" in message.body for n in range(1, 7))
    assert not HeldMail.objects.exists()


def test_what_happened_on_a_day_comes_in_one_mail_of_the_next_morning(send, people, stored, run):
    pages = send("Ensimmäinen", "Toinen")
    mail.outbox.clear()
    with stored():
        for page in pages:
            service.approve(task_of(page), people["chair"], channel="link")
    assert not mails_to(people["writer"])
    run(SATURDAY)
    assert not mails_to(people["writer"]), "it waits for a working day"
    run(MORNING)
    run(MORNING)
    (message,) = mails_to(people["writer"])
    assert "Ensimmäinen" in message.body and "Toinen" in message.body
    assert "Ilmoitus on ajalta" in message.body
    assert message.body.count("Avaa julkaistu sivu") == 2


def test_requests_corrections_and_receipts_leave_at_once(send, people, stored):
    first, second = send("Ensimmäinen", "Toinen")
    assert len(mails_to(people["chair"])) == 2
    with stored():
        service.approve(task_of(first), people["chair"], channel="link")
        service.request_correction(
            task_of(second), people["chair"], channel="link", comment="Korjaa."
        )
    assert mails_to(people["chair"])[-1].subject.startswith("Hyväksyit")
    assert [m.subject for m in mails_to(people["writer"])] == ["Korjattavaksi: Toinen"]


def test_a_person_may_choose_to_get_everything_at_once(as_user, stored):
    client = as_user("communications")
    address, content = reverse("wagtailadmin_account"), MailContent("Hyväksytty: A", ("Sana.",))
    shown = client.get(address)
    assert "Ilmoitukset heti" in shown.text
    forms = [panel.get_form() for tab in shown.context["panels_by_tab"].values() for panel in tab]
    kept = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    for chosen in ("on", ""):
        data = kept | {"notifications-mail_at_once": chosen}
        sent = {name: value for name, value in data.items() if value not in (None, False, "")}
        assert client.post(address, sent).status_code == 302
        client.user.refresh_from_db()
        assert client.user.mail_at_once == bool(chosen)
        with stored():
            post_mail("approved", client.user, content)
        assert len(mails_to(client.user)) == 1
    assert HeldMail.objects.get().kind == "approved"


def test_who_has_no_account_is_mailed_at_once(council, stored):
    with stored():
        post_mail("approved", Recipient("a@example.org"), MailContent("Aihe", ("Sana.",)))
    assert OutboxMail.objects.get().to == "a@example.org"
