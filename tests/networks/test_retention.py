"""Contact data is removed the day after the last mandate, names after two terms."""

import datetime
import re
from io import StringIO
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import find_faults
from home.documents.models import CouncilDocument
from home.file_text.models import FileText, PageText
from home.mail.models import OutboxMail
from home.mail.sending import send_waiting
from home.models import NewsPage
from meetings.models import AgendaItem, MeetingSettings
from networks.models import Appointment, Mandate, NominationPage, Person
from networks.retention.models import NamedFile, RetentionRun, RetentionSettings
from search.models import SearchCount
from tests.approving import member
from tests.factories import (
    attach,
    make_document,
    make_mandate,
    make_meeting,
    make_network,
    make_news_index,
    make_page,
    make_person,
    make_representatives_page,
    make_seat,
    make_term,
    make_text_page,
    make_user,
)

EMAIL = "ilmari.merkkinen@posti.example"
FIRST, LAST = "Ilmari", "Merkkinen"
SECRET = re.compile("merkki(?:nen|s[eit])|ilmari.merkki", re.IGNORECASE)
END = datetime.date(2022, 12, 31)
DAY = datetime.timedelta(days=1)


def terms_of(council):
    """Create three ended terms, and the current one of 2026."""
    years = ((2022, 2022), (2023, 2023), (2024, 2025))
    ended = [
        make_term(council, datetime.date(first, 1, 1), ends=datetime.date(last, 12, 31))
        for first, last in years
    ]
    return [*ended, make_term(council, datetime.date(2026, 1, 1))]


@pytest.fixture
def terms(council):
    return terms_of(council)


@pytest.fixture
def former(council, terms):
    person = make_person(
        first_name=FIRST,
        last_name=LAST,
        contact_email=EMAIL,
        contact_consent_on=datetime.date(2022, 1, 5),
    )
    network = make_network(council, title="Malliverkosto")
    seat = make_seat(council, title="Malliverkosto", network=network)
    make_mandate(terms[0], seat, person, role=Mandate.Role.CHAIR)
    return person


def at(date, hour=9):
    moment = datetime.datetime.combine(date, datetime.time(hour), ZoneInfo("Europe/Helsinki"))
    return patch("django.utils.timezone.now", return_value=moment)


def run_due(date):
    with at(date):
        call_command("run_due", "--only", "retention", verbosity=0)


def retention(date, *options):
    out = StringIO()
    with at(date):
        call_command("retention", *options, stdout=out)
    return out.getvalue()


def where_it_stands(secret=SECRET) -> set[str]:
    """Return (table, column) of every text, vector and list in the database with the secret."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY', 'bytea')"
        )
        found = set()
        for table, column in cursor.fetchall():
            query = f'SELECT "{column}"::text FROM "{table}"'  # noqa: S608, the catalogue's own names
            cursor.execute(query)
            if any(text and secret.search(decoded(text)) for (text,) in cursor.fetchall()):
                found.add(f"{table}.{column}")
    return found


def decoded(text):
    return re.sub(r"\\+u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


@pytest.fixture
def planted(council, former, stored):
    """Store the name and the address in every kind of place of the site."""
    make_representatives_page(council)
    with stored():
        former.save_revision(user=make_user()).publish()
        index = make_news_index(council)
        news = make_page(
            NewsPage,
            index,
            title="Uusi puheenjohtaja",
            lead=f"Puheenjohtajaksi valittiin {FIRST} {LAST}.",
            body=[
                ("text", f"<p>{FIRST} Merkkisen mielestä <b>{FIRST}</b> {LAST}. Hyvä.</p>"),
                ("text", f"<p>Kysy: {EMAIL}</p>"),
            ],
        )
        news.save_revision().publish()
        news.body = [("text", "<p>Uusi teksti.</p>")]
        news.save_revision()
        page = make_text_page(council, title="Kiitos", lead=f"Kiitos, {FIRST} {LAST}!")
        page.save_revision().publish()
        meeting = make_meeting(council, datetime.date(2022, 5, 4))
        AgendaItem.objects.create(
            meeting=meeting, number=1, title="Avaus", decision=f"<p>{LAST}, {FIRST} avasi.</p>"
        )
        meeting.refresh_from_db()
        meeting.save_revision().publish()
        document = make_document(council, title="Puhe", name="puhe.pdf")
        attach(document, meeting, title="Puhe")
        text = FileText.objects.create(document=document, state=FileText.State.DONE)
        PageText.objects.create(
            file_text=text, number=1, text=f"Puhui {FIRST} {LAST}", source="layer", language="fi"
        )
        meeting.save_revision().publish()
    for query in (f"{FIRST} {LAST}".lower(), "entinen edustaja"):
        SearchCount.objects.create(day=END, query=query)
    OutboxMail.objects.create(
        kind="contact",
        to=EMAIL,
        name=f"{FIRST} {LAST}",
        subject="Viesti",
        text=f"Hyvä {FIRST} {LAST}",
        message_id="<1@example.org>",
    )
    PageLogEntry.objects.log_action(page, "wagtail.edit", data={"note": f"{FIRST} {LAST}"})
    ModelLogEntry.objects.log_action(former, "wagtail.edit")
    return news, page, meeting, document


def addresses(council, planted):
    news, page, meeting, _ = planted
    own = [obj.get_url() for obj in (news, page, meeting)]
    root = "/edustajat/"
    return [
        *own,
        *("/", root, f"{root}2022-03-01/", f"{root}toimikausi/2022-01-01/"),
        *("/syote.xml", "/sitemap.xml", f"/haku/?q={FIRST}+{LAST}"),
        *(f"{root}?henkilo={Person.objects.first().pk}", "/verkostot/malliverkosto/"),
    ]


def drop_asked_words(text: str) -> str:
    """Return a results page without the words of the query, which it repeats."""
    text = re.sub(r"Sivustolla ei ole san(?:aa|oja) <strong>[^<]*</strong>", "", text)
    return text.replace(f"{FIRST} {LAST}", "")


class TestEverywhere:
    def test_after_the_period_name_and_address_are_nowhere(
        self, council, planted, client, stored, as_user
    ):
        assert len(where_it_stands()) > 15
        with stored():
            retention(datetime.date(2026, 1, 1))
        assert where_it_stands() == set()

    def test_nor_on_any_page(self, council, planted, client, stored):
        MeetingSettings.objects.create(show_attendance="name")
        before = [client.get(address) for address in addresses(council, planted)]
        named = [r for r in before if SECRET.search(r.text) and r.status_code == 200]
        assert len(named) >= 4
        with stored():
            retention(datetime.date(2026, 1, 1))
        for address in addresses(council, planted):
            text = client.get(address).text
            assert not SECRET.search(drop_asked_words(text) if "haku" in address else text), address

    def test_the_text_reads_on_in_the_right_case(self, council, planted, client, stored):
        with stored():
            retention(datetime.date(2026, 1, 1))
        page = client.get(planted[0].get_url()).text
        assert "Puheenjohtajaksi valittiin entinen edustaja." in page
        page = client.get(planted[1].get_url()).text
        assert "Kiitos, entinen edustaja!" in page

    def test_old_versions_are_rewritten_and_still_open(self, planted, stored):
        with stored():
            retention(datetime.date(2026, 1, 1))
        first = planted[0].revisions.order_by("pk").first().as_object()
        assert "Entisen edustajan mielestä" in str(first.body)
        assert "entinen edustaja</b>" in str(first.body).lower()

    def test_kept_papers_are_thrown_away(self, planted, stored):
        caches["shared"].set("paper", b"...")
        with stored():
            retention(datetime.date(2026, 1, 1))
        assert caches["shared"].get("paper") is None

    def test_a_title_stays_in_the_record_alone_which_nobody_can_change(self, council, former):
        page = make_text_page(council, title=f"Onnea, {FIRST} {LAST}", slug="onnea")
        page.save_revision().publish()
        out = retention(datetime.date(2026, 1, 1))
        assert where_it_stands() == {"record_approvalrecord.title"}
        assert re.search(r"record.approvalrecord \d+ title \(stays", out)

    def test_the_record_stays_whole(self, planted, stored):
        assert ApprovalRecord.objects.filter(kind="networks.person").exists()
        with stored():
            retention(datetime.date(2026, 1, 1))
        assert not [*find_faults(ApprovalRecord.objects.all())]

    def test_a_file_that_names_somebody_is_listed_until_it_is_withdrawn(self, planted, stored):
        with stored():
            retention(datetime.date(2026, 1, 1))
        assert [row.document for row in NamedFile.objects.open()] == [planted[3]]
        CouncilDocument.objects.update(withdrawn_at=timezone.now())
        assert not NamedFile.objects.open()

    def test_the_search_no_longer_finds_by_the_name(self, planted, client, stored):
        assert "Uusi puheenjohtaja" in client.get(f"/haku/?q={LAST}").text
        with stored():
            retention(datetime.date(2026, 1, 1))
        assert "Uusi puheenjohtaja" not in client.get(f"/haku/?q={LAST}").text


class TestContact:
    def test_stays_on_the_last_day_and_goes_on_the_next(self, former):
        run_due(END)
        former.refresh_from_db()
        assert former.contact_email == EMAIL
        run_due(END + DAY)
        former.refresh_from_db()
        assert (former.contact_email, former.contact_consent_on) == ("", None)
        assert str(former) == f"{FIRST} {LAST}"

    def test_goes_from_versions_mails_and_texts(self, planted, stored):
        with stored():
            run_due(END + DAY)
        assert where_it_stands(re.compile(re.escape(EMAIL))) == set()
        assert where_it_stands(), "the name stays"

    def test_stays_while_a_mandate_goes_on_or_is_yet_to_come(self, council, terms, former):
        make_mandate(terms[3], person=former)
        run_due(datetime.date(2024, 1, 1))
        former.refresh_from_db()
        assert former.contact_email == EMAIL

    def test_stays_while_one_represents_the_council_elsewhere(self, council, former):
        page = make_page(
            NominationPage,
            make_representatives_page(council),
            opens_on=END,
            closes_on=END,
            body_name="Mallilautakunta",
            asked_by="Mallikunta",
        )
        Appointment.objects.create(nomination=page, person=former, starts=END)
        run_due(END + DAY)
        former.refresh_from_db()
        assert former.contact_email == EMAIL

    def test_stays_with_somebody_who_has_no_mandate_yet(self, terms):
        person = make_person(contact_email=EMAIL, contact_consent_on=END)
        run_due(datetime.date(2026, 1, 1))
        person.refresh_from_db()
        assert person.contact_email == EMAIL

    def test_an_address_that_is_the_councils_too_stays_there(self, council, former):
        council.contact_email = EMAIL
        council.save()
        former.save_revision()
        run_due(END + DAY)
        council.refresh_from_db()
        assert council.contact_email == EMAIL
        assert where_it_stands(re.compile(re.escape(EMAIL))) == {"home_homepage.contact_email"}


class TestName:
    def test_stays_until_two_terms_have_ended(self, former):
        for date in (datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)):
            out = retention(date, "--dry-run")
            assert (f"lose their name: {former.pk}" in out) == (date.year == 2026)

    def test_a_council_chooses_how_many_terms(self, council, former):
        settings = RetentionSettings.objects.create(name_terms=1)
        assert f"name: {former.pk}" in retention(datetime.date(2024, 1, 1), "--dry-run")
        settings.name_terms = None
        settings.save()
        assert "name: nobody" in retention(datetime.date(2026, 1, 1), "--dry-run")

    def test_who_comes_back_keeps_the_name(self, terms, former):
        make_mandate(terms[3], person=former)
        retention(datetime.date(2026, 6, 1))
        former.refresh_from_db()
        assert str(former) == f"{FIRST} {LAST}"

    def test_a_namesake_who_still_sits_keeps_the_texts(self, council, terms, former):
        make_mandate(terms[3], person=make_person(first_name=FIRST, last_name=LAST))
        page = make_text_page(council, lead=f"{FIRST} {LAST} kertoo.")
        out = retention(datetime.date(2026, 1, 1))
        former.refresh_from_db()
        page.refresh_from_db()
        assert str(former) == "entinen edustaja"
        assert page.lead == f"{FIRST} {LAST} kertoo."
        assert "namesake" in out

    def test_people_with_names_alike_are_left(self, council, former):
        words = f"{FIRST} {LAST}-Keksitty, Olli-{FIRST} {LAST}, {FIRST} Merkki, Oili {LAST}"
        page = make_text_page(council, lead=words)
        retention(datetime.date(2026, 1, 1))
        page.refresh_from_db()
        assert page.lead == words

    def test_mandates_stay_so_history_does(self, former, council, client):
        make_representatives_page(council)
        retention(datetime.date(2026, 1, 1))
        assert Mandate.objects.filter(person=former).count() == 1
        page = client.get("/edustajat/2022-03-01/").text
        assert "entinen edustaja" in page
        assert LAST not in page

    def test_addresses_with_a_name_are_reported_and_left(self, council, former):
        page = make_text_page(council, slug="ilmari-merkkinen")
        out = retention(datetime.date(2026, 1, 1))
        page.refresh_from_db()
        assert page.slug == "ilmari-merkkinen"
        assert f"wagtailcore.page {page.pk} slug (stays" in out


class TestRuns:
    def test_a_dry_run_changes_nothing(self, planted):
        before = where_it_stands()
        out = retention(datetime.date(2026, 1, 1), "--dry-run")
        assert where_it_stands() == before
        assert not RetentionRun.objects.exists()
        assert f"file {planted[3].pk} has to be replaced" in out

    def test_no_report_holds_a_name(self, planted, stored):
        out = retention(datetime.date(2026, 1, 1))
        assert not SECRET.search(out)
        for run in RetentionRun.objects.all():
            assert not SECRET.search(str(run.places))
            assert run.changed

    def test_a_second_run_does_nothing(self, planted, stored):
        with stored():
            retention(datetime.date(2026, 1, 1))
        runs = RetentionRun.objects.count()
        out = retention(datetime.date(2026, 1, 2))
        assert out.count("nobody") == 2
        assert RetentionRun.objects.count() == runs

    def test_names_go_thirty_days_after_the_notice_has_left(self, former, council, roles):
        """A notice that was never sent does not count, however long ago it was written."""
        secretary, today = member(council, "secretariat"), timezone.localdate()
        run_due(today)
        run_due(today + 40 * DAY)
        former.refresh_from_db()
        assert former.last_name == LAST
        assert send_waiting() == 1
        (message,) = mail.outbox
        assert message.to == [secretary.email]
        assert f"{FIRST} {LAST}" in message.body
        run_due(today)
        run_due(today + 29 * DAY)
        former.refresh_from_db()
        assert former.last_name == LAST
        run_due(today + 31 * DAY)
        former.refresh_from_db()
        assert str(former) == "entinen edustaja"
