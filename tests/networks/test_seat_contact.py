"""Messages to the holder of a seat arrive, and no address is shown."""

import datetime
from smtplib import SMTPDataError

import pytest
from django.core import mail, signing
from django.utils import timezone

from home import contact
from home.mail.models import OutboxMail
from networks.models import Person
from tests.factories import (
    make_mandate,
    make_person,
    make_representatives_page,
    make_seat,
    make_term,
)
from tests.networks.reading import main_text, soup_of

D = datetime.date
DAY = datetime.timedelta(days=1)
WRITTEN = {
    "name": "Lempi Kirjoittaja",
    "email": "lempi@example.org",
    "message": "Milloin verkosto kokoontuu?",
}


@pytest.fixture(autouse=True)
def page(council):
    council.contact_email = "sihteeristo@example.org"
    council.save()
    return make_representatives_page(council)


@pytest.fixture
def term(council, page):
    return make_term(council, D(2024, 1, 1), live=True)


@pytest.fixture
def seat(council):
    return make_seat(council, title="Koepaikka")


def reachable(email="edustaja@example.org", **fields):
    return make_person(contact_email=email, contact_consent_on=D(2024, 1, 2), **fields)


@pytest.fixture
def send(client, page, seat, stored, monkeypatch):
    """Send the form of the seat a minute after opening it, then the mails."""

    def post(to=None, **fields):
        with monkeypatch.context() as past:
            now = signing.time.time()
            past.setattr(signing.time, "time", lambda: now - 60)
            opened = signing.dumps("opened", salt=contact.SALT)
        data = WRITTEN | {"website": "", "opened": opened} | fields
        with stored():
            return client.post(f"{page.url}{(to or seat).pk}/yhteys/", data)

    return post


def mails():
    return {message.to[0]: message for message in mail.outbox}


def test_the_way_is_on_the_page_of_all(client, page, term, seat):
    make_mandate(term, seat)
    link = soup_of(client, page.url).find("a", string="Ota yhteyttä")
    assert link["aria-label"] == "Ota yhteyttä: Koepaikka"
    soup = soup_of(client, link["href"])
    assert soup.h1.get_text() == "Ota yhteyttä: Koepaikka"
    assert soup.find("textarea")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_no_form_stands_by_a_past_day(client, page, term, seat):
    make_mandate(term, seat)
    assert "/yhteys/" not in str(soup_of(client, f"{page.url}2024-03-01/"))


def test_the_message_goes_to_the_holder_and_a_receipt_to_the_writer(client, send, term, seat):
    make_mandate(term, seat, reachable())
    response = send()
    assert response.status_code == 302
    assert "Kiitos, viestisi on vastaanotettu." in client.get(response["Location"]).text
    sent = mails()
    assert sent.keys() == {"edustaja@example.org", "lempi@example.org"}
    message = sent["edustaja@example.org"]
    assert message.reply_to == ["lempi@example.org"]
    assert WRITTEN["message"] in message.body
    assert "Vastauksesi menee viestin kirjoittajalle." in message.body
    assert "sihteeristo@example.org" not in str(message.message())


def test_the_receipt_holds_nothing_of_what_was_written(send, term, seat):
    """Otherwise anyone could mail any text to anyone in the council's name."""
    make_mandate(term, seat, reachable())
    send()
    receipt = mails()["lempi@example.org"]
    assert "Koepaikka" in receipt.subject
    for words in (WRITTEN["message"], WRITTEN["name"], "edustaja@example.org"):
        assert words not in str(receipt.message())
    assert receipt.body.startswith("Hei,")


def test_each_of_two_holders_gets_a_mail_of_their_own(send, term, seat):
    for number in (1, 2):
        make_mandate(term, seat, reachable(f"e{number}@example.org"), role="unknown")
    send()
    sent = mails()
    assert sent.keys() == {"e1@example.org", "e2@example.org", "lempi@example.org"}
    assert "e2@example.org" not in str(sent["e1@example.org"].message())


def test_a_deputy_gets_nothing_while_there_is_a_member(send, term, seat):
    make_mandate(term, seat, reachable())
    make_mandate(term, seat, reachable("vara@example.org"), role="deputy")
    send()
    assert "vara@example.org" not in mails()


def test_shared_deputies_are_written_to_in_their_own_seat(council, send, term):
    pool = make_seat(council, right="pool")
    make_mandate(term, pool, reachable("vara@example.org"), role="deputy")
    send(to=pool)
    assert "vara@example.org" in mails()


def test_without_a_consented_address_the_secretariat_gets_it_with_the_role(send, term, seat):
    make_mandate(term, seat, make_person(first_name="Otso", last_name="Osoitteeton"))
    send()
    message = mails()["sihteeristo@example.org"]
    assert "Koepaikka" in message.subject
    assert "Otso Osoitteeton" in message.body
    assert message.reply_to == ["lempi@example.org"]


def test_a_vacant_seat_is_answered_by_the_secretariat(client, page, send, term, seat):
    assert "menee sihteeristölle" in main_text(soup_of(client, f"{page.url}{seat.pk}/yhteys/"))
    send()
    assert "Paikka on täyttämättä." in mails()["sihteeristo@example.org"].body


def test_a_former_holder_gets_nothing(send, term, seat):
    yesterday = timezone.localdate() - datetime.timedelta(1)
    make_mandate(term, seat, reachable("entinen@example.org"), ends=yesterday)
    make_mandate(term, seat, reachable("nykyinen@example.org"), starts=timezone.localdate())
    send()
    assert mails().keys() == {"nykyinen@example.org", "lempi@example.org"}


def test_no_page_shows_an_address(client, page, term, seat, send):
    make_mandate(term, seat, reachable())
    own = f"{page.url}{seat.pk}/yhteys/"
    for html in (client.get(page.url).text, client.get(own).text, send(name="").text):
        assert "edustaja@example.org" not in html
        assert "sihteeristo@example.org" not in html


def test_the_outbox_keeps_no_words_and_no_writer_after_sending(send, term, seat):
    make_mandate(term, seat, reachable())
    send()
    for row in OutboxMail.objects.all():
        assert (row.text, row.html, row.reply_to) == ("", "", "")


def test_a_failing_mail_server_loses_nothing(send, term, seat, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPDataError(451, b"Later")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    make_mandate(term, seat, reachable())
    assert send().status_code == 302
    row = OutboxMail.objects.get(to="edustaja@example.org")
    assert WRITTEN["message"] in row.text
    assert row.next_try


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"email": "lempi"}, {"message": ""}, {"website": "x"}, {"opened": "1:väärä"}],
    ids=str,
)
def test_errors_are_shown_and_nothing_is_sent(send, term, seat, fields):
    response = send(**fields)
    assert response.status_code == 422
    assert "Viestiä ei vielä lähetetty" in response.text
    assert not mail.outbox


def test_six_in_an_hour_are_too_many_and_one_address_gets_three_receipts(send, term, seat):
    make_mandate(term, seat, reachable())
    assert [send().status_code for _ in range(6)] == [302] * 5 + [429]
    to = [message.to[0] for message in mail.outbox]
    assert (to.count("edustaja@example.org"), to.count("lempi@example.org")) == (5, 3)


def test_only_the_form_is_sent(client, page, term):
    for own in ("", "kartta/", "2024-03-01/", "muissa-toimielimissa/"):
        assert client.post(page.url + own).status_code == 405, own


def test_what_is_not_public_is_not_found(client, page, council, term):
    draft = make_seat(council, live=False)
    ended = make_seat(council, ends=D(2023, 1, 1))
    for number in (draft.pk, ended.pk, 999_999):
        assert client.get(f"{page.url}{number}/yhteys/").status_code == 404


def test_without_any_address_there_is_no_form(client, page, council, seat, send, term):
    council.contact_email = ""
    council.save()
    make_mandate(term, seat)
    assert not soup_of(client, f"{page.url}{seat.pk}/yhteys/").find("textarea")
    response = send()
    assert response.status_code == 422
    assert WRITTEN["message"] in response.text
    assert not mail.outbox


def test_a_page_asks_little(client, page, term, seat, django_assert_max_num_queries):
    make_mandate(term, seat, reachable())
    client.get("/")
    with django_assert_max_num_queries(6):
        assert client.get(f"{page.url}{seat.pk}/yhteys/").status_code == 200


class TestConsent:
    """Contact data is stored only with the date of a consent."""

    @pytest.mark.parametrize(
        ("day", "message"),
        [
            (lambda today: "", "merkitse suostumuksen päivä"),
            (lambda today: f"{today + DAY:%d.%m.%Y}", "ei voi olla edessä"),
            (lambda today: "1.1.2999", "Vuosi 2999 ei voi pitää paikkaansa"),
        ],
        ids=["missing", "tomorrow", "far ahead"],
    )
    def test_the_form_asks_for_it(self, as_user, day, message):
        data = {
            "first_name": "Aino",
            "last_name": "Uusi",
            "contact_email": "aino@example.org",
            "contact_consent_on": day(timezone.localdate()),
        }
        response = as_user("secretariat").post("/hallinta/snippets/networks/person/add/", data)
        assert message in response.text
        assert not Person.objects.exists()
