"""Whatever the mail server does, no mail is lost or doubled, and no request waits for it."""

import logging
import re
import time

import pytest
from config.settings import base
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mail_admins, send_mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.mail import smtp
from home.mail.errors import PER_HOUR, ErrorMailHandler
from home.mail.models import OutboxMail
from home.mail.outbox import MailContent, post_mail
from home.mail.sending import LOCK, claim_next_mail, send_waiting
from home.scheduling.running import run_due
from tests.factories import make_user
from tests.mail_servers import Recorder, serving, silent_after, talking, trickle
from tests.ports import free_port

RESET = "/hallinta/password_reset/"
SHORT = 0.5  # seconds; a server that answers gets the patience of production


@pytest.fixture(autouse=True)
def real_transport(settings):
    settings.OUTBOX_TRANSPORT = "home.mail.smtp.SmtpTransport"
    settings.EMAIL_HOST = "127.0.0.1"


@pytest.fixture
def short_steps(monkeypatch):
    """Wait only shortly for the answer to a command."""
    monkeypatch.setattr(smtp, "STEP_SECONDS", SHORT)
    monkeypatch.setattr(smtp.Conversation, "answer_seconds", SHORT)


@pytest.fixture
def post_mails(council):
    """Return a function that puts so many mails of the council into the outbox."""
    council.contact_email = "sihteeristo@example.org"
    council.save()

    def put(number=1):
        for each in range(number):
            person = make_user(email=f"vastaanottaja{each}@example.org")
            post_mail("asks", person, MailContent(f"Viesti {each}", ("Lue.",)))

    return put


def states():
    return list(OutboxMail.objects.order_by("pk").values_list("sent_at", "attempts", "error"))


def make_due():
    OutboxMail.objects.filter(next_try__isnull=False).update(next_try=timezone.now())


def test_many_mails_go_over_one_connection(post_mails, settings):
    post_mails(5)
    with serving(server := Recorder()) as settings.EMAIL_PORT:
        assert send_waiting() == 5
    assert server.subjects == [f"Viesti {number}" for number in range(5)]
    assert server.connections == 1
    ids = set(OutboxMail.objects.values_list("message_id", flat=True))
    assert {message["Message-ID"] for message in server.taken} == ids
    assert not OutboxMail.objects.exclude(text="", html="", reply_to="").exists()


def test_a_server_that_is_not_there_puts_all_off_and_loses_none(post_mails, settings):
    post_mails(3)
    settings.EMAIL_PORT = free_port()
    assert send_waiting() == 0
    assert states() == [(None, 1, "Postipalvelimeen ei saatu yhteyttä, tai se ei vastannut.")] * 3
    make_due()
    with serving(server := Recorder()) as settings.EMAIL_PORT:
        assert send_waiting() == 3
    assert len(server.taken) == 3


@pytest.mark.parametrize("step", ["", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_falls_silent_before_the_text_is_tried_again(
    post_mails, settings, short_steps, step
):
    post_mails(2)
    with talking(silent_after(step)) as (settings.EMAIL_PORT, connections):
        assert send_waiting() == 0
        assert len(connections) == 1
    assert [(sent, attempts) for sent, attempts, _ in states()] == [(None, 1)] * 2
    assert OutboxMail.objects.filter(next_try__isnull=False).count() == 2


def test_a_server_that_trickles_its_greeting_does_not_hold_the_sender(
    post_mails, settings, short_steps
):
    post_mails()
    with talking(trickle) as (settings.EMAIL_PORT, _):
        assert send_waiting() == 0
    assert OutboxMail.objects.get().next_try


def test_silence_after_the_text_is_told_to_a_person_and_not_sent_twice(
    post_mails, settings, monkeypatch, as_user
):
    monkeypatch.setattr(smtp, "ANSWER_SECONDS", SHORT)
    post_mails()
    with talking(silent_after(".")) as (settings.EMAIL_PORT, connections):
        assert send_waiting() == send_waiting() == 0
        assert len(connections) == 1
    row = OutboxMail.objects.get()
    assert (row.next_try, row.text != "") == (None, True)
    page = as_user("secretariat").get("/hallinta/").text
    assert "Ei tiedetä, ehtikö viesti perille." in page
    assert "Ei yritetä enää" in page


def test_a_slow_server_takes_a_mail_once(post_mails, settings, monkeypatch):
    step = 2.0  # enough for each command on a busy machine
    monkeypatch.setattr(smtp, "STEP_SECONDS", step)
    monkeypatch.setattr(smtp.Conversation, "answer_seconds", step)
    post_mails(2)

    def think(message):
        if message["Subject"] == "Viesti 0":
            time.sleep(1.25 * step)

    with serving(server := Recorder(data=think)) as settings.EMAIL_PORT:
        assert send_waiting() == 2
    assert server.subjects == ["Viesti 0", "Viesti 1"]


def test_greylisting_is_answered_by_patience(post_mails, settings):
    post_mails(2)
    seen = set()

    def greylist(address):
        if address in seen or address.startswith("vastaanottaja1"):
            return None
        seen.add(address)
        return "451 4.7.1 Greylisted"

    with serving(server := Recorder(rcpt=greylist)) as settings.EMAIL_PORT:
        assert send_waiting() == 1
        assert states()[0] == (None, 1, "Postipalvelin ei ottanut viestiä vielä (koodi 451).")
        make_due()
        assert send_waiting() == 1
    assert server.subjects == ["Viesti 1", "Viesti 0"]


def test_a_refused_address_is_not_tried_again_and_the_council_is_told_once(post_mails, settings):
    post_mails(2)

    def refuse(address):
        return "550 5.1.1 No such user" if address.startswith("vastaanottaja0") else None

    with serving(server := Recorder(rcpt=refuse)) as settings.EMAIL_PORT:
        for _ in range(3):
            run_due(timezone.now())
            make_due()
    assert server.subjects == ["Viesti 1", "Viesti ei lähtenyt"]
    (told,) = server.taken[1:]
    words = told.get_payload()[0].get_payload(decode=True).decode()
    assert "Viesti 0" in words and "koodi 550" in words and "Lue." not in words
    failed = OutboxMail.objects.get(subject="Viesti 0")
    assert (failed.attempts, failed.next_try) == (1, None)


def test_what_a_dead_sender_had_in_hand(post_mails, settings):
    """Mail that had not begun to be sent goes out; a mail in the middle is left to a person."""
    post_mails(2)
    claim_next_mail()
    assert claim_next_mail().mark_handed()
    with serving(server := Recorder()) as settings.EMAIL_PORT:
        assert send_waiting() == 1
        assert server.subjects == ["Viesti 0"]
        OutboxMail.objects.get(sent_at=None).retry()
        assert send_waiting() == 1
    assert server.subjects == ["Viesti 0", "Viesti 1"]


def test_a_sender_that_lost_its_claim_stops_before_the_text(post_mails, settings, monkeypatch):
    post_mails()
    with serving(server := Recorder()) as settings.EMAIL_PORT:
        with monkeypatch.context() as race:
            race.setattr(OutboxMail, "mark_handed", lambda self: False)
            assert send_waiting() == 0
        assert server.taken == []
        assert send_waiting() == 1


def test_there_is_one_sender_at_a_time(post_mails, settings):
    other = connection.copy()
    post_mails()
    with serving(Recorder()) as settings.EMAIL_PORT, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        assert send_waiting() == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        assert send_waiting() == 1
    other.close()


class TestRequests:
    """No request connects to the mail server."""

    @pytest.fixture(autouse=True)
    def sink(self, settings):
        with talking(silent_after("")) as (settings.EMAIL_PORT, self.connections):
            yield

    def test_a_password_reset_is_stored_and_then_sent(self, council, settings):
        user = make_user(is_superuser=True, email="unohtaja@example.org")
        user.set_password("kevätsade-12")
        user.save()
        assert Client().post(RESET, {"email": user.email}).status_code == 302
        assert not self.connections
        row = OutboxMail.objects.get()
        assert row.to == user.email
        with serving(server := Recorder()) as settings.EMAIL_PORT:
            assert send_waiting() == 1
        words = server.taken[0].get_body(("plain",)).get_content()
        assert f"{settings.WAGTAILADMIN_BASE_URL}/hallinta/" in words
        assert OutboxMail.objects.get().text == ""

    def test_trying_again_is_left_to_the_sender(self, as_user, post_mails):
        post_mails()
        OutboxMail.objects.update(error="Ei mennyt.", next_try=None)
        address = reverse("try_mail_again", args=[OutboxMail.objects.get().pk])
        assert as_user("secretariat").post(address).status_code == 302
        assert not self.connections

    @pytest.mark.django_db
    def test_everything_that_django_mails_is_stored(self, settings):
        settings.ADMINS = [("", "yllapito@example.org")]
        send_mail("Aihe", "Teksti", None, ["a@example.org", "Bo Ek <b@example.org>"])
        message = EmailMultiAlternatives("Muotoiltu", "Teksti", to=["c@example.org"])
        message.attach_alternative("<p>Teksti</p>", "text/html")
        message.send()
        mail_admins("Vika", "Sivu ei auennut.")
        rows = OutboxMail.objects.order_by("pk").values_list("to", "name", "html")
        assert list(rows) == [
            ("a@example.org", "", ""),
            ("b@example.org", "Bo Ek", ""),
            ("c@example.org", "", "<p>Teksti</p>"),
            ("yllapito@example.org", "", ""),
        ]
        assert not self.connections

    @pytest.mark.django_db
    def test_a_mail_with_a_file_is_refused_and_not_sent_without_it(self):
        message = EmailMultiAlternatives("Aihe", "Teksti", to=["c@example.org"])
        message.attach("a.txt", "sisältö", "text/plain")
        with pytest.raises(ValueError, match="attachments"):
            message.send()


def test_nothing_but_the_sender_knows_how_to_reach_a_mail_server():
    """Every installation stores mail first; no other module opens a connection of its own."""
    rooms = [settings.BASE_DIR / room for room in ("home", "networks", "meetings", "search")]
    opening = re.compile(r"smtplib|get_connection\(|mail\.backends\.smtp")
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for room in rooms
        for path in room.rglob("*.py")
        if opening.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "home/mail/sending.py",
        "home/mail/smtp.py",
        "home/mail/management/commands/send_mail.py",
    }
    folder = settings.BASE_DIR / "site" / "config" / "settings"
    named = [path.stem for path in folder.glob("*.py") if "EMAIL_BACKEND" in path.read_text()]
    assert (named, base.EMAIL_BACKEND) == (["base"], "home.mail.backends.OutboxBackend")


@pytest.mark.django_db
def test_a_report_of_an_error_outlives_the_transaction_that_failed(settings):
    settings.ADMINS = [("", "hoitaja@example.org")]
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Vika: /sivu/", (), None)
    try:
        with transaction.atomic():
            for _ in range(PER_HOUR + 5):
                ErrorMailHandler().emit(record)
            transaction.set_rollback(True)
        stored = OutboxMail.objects.filter(to="hoitaja@example.org")
        assert "Vika: /sivu/" in stored[0].subject
        assert stored.count() == PER_HOUR
    finally:
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("DELETE FROM mail_outboxmail")
        other.close()
