"""The contact form: usable without cookies and scripts, but not by robots."""

import datetime
import re
import time

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from home import contact, strangers
from home.mail.models import OutboxMail
from home.mail.outbox import MailContent, Recipient, post_mail
from home.mail.sending import send_waiting
from home.models import ContactPage
from home.web.rate_limits import HOUR
from tests.factories import make_page

ADDRESS = "/yhteydenotto/"
WRITTEN = {
    "name": "Aino Esimerkki",
    "email": "aino@example.org",
    "message": "Miten yhdistyksemme pääsee verkostoon?",
}


@pytest.fixture(autouse=True)
def page(council):
    council.contact_email = "sihteeristo@example.org"
    council.save()
    return make_page(ContactPage, council, title="Yhteydenotto", slug="yhteydenotto")


def sent_mail():
    """Return the sent mail, after the sender has processed the outbox."""
    send_waiting()
    return mail.outbox


def opened(seconds_ago, monkeypatch):
    """Return the token of a form that was opened some time ago."""
    with monkeypatch.context() as past:
        now = signing.time.time()
        past.setattr(signing.time, "time", lambda: now - seconds_ago)
        return signing.dumps("opened", salt=contact.SALT)


@pytest.fixture
def send(client, monkeypatch):
    """Submit the form as a person would, a minute after opening it."""

    def post(seconds=60, **fields):
        data = WRITTEN | {"website": "", "opened": opened(seconds, monkeypatch)} | fields
        return client.post(ADDRESS, data)

    return post


def test_a_message_reaches_the_council(client, send):
    response = send()
    assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?lahetetty=1")
    assert "Kiitos, viestisi on lähetetty." in client.get(response["Location"]).content.decode()
    (message,) = sent_mail()
    assert message.to == ["sihteeristo@example.org"]
    assert message.reply_to == ["aino@example.org"]
    assert message.subject == "Yhteydenotto: Aino Esimerkki"
    assert WRITTEN["message"] in message.body


def test_no_answer_sets_a_cookie(client, send):
    for response in (client.get(ADDRESS), send(), send(name=""), send(website="x")):
        assert not response.cookies
        assert "Set-Cookie" not in response
        assert "Cookie" not in response.get("Vary", "")


def test_a_reader_without_cookies_passes_the_csrf_check(monkeypatch):
    data = WRITTEN | {"website": "", "opened": opened(60, monkeypatch)}
    assert Client(enforce_csrf_checks=True).post(ADDRESS, data).status_code == 302


def test_the_page_shows_no_address(client):
    assert "sihteeristo@example.org" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"email": ""},
        {"email": "aino"},
        {"message": ""},
        {"message": "a" * 5001},
        {"website": "https://example.org"},
        {"opened": ""},
        {"opened": "1:väärä"},
        {"name": "\x00"},
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_what_was_written_is_kept(send, fields):
    response = send(**fields)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Viestiä ei vielä lähetetty" in html
    kept = {name: text for name, text in (WRITTEN | fields).items() if name in WRITTEN}
    assert all(text in html for text in kept.values() if "\x00" not in text)
    assert not sent_mail()


def test_too_fast_is_asked_to_be_sent_again(send):
    response = send(seconds=1)
    assert response.status_code == 422
    assert "Lomake lähetettiin hyvin nopeasti." in response.content.decode()
    assert not sent_mail()


def test_nobody_is_called_too_fast_twice(client, send):
    html = send(seconds=1).content.decode()
    token = re.search(r'name="opened" value="([^"]+)"', html)[1]
    response = client.post(ADDRESS, WRITTEN | {"website": "", "opened": token})
    assert response.status_code == 302


def test_what_is_missing_is_asked_for_before_the_speed(send):
    soup = BeautifulSoup(send(seconds=1, name="", message="").content, "lxml")
    faults = soup.select_one(".form__faults")
    assert [fault.text.strip() for fault in faults.select("li")] == [
        "Kirjoita nimesi.",
        "Kirjoita viestisi.",
    ]
    assert soup.title.text.startswith("Virhe: ")
    assert faults.has_attr("autofocus"), "the reader's place is the list of what is wrong"
    assert soup.select_one("#id_name").has_attr("required")


def test_too_old_is_asked_to_be_sent_again(client, send):
    response = send(seconds=25 * 60 * 60)
    assert response.status_code == 422
    assert "Lomake oli ollut auki pitkään." in response.content.decode()
    assert not sent_mail()


def test_a_day_old_form_is_renewed(client, send, monkeypatch):
    """The form that comes back can be submitted unchanged, after a moment."""
    html = send(seconds=25 * 60 * 60).content.decode()
    token = re.search(r'name="opened" value="([^"]+)"', html)[1]
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 10)
    response = client.post(ADDRESS, WRITTEN | {"website": "", "opened": token})
    assert response.status_code == 302


def test_who_asks_for_a_file_that_is_not_online_need_not_name_it(client):
    html = client.get(ADDRESS, {"puuttuva": "Liite 2, 10.5.2023"}).text
    assert "Pyydän asiakirjaa ”Liite 2, 10.5.2023”." in html


def test_six_in_an_hour_are_too_many(send):
    assert [send().status_code for _ in range(6)] == [302] * 5 + [429]
    assert len(sent_mail()) == 5


def test_an_hour_later_there_is_a_new_share(send, monkeypatch):
    for _ in range(6):
        send()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + HOUR - 60)
    assert send().status_code == 429
    monkeypatch.setattr(time, "time", lambda: now + HOUR + 60)
    assert send().status_code == 302


def test_one_who_writes_much_does_not_silence_others(client, send, monkeypatch):
    for _ in range(6):
        send()
    data = WRITTEN | {"website": "", "opened": opened(60, monkeypatch)}
    assert client.post(ADDRESS, data, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_behind_a_proxy_each_reader_is_counted_alone(send, client, monkeypatch, settings):
    """All readers share the proxy's address; the setting names the header with their own."""
    settings.CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    data = WRITTEN | {"website": "", "opened": opened(60, monkeypatch)}
    addresses = [f"192.0.2.{number}" for number in range(7)]
    statuses = {client.post(ADDRESS, data, HTTP_X_REAL_IP=ip).status_code for ip in addresses}
    assert statuses == {302}


def test_a_failing_mail_server_is_not_felt_and_loses_no_message(send, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        assert send().status_code == 302
        assert not sent_mail()
    OutboxMail.objects.get().retry()
    assert WRITTEN["message"] in sent_mail()[0].body


class TestCeiling:
    """Strangers can't flood the council's mailbox, from however many addresses."""

    @pytest.fixture(autouse=True)
    def low(self, monkeypatch):
        monkeypatch.setattr(strangers, "PER_DAY", 3)

    @pytest.fixture
    def from_anywhere(self, client, monkeypatch):
        def send(number):
            data = WRITTEN | {"website": "", "opened": opened(60, monkeypatch)}
            return client.post(ADDRESS, data, REMOTE_ADDR=f"192.0.2.{number}")

        return send

    def test_is_told_to_the_writer_and_once_to_the_staff(self, from_anywhere, as_user):
        secretary = as_user("secretariat").user
        answers = [from_anywhere(number) for number in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 3
        assert "poikkeuksellisen paljon viestejä" in answers[-1].text
        assert WRITTEN["message"] in answers[-1].text
        (told,) = [message for message in sent_mail() if message.to == [secretary.email]]
        assert told.subject == "Lomakkeiden viestit on pysäytetty tältä päivältä"

    def test_ends_with_the_day(self, from_anywhere):
        for number in range(4):
            from_anywhere(number)
        OutboxMail.objects.update(created_at=timezone.now() - datetime.timedelta(days=1))
        assert from_anywhere(9).status_code == 302

    def test_counts_every_form(self, from_anywhere, council):
        letter = MailContent("Uusi ehdotus", ("Näet sen hallinnassa.",))
        for _ in range(3):
            post_mail("new_proposal", Recipient("a@example.org"), letter)
        assert from_anywhere(1).status_code == 429


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_name_adds_no_header(send, end):
    assert send(name=f"Aino{end}Bcc: kaikki@example.org").status_code == 302
    (message,) = sent_mail()
    assert message.subject == "Yhteydenotto: Aino Bcc: kaikki@example.org"
    assert message.recipients() == ["sihteeristo@example.org"]


def test_an_email_adds_no_header(send):
    assert send(email="aino@example.org\nBcc: kaikki@example.org").status_code == 422
    assert not sent_mail()


def test_without_the_councils_address_there_is_no_form(client, council, send):
    council.contact_email = ""
    council.save()
    for response, status in ((client.get(ADDRESS), 200), (send(), 422)):
        html = response.content.decode()
        assert response.status_code == status
        assert "<textarea" not in html
        assert "Yhteydenottolomake otetaan käyttöön" in html
    assert WRITTEN["message"] in html, "what was typed can be copied"
    assert not sent_mail()
