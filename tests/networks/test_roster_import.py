"""Import of a roster: faults by row and column, a preview, one version, undo."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from home.approval.service import approve, submit
from networks.models import Mandate, Organisation, Person, Seat, Term
from networks.sheet.reading import read_sheet
from networks.sheet.writing import write_csv, write_xlsx
from tests.approving import fresh, member, named, task_of
from tests.factories import (
    make_mandate,
    make_organisation,
    make_person,
    make_seat,
    make_term,
)
from tests.networks.reading import filled_form

D = datetime.date
START = D(2024, 1, 1)


@pytest.fixture
def term(council):
    """Create a public term: a member with a deputy, a chair, and one known by the year only."""
    term = make_term(council, START, ends=D(2024, 12, 31), live=True)
    seat = make_seat(council, title="Kaupunki", group=Seat.Group.MUNICIPALITIES)
    member = make_mandate(term, seat, organisation=make_organisation(), source="=Pöytäkirja 3 §")
    make_mandate(term, seat, role="deputy", deputy_of=member)
    office = make_seat(council, title="Puheenjohtaja", group=Seat.Group.OFFICERS)
    make_mandate(term, office, role="chair")
    make_mandate(term, starts=D(2024, 2, 17), starts_precision="year")
    return Term.objects.get(pk=term.pk)


def at(name, term):
    return reverse(name, args=[term.pk])


def exported(client, term, kind="csv") -> list[dict]:
    answer = client.get(at(f"export_roster_{kind}", term))
    assert answer.status_code == 200
    return [row.cells for row in read_sheet(answer.content)]


def send(client, term, rows, write=write_csv):
    data = write(rows) if isinstance(rows, list) else rows
    return client.post(at("import_roster", term), {"sheet": SimpleUploadedFile("e.csv", data)})


def faults(answer) -> list[tuple[int, str]]:
    assert answer.status_code == 422
    return [(fault.row, fault.column) for fault in answer.context["plan"].faults]


def confirm(client, term, answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    form = soup.find("input", {"name": "rows"}).find_parent("form")
    data = {field["name"]: field.get("value", "") for field in form("input")}
    return client.post(at("import_roster", term), data, follow=True)


def newest(term):
    return Term.objects.get(pk=term.pk).get_latest_revision_as_object()


def counts():
    models = (Person, Organisation, Seat, Term, Mandate)
    revisions = [Term.objects.get(pk=t.pk).revisions.count() for t in Term.objects.all()]
    return [model.objects.count() for model in models] + revisions


def test_the_export_brought_back_changes_nothing(secretary, term):
    for kind, write in (("csv", write_csv), ("xlsx", write_xlsx)):
        rows = exported(secretary, term, kind)
        assert len(rows) == 4
        assert rows[1]["source"] == "=Pöytäkirja 3 §" or rows[0]["source"] == "=Pöytäkirja 3 §"
        plan = send(secretary, term, rows, write).context["plan"]
        assert not plan.faults
        assert plan.changes_nothing


def test_nothing_is_written_before_it_is_confirmed(secretary, term):
    rows, before = exported(secretary, term), counts()
    rows[0]["ends"] = "31.5.2024"
    rows.append(
        rows[0]
        | {"first_name": "Uusi", "last_name": "Esimerkki", "person": "", "ends": ""}
        | {"starts": "1.6.2024", "deputy_of": "", "role": "jäsen", "organisation": "Uusi ry"}
    )
    answer = send(secretary, term, rows)
    assert counts() == before
    text = " ".join(answer.content.decode().split())
    for words in ("Uudet (1)", "Päättyvät (1)", "Päättyy: tyhjä → 31.5.2024", "Ennallaan: 3"):
        assert words in text
    assert "Uudet henkilöt: Uusi Esimerkki." in text


def test_confirming_makes_one_draft_that_readers_do_not_see(secretary, term):
    rows = exported(secretary, term)
    rows[0]["ends"] = "31.5.2024"
    successor = {"first_name": "Uusi", "last_name": "Esimerkki", "person": "", "ends": ""}
    successor |= {"starts": "1.6.2024", "organisation": "Uusi ry", "seat": "Uusi paikka"}
    successor |= {"group": "Kunnat", "deputy_of": "", "role": "jäsen"}
    answer = send(secretary, term, [*rows, rows[0] | successor])
    answer = confirm(secretary, term, answer)
    assert "Tuonti on tallessa luonnoksena" in answer.content.decode()
    assert Mandate.objects.count() == 4, "the public list waits for the approval"
    assert Term.objects.get().has_unpublished_changes
    draft = newest(term)
    assert len(draft.mandates.all()) == 5
    new = next(m for m in draft.mandates.all() if m.person.first_name == "Uusi")
    assert (new.seat.title, new.organisation.name) == ("Uusi paikka", "Uusi ry")
    assert [obj.live for obj in (new.seat, new.organisation, new.person)] == [False] * 3
    assert set(draft.get_accompanying_drafts()) >= {new.seat, new.organisation, new.person}
    again = send(secretary, term, exported(secretary, term)).context["plan"]
    assert again.changes_nothing


def test_a_row_left_out_stays_as_it_is(secretary, term):
    rows = exported(secretary, term)
    plan = send(secretary, term, rows[1:]).context["plan"]
    assert plan.changes_nothing
    assert len(plan.left_out) == 1


def test_an_import_is_taken_back(secretary, term):
    rows = exported(secretary, term)
    before = [row | {} for row in rows]
    rows[0]["ends"] = "31.5.2024"
    page = confirm(secretary, term, send(secretary, term, rows)).content.decode()
    assert "Peru tuonti" in page
    version = Term.objects.get().latest_revision_id
    undo = secretary.post(at("undo_roster_import", term), {"version": version}, follow=True)
    assert "Tuonti on peruttu" in undo.content.decode()
    assert exported(secretary, term) == before
    assert "Peru tuonti" not in undo.content.decode()
    again = secretary.post(at("undo_roster_import", term), {"version": version}, follow=True)
    assert "Joku muu on sillä välin muuttanut" in again.content.decode()


def test_a_stale_or_forged_preview_is_not_carried_out(secretary, term):
    rows = exported(secretary, term)
    rows[0]["ends"] = "31.5.2024"
    answer = send(secretary, term, rows)
    newest(term).save_revision()
    text = confirm(secretary, term, answer).content.decode()
    assert "Joku muu on sillä välin muuttanut" in text
    assert not any(m.ends == D(2024, 5, 31) for m in newest(term).mandates.all())
    forged = secretary.post(at("import_roster", term), {"rows": "x:y:z"}, follow=True)
    assert "Esikatselu on vanhentunut" in forged.content.decode()


def test_a_new_term_begins_with_the_holders_of_the_old_one(secretary, council, term):
    new = make_term(council, D(2025, 1, 1), live=False)
    rows = exported(secretary, new, "xlsx")
    assert {row["starts"] for row in rows} == {"1.1.2025"}
    assert len(rows) == 4
    confirm(secretary, new, send(secretary, new, rows, write_xlsx))
    stored = Mandate.objects.filter(term=new)
    assert stored.count() == 4, "of a term that nobody has seen the table tells all"
    deputy = stored.get(role="deputy")
    assert deputy.deputy_of in stored
    assert send(secretary, new, exported(secretary, new)).context["plan"].changes_nothing
    version = Term.objects.get(pk=new.pk).latest_revision_id
    secretary.post(at("undo_roster_import", new), {"version": version})
    assert not Mandate.objects.filter(term=new).exists()


class TestDeputyOfSomebodyNew:
    """A deputy of a member who exists only in a draft."""

    @pytest.fixture
    def chair(self, council):
        chair = member(council, "chair")
        named(council, chair=chair)
        return chair

    @pytest.fixture
    def brought(self, secretary, chair, term):
        """Create a public term, and import a new member and the member's deputy into it."""
        new = dict.fromkeys(exported(secretary, term)[0], "")
        new |= {"seat": "Kaupunki", "last_name": "Esimerkki", "starts": "1.2.2024"}
        rows = [
            new | {"first_name": "Vara", "role": "varajäsen", "deputy_of": "Uusi Esimerkki"},
            new | {"first_name": "Uusi", "role": "jäsen"},
        ]
        answer = confirm(secretary, term, send(secretary, term, rows))
        assert "Tuonti on tallessa luonnoksena: 2 uutta" in answer.text
        return Term.objects.get(pk=term.pk)

    def tied(self, mandates):
        return [
            str(m.deputy_of.person)
            for m in mandates
            if m.deputy_of_id and m.person.first_name == "Vara"
        ]

    def test_both_become_public_at_once(self, secretary, chair, brought):
        assert Mandate.objects.count() == 4
        row = next(row for row in exported(secretary, brought) if row["first_name"] == "Vara")
        assert row["deputy_of"] == "Uusi Esimerkki"
        submit(brought, secretary.user)
        chair_reads = Client()
        chair_reads.force_login(chair, backend="home.accounts.backends.AccountBackend")
        page = chair_reads.get(reverse("approval_logged_in", args=[task_of(brought).pk]))
        assert "varsinainen edustaja Uusi Esimerkki" in page.text
        approve(task_of(brought), chair, channel="login")
        assert self.tied(Mandate.objects.all()) == ["Uusi Esimerkki"]

    def test_also_of_a_member_whom_the_form_of_the_term_has_added(self, secretary, term):
        """Wagtail's form gives a new row no primary key until it is published."""
        draft, seat = newest(term), Seat.objects.get(title="Kaupunki")
        person = make_person(first_name="Uusi", last_name="Esimerkki")
        draft.mandates.add(Mandate(seat=seat, person=person, starts=D(2024, 2, 1)))
        draft.save_revision()
        row = dict.fromkeys(exported(secretary, term)[0], "") | {"seat": "Kaupunki"}
        row |= {"first_name": "Vara", "last_name": "Esimerkki", "role": "varajäsen"}
        row |= {"deputy_of": "Uusi Esimerkki", "starts": "1.2.2024"}
        confirm(secretary, term, send(secretary, term, [row]))
        deputies = {row["first_name"]: row["deputy_of"] for row in exported(secretary, term)}
        assert deputies["Vara"] == "Uusi Esimerkki"

    def test_the_form_of_the_term_keeps_them(self, secretary, brought):
        edit = reverse(Term.snippet_viewset.get_url_name("edit"), args=[brought.pk])
        data = filled_form(secretary.get(edit))
        assert secretary.post(edit, data | {"note": "Uusi"}).status_code == 302
        draft = newest(brought)
        assert draft.note == "Uusi"
        by_number = {m.pk: m for m in draft.mandates.all()}
        deputy = next(m for m in by_number.values() if m.person.first_name == "Vara")
        assert str(by_number[deputy.deputy_of_id].person) == "Uusi Esimerkki"


def test_an_import_that_was_taken_back_can_be_read_and_restored(secretary, council, term):
    """Neither its mandates nor the members of its deputies are in a table any more."""
    new = make_term(council, D(2025, 1, 1), live=False)
    confirm(secretary, new, send(secretary, new, exported(secretary, new)))
    version = Term.objects.get(pk=new.pk).latest_revision_id
    secretary.post(at("undo_roster_import", new), {"version": version})
    assert not Mandate.objects.filter(term=new).exists()
    restore = reverse(Term.snippet_viewset.get_url_name("revisions_revert"), args=[new.pk, version])
    answer = secretary.post(restore, filled_form(secretary.get(restore)))
    assert answer.status_code == 302
    stored = Mandate.objects.filter(term=new)
    assert stored.count() == 4
    assert stored.get(role="deputy").deputy_of in stored


def test_namesakes_are_distinguished_by_their_numbers(secretary, council):
    term, seat = make_term(council, live=True), make_seat(council)
    one, other = (make_person(first_name="Sama", last_name="Esimerkki") for _ in range(2))
    make_mandate(term, seat, one)
    make_mandate(term, seat, other)
    rows = exported(secretary, term)
    assert send(secretary, term, rows).context["plan"].changes_nothing
    for row in rows:
        row["person"] = ""
    answer = send(secretary, term, rows)
    text = answer.text
    assert "Sama Esimerkki. Samannimisiä on useita: kuka heistä?" in text
    assert f"Sama henkilö: Sama Esimerkki, numero {one.pk} ({seat}, 1.1.2024–)" in text
    data = {"rows": answer.context["signed"], "version": fresh(term).latest_revision_id or ""}
    first, second = answer.context["plan"].doubts
    before = counts()
    half = secretary.post(at("import_roster", term), data | {first.field: str(one.pk)})
    assert half.status_code == 422 and counts() == before, "each row is a question of its own"
    data |= {first.field: str(other.pk), second.field: str(one.pk)}
    assert secretary.post(at("import_roster", term), data).status_code == 302
    assert {m.person_id for m in newest(term).mandates.all()} == {one.pk, other.pk}


def test_a_third_namesake_is_a_new_person_when_chosen(secretary, council, term):
    for _number in range(2):
        make_person(first_name="Sama", last_name="Esimerkki")
    row = exported(secretary, term)[0]
    row |= {"first_name": "Sama", "last_name": "Esimerkki", "person": "", "deputy_of": ""}
    answer = send(secretary, term, [row | {"role": "jäsen"}])
    data = {"rows": answer.context["signed"], "version": fresh(term).latest_revision_id or ""}
    [doubt] = answer.context["plan"].doubts
    secretary.post(at("import_roster", term), data | {doubt.field: "new"})
    assert Person.objects.filter(first_name="Sama").count() == 3


def test_almost_known_names_are_asked_about(secretary, council, term):
    make_person(first_name="Aino", last_name="Esimerkki")
    row = exported(secretary, term)[0]
    row |= {"first_name": "Aino", "last_name": "Esimerki", "person": "", "deputy_of": ""}
    row |= {"role": "jäsen"}
    text = send(secretary, term, [row]).content.decode()
    assert "Aino Esimerki – tarkoititko: Aino Esimerkki?" in text


class TestDoubtfulNames:
    """A name that is almost a known one: the editor says whether they are the same."""

    @pytest.fixture
    def known(self):
        return make_person(first_name="Aino", last_name="Esimerkki")

    @pytest.fixture
    def rows(self, secretary, term, known):
        row = exported(secretary, term)[0]
        row |= {"first_name": "Aino", "last_name": "Esimerki", "person": "", "role": "jäsen"}
        row |= {"deputy_of": "", "starts": "1.6.2024"}
        return [row]

    def answered(self, secretary, term, rows, answer, **more):
        soup = BeautifulSoup(send(secretary, term, rows).content, "html.parser")
        form = soup.find("input", {"name": "rows"}).find_parent("form")
        assert not form.find("input", checked=True), "nothing is chosen beforehand"
        fields = form("input", type="hidden")
        data = {field["name"]: field.get("value", "") for field in fields}
        radio = form.find("input", type="radio", value=answer or "same")
        data |= {radio["name"]: answer} if answer else {}
        return secretary.post(at("import_roster", term), data | more, follow=True)

    def test_without_an_answer_nothing_is_stored(self, secretary, term, rows):
        before = counts()
        response = self.answered(secretary, term, rows, "")
        assert response.status_code == 422
        assert "Vastaa ensin" in response.text
        assert counts() == before
        assert 'name="rows"' in response.text, "the sheet need not be brought again"

    def test_the_same_person_is_no_new_one(self, secretary, term, rows, known):
        people = Person.objects.count()
        self.answered(secretary, term, rows, "same")
        assert Person.objects.count() == people
        assert known.pk in [m.person_id for m in newest(term).mandates.all()]

    def test_a_new_person_is_created_when_chosen(self, secretary, term, rows, known):
        people = Person.objects.count()
        self.answered(secretary, term, rows, "new")
        assert Person.objects.count() == people + 1
        assert known.pk not in [m.person_id for m in newest(term).mandates.all()]

    def test_the_answer_is_kept_while_one_looks_again(self, secretary, term, rows):
        before = counts()
        response = self.answered(secretary, term, rows, "same", look="1")
        assert response.status_code == 200
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.find("input", type="radio", value="same").has_attr("checked")
        assert not response.context["plan"].new_people
        assert counts() == before


def test_the_preview_shows_role_and_whose_deputy(secretary, council, term):
    common = {"seat": "Uusi paikka", "group": "Kunnat", "starts": "1.6.2024"}
    member = common | {"first_name": "Aila", "last_name": "Jäsenmalli", "role": "jäsen"}
    deputy = common | {"first_name": "Onni", "last_name": "Varamalli", "role": "varajäsen"}
    deputy |= {"deputy_of": "Aila Jäsenmalli"}
    page = BeautifulSoup(send(secretary, term, [member, deputy]).content, "html.parser")
    text = " ".join(page.get_text(" ").split())
    assert "Onni Varamalli varajäsen Aila Jäsenmalli" in text
    assert "Aila Jäsenmalli jäsen –" in text


def test_a_broken_file_is_reported_in_plain_words(secretary, term):
    answer = send(secretary, term, b"PK\x03\x04")
    assert answer.status_code == 422
    assert "Tiedostoa ei voi lukea" in answer.content.decode()
    assert secretary.post(at("import_roster", term), {}).status_code == 422


def test_only_those_who_keep_the_roster_see_it(as_user, client, council, term):
    for name in ("edit_roster", "import_roster", "export_roster_csv", "export_roster_xlsx"):
        assert client.get(at(name, term)).status_code == 302
        assert as_user("communications").get(at(name, term)).status_code in (302, 403)


class TestFourHundredRows:
    """All faults of a big sheet are reported at once, and nothing is stored while there are any."""

    ROWS = 400

    @pytest.fixture
    def rows(self, council):
        make_person(first_name="Vanha", last_name="Tuttu")
        for title, group in (("Vanha paikka", "networks"), ("Toinen paikka", "municipalities")):
            make_seat(council, title=title, group=group)
        return [self.row(number) for number in range(self.ROWS)]

    def row(self, number):
        return {
            "seat": f"Paikka {number // 2:03}",
            "group": "Järjestöverkostot",
            "right": "jäsen",
            "first_name": "Aino" if number % 2 else "Otso",
            "last_name": f"Keksitty{number:03}",
            "role": "jäsen",
            "organisation": f"Esimerkkiyhdistys {number % 40} ry",
            "starts": "1.1.2025",
            "ends": "31.12.2025",
        }

    def planted(self):
        """Return thirty faults: the row, the column, and what is written in the row."""
        wrong = [
            ("Paikka", {"seat": ""}),
            ("Paikka", {"seat": "Tuntematon", "group": ""}),
            ("Paikka", {"seat": "P" * 201}),
            ("Ryhmä", {"group": "Kaupungit"}),
            ("Ryhmä", {"seat": "Vanha paikka", "group": "Kunnat"}),
            ("Oikeus", {"right": "äänioikeus"}),
            (
                "Oikeus",
                {"seat": "Toinen paikka", "group": "Kunnat", "right": "läsnäolo- ja puheoikeus"},
            ),
            ("Etunimi", {"first_name": ""}),
            ("Etunimi", {"first_name": "A" * 81}),
            ("Sukunimi", {"last_name": ""}),
            ("Sukunimi", {"last_name": "B" * 81}),
            ("Henkilön numero", {"person": "999999"}),
            ("Henkilön numero", {"person": "kaksi"}),
            ("Henkilön numero", {"person": "VANHA"}),
            ("Rooli", {"role": "pomo"}),
            ("Rooli", {"role": "member"}),
            ("Kenen varajäsen", {"role": "varajäsen", "deputy_of": "Ei Kukaan"}),
            ("Kenen varajäsen", {"role": "varajäsen", "deputy_of": "D" * 201}),
            ("Taustayhteisö", {"organisation": "Y" * 201}),
            ("Taustayhteisö", {"organisation": "#VIITTAUS!"}),
            ("Alkaa", {"starts": ""}),
            ("Alkaa", {"starts": "30.2.2025"}),
            ("Alkaa", {"starts": "tammikuu"}),
            ("Alkaa", {"starts": "1.1.2026", "ends": ""}),
            ("Päättyy", {"ends": "31.6.2025"}),
            ("Päättyy", {"ends": "31.12.2024"}),
            ("Päättyy", {"starts": "1.1.2024", "ends": "1.2.2024"}),
            ("Lähde", {"source": "L" * 251}),
        ]
        return [(2 + 10 * place, column, words) for place, (column, words) in enumerate(wrong)]

    def test_thirty_faults_are_found_and_then_all_is_stored(self, secretary, council, rows):
        term = make_term(council, D(2025, 1, 1), ends=D(2025, 12, 31), live=False)
        stranger = str(Person.objects.get().pk)
        bad, expected = [dict(row) for row in rows], []
        for number, column, words in self.planted():
            bad[number - 2] |= {k: stranger if v == "VANHA" else v for k, v in words.items()}
            expected.append((number, column))
        bad[385] |= {key: bad[384][key] for key in ("first_name", "last_name")}
        bad[390]["role"] = bad[391]["role"] = "puheenjohtaja"
        expected += [(387, "Alkaa"), (393, "Alkaa")]
        before = counts()
        found = faults(send(secretary, term, bad, write_xlsx))
        # A deputy without a matching member has only that fault.
        assert set(found) >= set(expected)
        assert sorted({row for row, _ in found}) == sorted({row for row, _ in expected})
        assert len(expected) == 30
        assert counts() == before

        answer = send(secretary, term, rows, write_xlsx)
        assert len(answer.context["plan"].new) == self.ROWS
        assert counts() == before
        confirm(secretary, term, answer)
        assert Mandate.objects.filter(term=term).count() == self.ROWS
        again = send(secretary, term, rows, write_xlsx)
        assert again.context["plan"].changes_nothing
