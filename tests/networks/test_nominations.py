"""Nominations for outside bodies: the call, proposals seen by staff only, and the result."""

import csv
import datetime
from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail, signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home import contact
from home.approval import service
from home.scheduling.running import run_due
from networks.models import Appointment, NominationPage, Proposal
from networks.old_proposals import old_proposal_items
from tests.factories import (
    make_meeting,
    make_organisation,
    make_page,
    make_person,
    make_representatives_page,
)
from tests.networks.reading import filled_form, main_text, soup_of

DAY = datetime.timedelta(1)
WRITTEN = {
    "first_name": "Saimi",
    "last_name": "Ehdokas",
    "email": "saimi@example.org",
    "organisation": "Esimerkkiyhdistys ry",
    "reasons": "Tuntee asian hyvin.",
    "proposer_name": "Veikko Ehdottaja",
    "proposer_email": "veikko@example.org",
    "proposer_organisation": "",
    "agreed": "on",
}
CANDIDATE = ("Saimi", "Ehdokas", "saimi@example.org", "Tuntee asian", "veikko@example.org")


@pytest.fixture(autouse=True)
def representatives(council):
    council.contact_email = "sihteeristo@example.org"
    council.save()
    return make_representatives_page(council)


@pytest.fixture
def make_call(representatives):
    """Create a nomination whose call opened yesterday and closes tomorrow by default."""

    def make(**fields):
        today = timezone.localdate()
        fields = {
            "title": "Edustajat lautakuntaan",
            "asked_by": "Mallimaan hyvinvointialue",
            "body_name": "Mallilautakunta",
            "places": 2,
            "criteria": "Kokemusta verkostotyöstä.",
            "opens_on": today - DAY,
            "closes_on": today + DAY,
        } | fields
        return make_page(NominationPage, representatives, **fields)

    return make


@pytest.fixture
def call(make_call):
    return make_call()


@pytest.fixture
def send(client, stored, monkeypatch):
    """Send a proposal for a nomination, a minute after the form was opened."""

    def post(nomination, client=client, **fields):
        with monkeypatch.context() as past:
            now = signing.time.time()
            past.setattr(signing.time, "time", lambda: now - 60)
            opened = signing.dumps("opened", salt=contact.SALT)
        with stored():
            return client.post(nomination.url, WRITTEN | {"opened": opened, "website": ""} | fields)

    return post


def call_command_at(moment):
    """Run the scheduled jobs of nominations at the given time."""
    with patch("django.utils.timezone.now", return_value=moment):
        run_due(moment, only="outcome")
        run_due(moment, only="mail")


def appoint(nomination, person=None, **fields):
    fields = {"starts": datetime.date(2024, 1, 1)} | fields
    return Appointment.objects.create(
        nomination=nomination, person=person or make_person(), **fields
    )


class TestProposals:
    def test_a_proposal_is_kept_with_the_words_of_the_consent(self, client, send, call):
        response = send(call)
        assert response.status_code == 302
        assert "ehdotuksesi on vastaanotettu" in client.get(response["Location"]).text
        proposal = Proposal.objects.get()
        assert (str(proposal), proposal.nomination) == ("Saimi Ehdokas", call)
        assert "suostunut" in proposal.consent
        assert proposal.consent_on == timezone.localdate()

    def test_proposer_candidate_and_secretariat_are_mailed(self, send, call):
        """Mails to strangers repeat nothing that somebody typed."""
        send(call)
        sent = {message.to[0]: message for message in mail.outbox}
        assert sent.keys() == {"veikko@example.org", "saimi@example.org", "sihteeristo@example.org"}
        for message in mail.outbox:
            text = str(message.message())
            assert not [words for words in CANDIDATE if words in text and words not in message.to]
        assert "Jos et ole antanut suostumusta" in sent["saimi@example.org"].body
        assert call.full_url in sent["veikko@example.org"].body

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"agreed": ""}, "Ehdottaa voi vain sellaista, joka on antanut suostumuksensa."),
            ({"last_name": ""}, "Ehdokkaan sukunimi"),
            ({"email": "saimi"}, "Ehdokkaan sähköposti"),
            ({"reasons": "a" * 2001}, "Perustelut"),
            ({"website": "x"}, "Jätä tämä kenttä tyhjäksi."),
            ({"opened": ""}, "Lomake oli ollut auki pitkään."),
            ({"first_name": "\x00"}, "Ehdokkaan etunimi"),
        ],
        ids=str,
    )
    def test_errors_are_shown_and_nothing_is_kept(self, send, call, fields, message):
        response = send(call, **fields)
        assert response.status_code == 422
        assert "Ehdotusta ei vielä lähetetty" in response.text
        assert message in response.text
        assert not Proposal.objects.exists()
        assert not mail.outbox

    @pytest.mark.parametrize(
        ("first", "last", "message"),
        [(-9, -1, "Haku on päättynyt"), (1, 9, "Haku ei ole vielä auki"), (None, None, "Haku")],
    )
    def test_outside_its_days_nothing_is_taken(self, client, send, make_call, first, last, message):
        today = timezone.localdate()
        days = {"opens_on": first, "closes_on": last}
        call = make_call(**{n: d and today + d * DAY for n, d in days.items()})
        assert "<textarea" not in client.get(call.url).text
        response = send(call)
        assert response.status_code == 422
        assert message in response.text
        assert "Ehdotustasi ei tallennettu." in response.text
        for text in (WRITTEN["reasons"], WRITTEN["proposer_name"], "Kopioi se talteen"):
            assert text in response.text, "what was typed is kept"
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize(("first", "last"), [(0, 0), (-5, 0), (0, 5)])
    def test_the_first_and_the_last_day_are_days_of_the_call(self, send, make_call, first, last):
        today = timezone.localdate()
        call = make_call(opens_on=today + first * DAY, closes_on=today + last * DAY)
        assert send(call).status_code == 302

    def test_a_decision_ends_the_call(self, send, make_call):
        today = timezone.localdate()
        call = make_call(closes_on=today, decided_on=today)
        assert send(call).status_code == 422

    def test_six_in_an_hour_are_too_many(self, send, call):
        assert [send(call).status_code for _ in range(6)] == [302] * 5 + [429]
        assert Proposal.objects.count() == 5

    def test_no_reader_sees_a_proposal(self, client, send, call, representatives):
        send(call)
        for address in (
            call.url,
            representatives.url,
            f"{representatives.url}muissa-toimielimissa/",
        ):
            assert "Ehdokas</" not in client.get(address).text
            assert "Saimi" not in client.get(address).text

    def test_a_draft_takes_nothing(self, send, make_call):
        call = make_call(live=False)
        assert send(call).status_code == 404

    def test_without_a_consent_the_database_refuses(self, call):
        with pytest.raises(IntegrityError), transaction.atomic():
            call.proposals.create(first_name="A", last_name="B", email="a@example.org", consent="")

    def test_a_year_later_nobody_keeps_them(self, send, call):
        send(call)
        today = timezone.localdate()
        assert not Proposal.objects.old(today + 364 * DAY).exists()
        assert Proposal.objects.old(today + 366 * DAY).exists()


class TestStaffList:
    LIST = "/hallinta/ehdotukset/"

    def test_the_staff_reads_and_exports(self, send, call, as_user):
        send(call, reasons="=1+1")
        for role in ("secretariat", "chair", "administration"):
            assert "Saimi Ehdokas" in as_user(role).get(self.LIST).text
        table = b"".join(as_user("secretariat").get(self.LIST, {"export": "csv"}))
        (row,) = csv.DictReader(StringIO(table.decode("utf-8-sig")))
        assert row["Ehdokkaan sukunimi"] == "Ehdokas"
        assert row["Perustelut"] == "'=1+1"

    def test_one_proposal_is_read_and_cleared_away(self, send, call, as_user):
        send(call)
        proposal = Proposal.objects.get()
        staff = as_user("secretariat")
        address = reverse("proposals:inspect", args=[proposal.pk])
        assert "Tuntee asian hyvin." in staff.get(address).text
        assert staff.post(reverse("proposals:delete", args=[proposal.pk])).status_code == 302
        assert not Proposal.objects.exists()

    def test_nobody_writes_one(self, send, call, as_user):
        send(call)
        for role in ("secretariat", ""):
            staff = as_user(role)
            for name, args in (("add", []), ("edit", [Proposal.objects.get().pk])):
                address = reverse(f"proposals:{name}", args=args)
                staff.post(address, {"reasons": "Muutettu"})
        assert Proposal.objects.get().reasons == "Tuntee asian hyvin."

    def test_communications_see_none(self, send, call, as_user):
        send(call)
        pk = Proposal.objects.get().pk
        writer = as_user("communications")
        assert "Saimi" not in writer.get(self.LIST).text
        for name in ("inspect", "delete"):
            assert writer.get(reverse(f"proposals:{name}", args=[pk])).status_code != 200
        assert Proposal.objects.exists()


class TestSameCandidate:
    """Somebody proposed twice is one candidate with two proposers."""

    @pytest.fixture
    def twice(self, send, call):
        send(call)
        send(call, first_name="SAIMI", proposer_name="Lempi Toinen", reasons="Osaa kuunnella.")
        return call

    def test_is_one_row_with_both_proposers(self, twice, as_user):
        secretary = as_user("secretariat")
        assert Proposal.objects.count() == 2
        (row,) = secretary.get(reverse("proposals:index")).context["object_list"]
        assert row.proposers == "Veikko Ehdottaja; Lempi Toinen"
        address = reverse("choose_appointees", args=[twice.pk])
        answer = secretary.get(address)
        assert len(answer.context["form"].rows) == 1
        for text in ("Veikko Ehdottaja", "Lempi Toinen", "Osaa kuunnella."):
            assert text in answer.text
        html = secretary.get(reverse("proposals:inspect", args=[row.pk])).text
        assert "Ehdottajat" in html and "Osaa kuunnella." in html

    def test_is_exported_with_every_proposal(self, twice, as_user):
        answer = as_user("secretariat").get(reverse("proposals:index"), {"export": "csv"})
        assert "Lempi Toinen" in answer.getvalue().decode()

    def test_is_cleared_away_as_a_whole(self, twice, as_user):
        secretary, first = as_user("secretariat"), Proposal.objects.order_by("pk").first()
        address = reverse("proposals:delete", args=[first.pk])
        assert "Ehdotukset tekivät Veikko Ehdottaja; Lempi Toinen." in secretary.get(address).text
        secretary.post(address)
        assert not Proposal.objects.exists()

    def test_another_candidate_is_another_row(self, twice, send, as_user):
        send(twice, first_name="Aino", proposer_email="toinen@example.org")
        rows = as_user("secretariat").get(reverse("proposals:index")).context["object_list"]
        assert len(rows) == 2


class TestOutcome:
    """Candidates and proposers are mailed the result once, after it is public."""

    MORNING = datetime.datetime(2026, 5, 20, 9, tzinfo=datetime.UTC)

    def run(self, stored, days=0):
        with stored():
            call_command_at(self.MORNING + DAY * days)

    @pytest.fixture
    def decided(self, send, call):
        """Create two candidates of one proposer; Saimi is chosen, and the page is public."""
        send(call)
        send(call, first_name="Otso", email="otso@example.org")
        person = make_person(first_name="Saimi", last_name="Ehdokas")
        day = self.MORNING.date() - DAY
        NominationPage.objects.filter(pk=call.pk).update(
            opens_on=day - 9 * DAY, closes_on=day - DAY, decided_on=day
        )
        call.refresh_from_db()
        appoint(call, person)
        mail.outbox.clear()
        return call

    def mails(self):
        return {
            message.to[0]: message.body
            for message in mail.outbox
            if message.subject.startswith("Nimeämisestä on päätetty")
        }

    def test_each_hears_kindly_and_once(self, decided, stored):
        self.run(stored)
        mails = self.mails()
        assert set(mails) == {"saimi@example.org", "otso@example.org", "veikko@example.org"}
        assert "nimennyt sinut edustajakseen" in mails["saimi@example.org"]
        assert "Tällä kertaa sinua ei nimetty. Kiitos" in mails["otso@example.org"]
        assert "Osa ehdottamistasi henkilöistä nimettiin." in mails["veikko@example.org"]
        assert not any("Saimi" in body or "Otso" in body for body in mails.values())
        mail.outbox.clear()
        self.run(stored, days=1)
        assert self.mails() == {}

    def test_nobody_hears_before_readers(self, decided, stored):
        NominationPage.objects.update(live=False)
        self.run(stored)
        assert self.mails() == {}


class TestResult:
    def test_the_page_shows_who_were_chosen_where_and_when(self, client, make_call, council):
        today = timezone.localdate()
        meeting = make_meeting(council, title="Nimeävä kokous")
        call = make_call(opens_on=today - 9 * DAY, closes_on=today - 5 * DAY, decided_on=today)
        NominationPage.objects.filter(pk=call.pk).update(meeting=meeting)
        person = make_person(first_name="Aino", last_name="Valittu")
        appoint(call, person)
        text = main_text(soup_of(client, call.url))
        assert "Aino Valittu" in text
        assert "Nimeävä kokous" in text
        assert "Nimetty" in text
        assert not soup_of(client, call.url).find("textarea")

    def test_a_hidden_meeting_is_not_named(self, client, make_call, council):
        meeting = make_meeting(council, title="Kätkökokous", live=False)
        call = make_call(meeting=meeting)
        assert "Kätkökokous" not in client.get(call.url).text

    def test_those_in_other_bodies_are_one_step_from_the_representatives(
        self, client, make_call, representatives
    ):
        today = timezone.localdate()
        call = make_call(decided_on=today + DAY)
        for name, days in {
            "Nyt": {"starts": today, "ends": today},
            "Sitten": {"starts": today + DAY},
            "Ennen": {"starts": today - 9 * DAY, "ends": today - DAY},
        }.items():
            appoint(call, make_person(last_name=name), **days)
        page = soup_of(client, representatives.url)
        soup = soup_of(client, page.find("a", string="Edustajat muissa toimielimissä")["href"])
        parts = {
            section.h2.get_text(): [
                n.get_text().split()[-1] for n in section(class_="mandate__name")
            ]
            for section in soup("section")
        }
        assert parts == {"Nyt": ["Nyt"], "Tulossa": ["Sitten"], "Aiemmin": ["Ennen"]}

    def test_an_undecided_call_is_listed_there(self, client, call, representatives):
        soup = soup_of(client, f"{representatives.url}muissa-toimielimissa/")
        assert soup.find("a", string="Edustajat lautakuntaan")["href"] == call.url
        assert "Haku on auki" in main_text(soup)

    def test_a_person_found_by_number_or_name_shows_it(self, client, make_call, representatives):
        call = make_call()
        person = make_person(first_name="Aino", last_name="Valittu")
        appoint(call, person)
        for query in ({"henkilo": person.pk}, {"nimi": "valittu"}):
            assert "Mallilautakunta" in main_text(soup_of(client, representatives.url, **query))

    def test_what_is_not_public_names_nobody(self, client, make_call, representatives):
        person = make_person(last_name="Kätkönimi")
        appoint(make_call(live=False), person)
        own = f"{representatives.url}muissa-toimielimissa/"
        assert "Kätkönimi" not in client.get(own).text
        soup_of(client, representatives.url, 404, henkilo=person.pk)

    def test_approval_publishes_the_chosen_with_the_page(self, council, make_call, as_user):
        """A new person is published with the page, and is renamed only with an approval."""
        chair, writer = as_user("chair").user, as_user("secretariat").user
        person = make_person(last_name="Valittu", live=False)
        call = make_call(live=False, decided_on=timezone.localdate() + DAY)
        call.appointments = [Appointment(person=person, starts=timezone.localdate())]
        call.save_revision(user=writer)
        task_state = service.submit(call, writer).current_task_state
        assert [member.obj for member in task_state.bundle_members.all()] == [person]
        task_state.approve(user=chair)
        person.refresh_from_db()
        assert person.live
        assert person.is_named_in_public()

    @pytest.mark.parametrize(
        "fields",
        [
            {"closes_on": None},
            {"closes_on": timezone.localdate() - 9 * DAY},
            {"decided_on": timezone.localdate() - DAY},
            {"places": 0},
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused_by_the_database(self, call, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            NominationPage.objects.filter(pk=call.pk).update(**fields)

    def test_one_person_is_named_once(self, call):
        one = appoint(call)
        with pytest.raises(IntegrityError), transaction.atomic():
            appoint(call, one.person)

    def test_a_page_asks_little(self, client, make_call, council, django_assert_max_num_queries):
        call = make_call(meeting=make_meeting(council))
        for _ in range(3):
            appoint(call)
        client.get("/")
        own = f"{call.get_parent().url}muissa-toimielimissa/"
        for address in (call.url, own):
            with django_assert_max_num_queries(6):
                assert client.get(address).status_code == 200


def test_the_scheduled_work_clears_old_proposals(send, call):
    """Proposals are deleted after a year."""
    send(call)
    send(call)
    old, young = Proposal.objects.order_by("pk")
    Proposal.objects.filter(pk=old.pk).update(created_at=timezone.now() - 367 * DAY)
    for item in old_proposal_items(timezone.now()):
        item.run()
    assert list(Proposal.objects.all()) == [young]


class TestChoosing:
    """The screen turns proposals into a draft of the result, without retyping names."""

    @pytest.fixture
    def call(self, make_call):
        today = timezone.localdate()
        return make_call(opens_on=today - 9 * DAY, closes_on=today - DAY)

    @pytest.fixture
    def propose(self, call):
        def make(last_name, first_name="Aino", **fields):
            fields = {
                "email": "ehdokas@example.org",
                "reasons": "Tuntee asian.",
                "consent": "Suostun.",
                "proposer_name": "Veikko Ehdottaja",
                "proposer_email": "veikko@example.org",
            } | fields
            return call.proposals.create(first_name=first_name, last_name=last_name, **fields)

        return make

    @pytest.fixture
    def secretary(self, as_user):
        return as_user("secretariat")

    def at(self, call):
        return reverse("choose_appointees", args=[call.pk])

    def choose(self, staff, call, roles, **fields):
        today = timezone.localdate()
        page = NominationPage.objects.get(pk=call.pk)
        filled = {
            "version": page.latest_revision_id or "",
            "decided_on": today,
            "starts": today + DAY,
        }
        filled |= {f"role-{proposal.pk}": role for proposal, role in roles.items()}
        return staff.post(self.at(call), filled | fields, follow=True)

    def newest(self, call):
        return NominationPage.objects.get(pk=call.pk).get_latest_revision_as_object()

    def test_the_chosen_become_a_draft_that_the_chair_publishes(
        self, client, secretary, call, propose, council, as_user
    ):
        chair = as_user("chair").user
        one, other, left = propose("Valittu"), propose("Toinen"), propose("Jäänyt")
        meeting = make_meeting(council)
        answer = self.choose(secretary, call, {one: "member", other: "deputy"}, meeting=meeting.pk)
        assert "Nimetyt ovat luonnoksessa" in answer.text
        assert "Luotiin luonnoksina: Aino Toinen, Aino Valittu." in answer.text
        assert not Appointment.objects.exists(), "the public page waits for the approval"
        draft = self.newest(call)
        assert {(str(a.person), a.role) for a in draft.appointments.all()} == {
            ("Aino Valittu", "member"),
            ("Aino Toinen", "deputy"),
        }
        assert (draft.meeting_id, draft.decided_on) == (meeting.pk, timezone.localdate())
        task_state = service.submit(
            NominationPage.objects.get(pk=call.pk), secretary.user
        ).current_task_state
        task_state.approve(user=chair)
        text = client.get(call.url).text
        assert "Aino Valittu" in text
        assert str(left) not in text

    def test_only_a_meeting_is_taken_for_the_place_of_the_decision(
        self, secretary, call, propose, council
    ):
        one = propose("Valittu")
        answer = self.choose(secretary, call, {one: "member"}, meeting=council.pk)
        assert "Valitse kokous." in answer.text
        assert not self.newest(call).appointments.all()

    def test_whom_the_site_knows_is_not_made_again(self, secretary, call, propose):
        known = make_person(first_name="Aino", last_name="Tuttu")
        body = make_organisation(name="Esimerkkiyhdistys ry")
        proposal = propose("TUTTU", organisation="esimerkkiyhdistys  ry")
        assert "Luotiin" not in self.choose(secretary, call, {proposal: "member"}).text
        (row,) = self.newest(call).appointments.all()
        assert (row.person, row.organisation) == (known, body)
        again = self.choose(secretary, call, {proposal: "member"})
        assert again.status_code == 422
        assert "Aino TUTTU on jo nimettyjen joukossa." in again.text

    def test_namesakes_are_left_to_the_form_of_the_page(self, secretary, call, propose):
        for _ in range(2):
            make_person(first_name="Aino", last_name="Sama")
        answer = self.choose(secretary, call, {propose("Sama"): "member"})
        assert answer.status_code == 422
        assert "monta samannimistä: Aino Sama" in answer.text

    @pytest.mark.parametrize(
        ("roles", "fields", "message"),
        [
            ([], {}, "Valitse ainakin yksi nimettävä."),
            (["member"] * 3, {}, "Paikkoja on 2, mutta samaan aikaan nimettyjä 3."),
            (["member"], {"decided_on": ""}, "Tämä kenttä on pakollinen."),
            (["member"], {"starts": ""}, "Tämä kenttä on pakollinen."),
            (["member"], {"starts": "2.2.2024", "ends": "1.2.2024"}, "ei voi päättyä ennen"),
            (["member"], {"decided_on": "1.1.2020"}, "ennen kuin haku on päättynyt"),
            (["pomo"], {}, "pomo"),
        ],
        ids=str,
    )
    def test_errors_are_shown_and_nothing_is_kept(
        self, secretary, call, propose, roles, fields, message
    ):
        proposals = [propose(f"Ehdokas{number}") for number in range(3)]
        answer = self.choose(secretary, call, dict(zip(proposals, roles, strict=False)), **fields)
        assert answer.status_code == 422
        assert message in answer.text
        assert not self.newest(call).appointments.all()

    def test_deputies_and_followers_take_no_place_of_their_own(self, secretary, call, propose):
        today = timezone.localdate()
        for last in ("Yksi", "Kaksi"):
            appoint(call, make_person(last_name=last), starts=today - 9 * DAY, ends=today)
        members = {propose("Kolme"): "member", propose("Neljä"): "member"}
        answer = self.choose(secretary, call, members | {propose("Viisi"): "deputy"})
        assert "Nimetyt ovat luonnoksessa" in answer.text
        too_many = self.choose(secretary, call, {propose("Kuusi"): "expert"})
        assert "samaan aikaan nimettyjä 3" in too_many.text

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
        self, secretary, call, propose
    ):
        proposal = propose("Valittu")
        call.save_revision()
        answer = self.choose(secretary, call, {proposal: "member"}, version="")
        assert "Joku muu on sillä välin muuttanut" in answer.text
        assert not self.newest(call).appointments.all()

    def test_what_waits_for_the_chair_is_not_changed(self, secretary, call, propose):
        proposal = propose("Valittu")
        call.save_revision(user=secretary.user)
        service.submit(call, secretary.user)
        for answer in (
            secretary.get(self.at(call), follow=True),
            self.choose(secretary, call, {proposal: "member"}),
        ):
            assert "odottaa hyväksyntää" in answer.text
        assert not self.newest(call).appointments.all()

    def test_every_way_leads_there(self, secretary, call, propose):
        proposal = propose("Valittu")
        for address in (
            "/hallinta/nominations/",
            reverse("proposals:index"),
            reverse("proposals:inspect", args=[proposal.pk]),
            reverse("wagtailadmin_pages:edit", args=[call.pk]),
        ):
            assert self.at(call) in secretary.get(address).text
        assert "Tuntee asian." in secretary.get(self.at(call)).text

    def test_those_who_see_no_proposals_choose_none(self, call, propose, as_user, client):
        propose("Valittu")
        assert client.get(self.at(call)).status_code == 302
        staff = as_user("communications")
        assert staff.get(self.at(call)).status_code in (302, 403)
        edit = reverse("wagtailadmin_pages:edit", args=[call.pk])
        assert self.at(call) not in staff.get(edit).text


class TestPlaces:
    """The form of the page, too, refuses more appointees than places."""

    @pytest.mark.parametrize(("places", "fits"), [(1, False), (2, True)])
    def test_as_many_as_there_are_places(self, as_user, make_call, places, fits):
        today = timezone.localdate()
        call = make_call(closes_on=today)
        named = [self.row(make_person(), today) for _ in range(2)]
        form = {
            "title": call.title,
            "slug": call.slug,
            "asked_by": call.asked_by,
            "body_name": call.body_name,
            "places": places,
            "decided_on": today,
            "appointments": inline_formset(named),
            "comments": inline_formset([]),
        }
        edit = reverse("wagtailadmin_pages:edit", args=[call.pk])
        answer = as_user("secretariat").post(edit, nested_form_data(form), follow=True)
        is_crowded = "Paikkoja on 1, mutta samaan aikaan nimettyjä 2." in answer.text
        draft = NominationPage.objects.get().get_latest_revision_as_object()
        assert (is_crowded, len(draft.appointments.all())) == ((False, 2) if fits else (True, 0))

    def test_an_old_version_brings_back_whom_a_newer_one_left_out(self, as_user, make_call):
        """A version is restored although its row is not in the table of the public page."""
        call = make_call(closes_on=timezone.localdate())
        appoint(call, make_person(last_name="Takaisin"))
        old = NominationPage.objects.get().save_revision()
        changed = NominationPage.objects.get()
        changed.appointments = []
        changed.save_revision().publish()
        assert not Appointment.objects.exists()
        restore = reverse("wagtailadmin_pages:revisions_revert", args=[call.pk, old.pk])
        staff = as_user("secretariat")
        form = filled_form(staff.get(restore)) | {"decided_on": timezone.localdate()}
        assert staff.post(restore, form).status_code == 302
        (row,) = NominationPage.objects.get().get_latest_revision_as_object().appointments.all()
        assert row.person.last_name == "Takaisin"

    def row(self, person, starts):
        return {
            "person": person.pk,
            "role": "member",
            "organisation": "",
            "starts": starts,
            "starts_precision": "day",
            "ends": "",
            "ends_precision": "day",
        }


class TestWhereItWasDecided:
    """The field ”Kokous” accepts meetings and no other page."""

    @pytest.fixture
    def chooser(self, secretary, call):
        return secretary.get(reverse("wagtailadmin_pages:edit", args=[call.pk])).text

    def post(self, secretary, call, page):
        address = reverse("wagtailadmin_pages:edit", args=[call.pk])
        blocks = {"body-count": "0"}  # filled in by JavaScript
        data = filled_form(secretary.get(address)) | blocks
        return secretary.post(address, data | {"meeting": str(page.pk)})

    def test_only_meetings_can_be_chosen(self, chooser):
        assert "meetings.meetingpage" in chooser

    def test_a_meeting_is_stored(self, secretary, call, council):
        meeting = make_meeting(council)
        self.post(secretary, call, meeting)
        draft = NominationPage.objects.get(pk=call.pk).get_latest_revision_as_object()
        assert draft.meeting_id == meeting.pk

    def test_another_page_is_refused_in_words(self, secretary, call, council):
        answer = self.post(secretary, call, council)
        assert "Valitse kokous." in answer.text
        draft = NominationPage.objects.get(pk=call.pk).get_latest_revision_as_object()
        assert draft.meeting_id is None

    def test_what_was_chosen_before_stays(self, secretary, make_call, council):
        call = make_call(meeting=council)
        answer = self.post(secretary, call, council)
        assert answer.status_code == 302
