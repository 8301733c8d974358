"""Mail is sent after its act is committed, is retried, and never lost unnoticed."""

import datetime
import logging
from smtplib import SMTPDataError

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.mail.backends import ReadableConsole
from home.mail.models import WAITS, OutboxMail
from home.mail.outbox import MailContent, gather_mails, post_mail
from home.mail.sending import send_waiting
from home.scheduling.running import run_due
from tests.factories import make_user

HOME = "/hallinta/"
SUBJECT_OF_PANEL = "Lähettämättä jäänyt posti"
SECRET = "https://esimerkki.example/hyvaksy/salaisuus/"
LETTER = MailContent(
    "Hyväksyttäväksi: Pöytäkirja",
    ("Lue ja hyväksy.",),
    link=SECRET,
    link_text="Lue ja hyväksy",
    after=("Linkki on sinun.",),
)


@pytest.fixture
def person(db):
    return make_user(first_name="Aino", last_name="Esimerkki")


@pytest.fixture
def broken(monkeypatch):
    """Make the mail server refuse; `broken(False)` repairs it."""

    def send_messages(self, messages):
        raise SMTPDataError(451, f"Try later: {SECRET}".encode())

    right = EmailBackend.send_messages

    def set_broken(is_broken=True):
        monkeypatch.setattr(EmailBackend, "send_messages", send_messages if is_broken else right)

    set_broken()
    return set_broken


def later(**after):
    """Let all waiting mail have waited this long."""
    moved = timezone.now() - datetime.timedelta(**after)
    OutboxMail.objects.filter(next_try__isnull=False).update(next_try=moved)


def test_a_letter_is_finnish_text_and_html(person, council, stored):
    with stored():
        post_mail("asks", person, LETTER)
    (message,) = mail.outbox
    assert message.to == [person.email]
    assert message.subject == LETTER.subject
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Content-Language"] == "fi"
    assert headers["Message-ID"] == OutboxMail.objects.get().message_id
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert '<html lang="fi">' in html
    assert f'href="{SECRET}"' in html
    assert f"\n{SECRET}\n" in message.body
    for text in (html, message.body):
        assert "Hei Aino," in text
        assert "Linkki on sinun." in text
        assert council.title in text


def test_the_html_is_readable_on_any_screen(person, council, stored):
    """On a phone, on a dark screen, and in a program that shows no buttons."""
    with stored():
        post_mail("asks", person, LETTER)
    ((html, _),) = mail.outbox[0].alternatives
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "prefers-color-scheme: dark" in html
    assert f'<a class="button" href="{SECRET}">Lue ja hyväksy</a>' in html
    assert f">{SECRET}</a>" in html, "the address in letters"


def test_one_act_is_one_mail_to_each_person(person, council, stored):
    """What the mails have in common is stored once; an act that fails mails nothing."""
    other = make_user()
    with stored(), gather_mails():
        for title in ("Pöytäkirja", "Kutsu"):
            words = ("Varsinainen hyväksyjä on poissa.", f"Tässä on {title}.")
            letter = MailContent(
                f"Hyväksyttäväksi: {title}", words, SECRET, "Lue", ("Loppu.",), title
            )
            post_mail("asks", person, letter)
        post_mail("asks", other, LETTER)
    assert [message.to for message in mail.outbox] == [[person.email], [other.email]]
    combined = mail.outbox[0]
    assert combined.subject == "Hyväksyttäväksi: Pöytäkirja ja yksi muu"
    for text in (combined.body, combined.alternatives[0][0]):
        assert text.count("Varsinainen hyväksyjä on poissa.") == text.count("Loppu.") == 1
        assert "Tässä on Pöytäkirja." in text and "Tässä on Kutsu." in text
    with pytest.raises(RuntimeError), gather_mails():
        post_mail("asks", person, LETTER)
        raise RuntimeError
    assert OutboxMail.objects.count() == 2


def test_nothing_leaves_when_the_act_is_undone(person, stored):
    with stored(), pytest.raises(DatabaseError), transaction.atomic():
        post_mail("asks", person, LETTER)
        raise DatabaseError
    assert mail.outbox == []
    assert not OutboxMail.objects.exists()


def test_words_are_wiped_when_the_mail_is_sent(person, stored):
    with stored():
        post_mail("asks", person, LETTER)
    sent = OutboxMail.objects.get()
    assert sent.sent_at
    assert (sent.text, sent.html, sent.next_try) == ("", "", None)


def test_a_mail_is_sent_once(person, stored):
    with stored():
        post_mail("asks", person, LETTER)
    assert send_waiting() == 0
    run_due(timezone.now())
    assert len(mail.outbox) == 1


def test_what_failed_is_tried_again_with_growing_waits(person, stored, broken):
    with stored():
        post_mail("asks", person, LETTER)
    waits = []
    for _ in WAITS:
        row = OutboxMail.objects.get()
        waits.append(round((row.next_try - timezone.now()).total_seconds() / 60))
        run_due(timezone.now())
        assert OutboxMail.objects.get().attempts == row.attempts
        later(seconds=1)
        run_due(timezone.now())
    assert tuple(waits) == WAITS
    row = OutboxMail.objects.get()
    assert (row.next_try, row.attempts) == (None, len(WAITS) + 1)
    broken(False)
    run_due(timezone.now())
    assert mail.outbox == []


def test_it_goes_when_the_server_answers_again(person, stored, broken):
    with stored():
        post_mail("asks", person, LETTER)
    first = OutboxMail.objects.get().message_id
    broken(False)
    later(minutes=1)
    assert not run_due(timezone.now()).failures
    assert mail.outbox[0].message()["Message-ID"] == first
    assert not OutboxMail.objects.troubled().exists()


def test_no_secret_in_logs_or_errors(person, stored, broken, caplog):
    with caplog.at_level(logging.DEBUG), stored():
        post_mail("asks", person, LETTER)
    assert "could not be sent" in caplog.text
    assert "salaisuus" not in caplog.text
    assert OutboxMail.objects.get().error == "Postipalvelin ei ottanut viestiä vielä (koodi 451)."


def test_somebody_without_an_address_is_a_visible_failure(person, stored):
    person.email = ""
    with stored():
        post_mail("asks", person, LETTER)
    row = OutboxMail.objects.troubled().get()
    assert (row.error, row.next_try) == ("Vastaanottajalla ei ole sähköpostiosoitetta.", None)


def test_a_subject_is_one_line_that_fits(person, stored):
    with stored():
        post_mail("asks", person, MailContent("Rivi\r\nBcc: x@example.org " + "a" * 400, ()))
    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert len(message.subject) == 250


def test_old_mail_is_forgotten(person, stored):
    with stored():
        row = post_mail("asks", person, LETTER)
    OutboxMail.objects.update(created_at=timezone.now() - datetime.timedelta(days=91))
    run_due(timezone.now())
    assert not OutboxMail.objects.filter(pk=row.pk).exists()


def test_the_demo_shows_mail_as_it_is_read(person, council, stored, settings, capsys):
    settings.OUTBOX_TRANSPORT = f"{ReadableConsole.__module__}.{ReadableConsole.__name__}"
    with stored():
        post_mail("asks", person, LETTER)
    shown = capsys.readouterr().out
    assert f"\n{SECRET}\n" in shown
    assert "Aihe: Hyväksyttäväksi: Pöytäkirja" in shown


class TestDashboard:
    """Staff of that council see unsent mail and may ask for another attempt."""

    @pytest.fixture
    def row(self, as_user, person, council, stored, broken):
        with stored():
            post_mail("asks", person, LETTER)
        return OutboxMail.objects.get()

    def try_again(self, client, row):
        return client.post(reverse("try_mail_again", args=[row.pk]), follow=True)

    @pytest.mark.parametrize("role", ["communications", "secretariat", "administration", ""])
    def test_tells_the_staff(self, as_user, row, role):
        html = as_user(role).get(reverse("wagtailadmin_home")).text
        assert "Lähettämättä jäänyt posti" in html
        assert LETTER.subject in html
        assert "Yritä uudelleen" in html
        assert SECRET not in html

    def test_mail_of_an_account_is_not_shown_to_the_others(self, as_user, row, person):
        OutboxMail.objects.update(kind="reset")
        for role in ("chair", "secretariat"):
            client = as_user(role)
            assert LETTER.subject not in client.get(reverse("wagtailadmin_home")).text
            assert LETTER.subject not in self.try_again(client, row).text
        assert OutboxMail.objects.get().attempts == 1

    def test_is_tried_again_when_asked(self, as_user, row, broken, council, stored):
        broken(False)
        OutboxMail.objects.update(next_try=None, attempts=len(WAITS) + 1)
        answer = self.try_again(as_user("secretariat"), row)
        assert "yritetään lähettää nyt uudelleen" in answer.text
        assert send_waiting() == 1
        assert len(mail.outbox) == 1
        assert SUBJECT_OF_PANEL not in as_user("secretariat").get(HOME).text

    def test_says_when_it_fails_again(self, as_user, row):
        client = as_user("secretariat")
        self.try_again(client, row)
        send_waiting()
        assert OutboxMail.objects.get().attempts == 1
        assert "Postipalvelin ei ottanut viestiä vielä" in client.get(HOME).text

    def test_mail_of_an_account_concerns_those_who_keep_accounts(self, as_user, row):
        OutboxMail.objects.update(kind="reset")
        assert LETTER.subject in as_user("administration").get(HOME).text

    def test_says_when_nobody_sends(self, as_user, row):
        OutboxMail.objects.update(error="")
        client = as_user("secretariat")
        assert "Sähköposti ei lähde" not in client.get(HOME).text
        later(minutes=20)
        assert "Yksi viesti on odottanut lähettämistä" in client.get(HOME).text

    def test_only_by_post_and_only_logged_in(self, as_user, row):
        address = reverse("try_mail_again", args=[row.pk])
        assert as_user("secretariat").get(address).status_code == 405
        assert Client().post(address).status_code == 302
        assert OutboxMail.objects.get().attempts == 1
