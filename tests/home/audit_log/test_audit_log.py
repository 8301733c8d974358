"""The audit log: entries are permanent, and those who may read it can verify it."""

import csv
import datetime
import hashlib
import json
from io import BytesIO, StringIO
from unittest.mock import patch

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from home.approval import service
from home.approval.models import ApprovalSettings
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import find_faults, write
from home.role_rights import apply_roles
from networks.models import Term
from tests.factories import (
    attach,
    make_document,
    make_meeting,
    make_person,
    make_term,
    make_text_page,
    make_user,
)

APPROVED = ApprovalRecord.Action.APPROVED
SUBMITTED = ApprovalRecord.Action.SUBMITTED


@pytest.fixture
def page(council):
    return make_text_page(council, title="Toimintasuunnitelma")


@pytest.fixture
def three(page):
    """Three events of one page."""
    revision = page.save_revision()
    writer = make_user(first_name="Aino", last_name="Esimerkki")
    reader = make_user(first_name="Otso", last_name="Mallikas")
    return [
        write(SUBMITTED, page, channel="login", actor=writer, revision=revision),
        write(
            APPROVED, page, channel="link", actor=reader, on_behalf_of=writer, revision=revision,
            comment="Hyvä.", case=7,
        ),
        write("withdrawn", page, channel="command", reason="Vanhentunut."),
    ]  # fmt: skip


def sql(statement):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement)


class TestWriting:
    def test_copies_who_and_what(self, council, three):
        row = ApprovalRecord.objects.get(number=2)
        assert (row.actor_name, row.on_behalf_name) == ("Otso Mallikas", "Aino Esimerkki")
        assert (row.kind, row.kind_name) == ("home.standardpage", "Tekstisivu")
        assert row.title == "Toimintasuunnitelma"
        assert (row.council_id, row.council_name) == (council.pk, council.title)
        assert (row.comment, row.door, row.case) == ("Hyvä.", "link", 7)
        assert row.revision_id and len(row.revision_sha256) == 64

    def test_is_part_of_what_it_tells_of(self, page):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write(SUBMITTED, page, channel="login")
            raise ZeroDivisionError
        assert not ApprovalRecord.objects.exists()

    def test_outlives_the_thing_and_the_person(self, page, three):
        get = ApprovalRecord.objects.get(number=2)
        page.delete()
        for name in ("Otso", "Aino"):
            type(make_user()).objects.filter(first_name=name).delete()
        assert ApprovalRecord.objects.get(number=2).content() == get.content()

    def test_another_text_has_another_hash(self, page):
        first = write(SUBMITTED, page, channel="login", revision=page.save_revision())
        page.lead = "Muutettu."
        second = write(SUBMITTED, page, channel="login", revision=page.save_revision())
        assert first.revision_sha256 != second.revision_sha256

    def test_names_the_files_of_the_version(self, council):
        meeting = make_meeting(council)
        kept, later = make_document(council), make_document(council)
        attach(kept, meeting)
        revision = type(meeting).objects.get(pk=meeting.pk).save_revision()
        attach(later, meeting)
        row = write(APPROVED, meeting, channel="login", revision=revision)
        assert row.files == [{"id": kept.pk, "title": kept.title, "sha256": kept.sha256}]
        assert len(kept.sha256) == 64

    def test_knows_whose_a_term_and_a_file_are_and_who_approves_a_person(self, council):
        apply_roles()
        for thing in (make_term(council), make_person(), make_document(council)):
            assert write(APPROVED, thing, channel="login").council_id == council.pk

    def test_a_plain_page_and_its_own_type_are_one_thing(self, page, three):
        plain = page.page_ptr
        assert ApprovalRecord.objects.about(plain).count() == 3
        assert ApprovalRecord.objects.about(page).count() == 3
        assert not ApprovalRecord.objects.about(make_text_page(page)).exists()


def actions():
    return list(ApprovalRecord.objects.order_by("number").values_list("action", flat=True))


class TestWhatIsWritten:
    """Every step between a draft and the public, through every channel."""

    @pytest.fixture
    def page(self, council):
        return make_text_page(council, title="Uutta", live=False)

    @pytest.fixture
    def writer(self, as_user):
        return as_user("communications").user

    @pytest.fixture
    def chair(self, as_user):
        return as_user("chair").user

    @pytest.fixture
    def waiting(self, writer, chair, page):
        page.save_revision(user=writer)
        return service.submit(page, writer).current_task_state

    def test_sending_and_approving(self, waiting, writer, chair):
        service.approve(waiting, chair, channel="link", comment="Hyvä.")
        sent, approved = ApprovalRecord.objects.order_by("number")
        assert (sent.action, sent.actor_id, sent.door) == ("submitted", writer.pk, "login")
        assert (approved.action, approved.actor_id) == ("approved", chair.pk)
        assert (approved.door, approved.comment) == ("link", "Hyvä.")
        assert sent.case == approved.case == waiting.workflow_state_id
        assert sent.revision_id == approved.revision_id == waiting.revision_id

    def test_asking_for_a_correction(self, waiting, chair):
        service.request_correction(waiting, chair, channel="login", comment="Päivä puuttuu.")
        assert actions() == ["submitted", "correction"]
        assert ApprovalRecord.objects.last().comment == "Päivä puuttuu."

    def test_taking_back(self, waiting, writer):
        waiting.workflow_state.cancel(user=writer)
        assert actions() == ["submitted", "cancelled"]
        assert ApprovalRecord.objects.last().actor_id == writer.pk

    def test_a_superusers_reason(self, waiting, as_user):
        service.approve(
            waiting, as_user("").user, channel="login", reason="Puheenjohtaja sairastui."
        )
        assert ApprovalRecord.objects.last().reason == "Puheenjohtaja sairastui."

    def test_a_refused_act_is_not_written(self, waiting, writer):
        with pytest.raises(service.ApprovalRefused):
            service.approve(waiting, writer, channel="login")
        assert actions() == ["submitted"]

    def test_handing_over(self, waiting, chair, as_user, council):
        deputy = as_user("secretariat").user
        ApprovalSettings.objects.create(chair=chair, deputy=deputy)
        service.ask_next_in_line(waiting, "silence")
        row = ApprovalRecord.objects.last()
        assert (row.action, row.on_behalf_id) == ("handed_over", chair.pk)
        assert row.comment.startswith(deputy.get_full_name())

    def test_a_deputys_decision_tells_for_whom(self, waiting, chair, as_user, council):
        deputy = as_user("secretariat").user
        ApprovalSettings.objects.create(chair=chair, deputy=deputy)
        service.ask_next_in_line(waiting, "silence")
        service.approve(waiting, deputy, channel="login")
        row = ApprovalRecord.objects.last()
        assert (row.actor_id, row.on_behalf_id) == (deputy.pk, chair.pk)

    def test_each_part_of_a_unit(self, writer, chair, page, council):
        along = make_text_page(council, title="Samalla", live=False)
        along.save_revision(user=writer)
        page.save_revision(user=writer)
        state = service.submit(page, writer, bundle=[along])
        service.approve(state.current_task_state, chair, channel="login")
        approved = ApprovalRecord.objects.approvals()
        assert {row.title for row in approved} == {"Uutta", "Samalla"}
        assert len({row.case for row in approved}) == 1
        assert actions() == ["submitted"] * 2 + ["approved"] * 2

    def test_what_becomes_public_without_an_approval(self, page):
        page.save_revision().publish()
        row = ApprovalRecord.objects.get()
        assert (row.action, row.actor_id, row.door) == ("published", None, "command")
        assert row.revision_id == page.revisions.get().pk

    def test_what_is_taken_from_the_public_and_by_whom(self, council, as_user):
        page, secretary = make_text_page(council), as_user("secretariat")
        address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        assert secretary.post(address).status_code == 302
        row = ApprovalRecord.objects.get()
        assert (row.action, row.actor_id, row.door) == ("withdrawn", secretary.user.pk, "login")

    def test_what_was_approved_for_a_later_time(self, writer, chair, page):
        page.go_live_at = timezone.now() + datetime.timedelta(days=1)
        page.save_revision(user=writer)
        task_state = service.submit(page, writer).current_task_state
        service.approve(task_state, chair, channel="login")
        assert actions() == ["submitted", "approved"]
        now = timezone.now() + datetime.timedelta(days=2)
        with patch("django.utils.timezone.now", return_value=now):
            call_command("run_due", verbosity=0)
        assert actions() == ["submitted", "approved", "scheduled"]

    def test_what_was_public_for_a_time(self, page):
        page.expire_at = timezone.now() + datetime.timedelta(days=1)
        page.save_revision().publish()
        with patch("django.utils.timezone.now", return_value=page.expire_at):
            call_command("run_due", verbosity=0)
        assert actions() == ["published", "expired"]

    def test_the_chain_holds_over_all_of_it(self, waiting, chair):
        service.approve(waiting, chair, channel="login")
        assert check().startswith("Whole: 2 events")


class TestProtection:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE record_approvalrecord SET actor_name = 'Joku muu'",
            "DELETE FROM record_approvalrecord WHERE number = 3",
        ],
    )
    def test_the_database_changes_and_deletes_nothing(self, three, statement):
        with pytest.raises(IntegrityError, match="only added to"):
            sql(statement)
        assert ApprovalRecord.objects.count() == 3

    def test_nor_by_the_model(self, three):
        row = three[0]
        row.comment = "Toisin."
        for change in (row.save, row.delete, ApprovalRecord.objects.all().delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()

    def test_nor_empties_the_table(self, three):
        """The test database lets itself be emptied; a real one does not."""
        with transaction.atomic():
            sql("ALTER TABLE record_approvalrecord ENABLE TRIGGER record_is_never_emptied")
            with pytest.raises(IntegrityError, match="only added to"):
                sql("TRUNCATE record_approvalrecord")
            sql("ALTER TABLE record_approvalrecord DISABLE TRIGGER record_is_never_emptied")

    def test_two_events_of_the_same_number_cannot_be(self, three):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApprovalRecord.objects.create(number=3, at=timezone.now())


def tamper(statement):
    """Change rows as the owner of the database could."""
    sql("ALTER TABLE record_approvalrecord DISABLE TRIGGER record_rows_stay_as_written")
    sql(statement)
    sql("ALTER TABLE record_approvalrecord ENABLE TRIGGER record_rows_stay_as_written")


def check(*args):
    out, err = StringIO(), StringIO()
    call_command("check_record", *args, stdout=out, stderr=err)
    return out.getvalue()


class TestChain:
    def test_an_untouched_record_is_whole(self, three):
        assert check() == f"Whole: 3 events, the last is {three[2].sha256}\n"

    def test_an_empty_one_too(self, db):
        assert check() == "Empty.\n"

    @pytest.mark.parametrize(
        ("statement", "fault"),
        [
            ("UPDATE {} SET comment = 'Huono.' WHERE number = 2", "2 is not what was written."),
            ("UPDATE {} SET files = '[1]' WHERE number = 3", "3 is not what was written."),
            (
                "UPDATE {} SET at = at + interval '1s' WHERE number = 1",
                "1 is not what was written.",
            ),
            ("DELETE FROM {} WHERE number = 2", "2–2 are missing."),
            ("DELETE FROM {} WHERE number = 1", "1–1 are missing."),
            ("UPDATE {} SET previous_sha256 = '' WHERE number = 3", "3 does not follow"),
        ],
    )
    def test_what_was_touched_shows(self, three, statement, fault):
        tamper(statement.format("record_approvalrecord"))
        assert any(
            fault in found for found in find_faults(ApprovalRecord.objects.order_by("number"))
        )
        with pytest.raises(CommandError):
            check()

    def test_a_cut_end_shows_to_one_who_kept_its_hash(self, three):
        kept = three[2].sha256
        check("--holds", kept)
        tamper("DELETE FROM record_approvalrecord WHERE number = 3")
        check()
        with pytest.raises(CommandError):
            check("--holds", kept)


class TestReport:
    def address(self, name="approval_record"):
        return reverse(name)

    @pytest.mark.parametrize("role", ["chair", "secretariat", "administration"])
    def test_is_read_by_chair_secretariat_and_administration(self, as_user, three, role):
        client = as_user(role)
        html = client.get(self.address()).content.decode()
        assert html.count("Toimintasuunnitelma") == 3
        assert "Otso Mallikas" in html and "linkillä" in html and "Vanhentunut." in html
        assert self.address() in client.get(reverse("wagtailadmin_home")).content.decode()

    @pytest.mark.parametrize(
        "name", ["approval_record", "approval_record_results", "approval_record_lines"]
    )
    def test_is_not_for_others(self, as_user, three, name):
        answer = as_user("communications").get(self.address(name))
        assert (answer.status_code, b"Otso" in answer.getvalue()) == (302, False)

    @pytest.mark.parametrize(
        ("query", "actions"),
        [
            ("action=approved", ["approved"]),
            ("door=command", ["withdrawn"]),
            ("kind=home.standardpage", ["withdrawn", "approved", "submitted"]),
            ("at_to=2020-01-01", []),
            ("at_from=2020-01-01", ["withdrawn", "approved", "submitted"]),
        ],
    )
    def test_is_filtered(self, as_user, three, query, actions):
        answer = as_user("chair").get(f"{self.address()}?{query}")
        assert [row.action for row in answer.context["object_list"]] == actions

    def test_is_filtered_by_who(self, as_user, three):
        query = f"?actor_id={three[0].actor_id}"
        answer = as_user("chair").get(self.address() + query)
        assert [row.action for row in answer.context["object_list"]] == ["submitted"]

    def test_leads_to_what_it_tells_of(self, as_user, page, three):
        html = as_user("chair").get(self.address()).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html

    def test_bears_a_kind_that_is_no_more(self, as_user, page, monkeypatch):
        write(APPROVED, page, channel="login")
        monkeypatch.setattr("home.audit_log.reports.get_known_kinds", frozenset)
        assert as_user("chair").get(self.address()).status_code == 200

    def test_downloads_as_csv(self, as_user, three):
        answer = as_user("chair").get(f"{self.address()}?export=csv&action=approved")
        rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))
        assert len(rows) == 1
        assert rows[0]["Tapahtuma"] == "hyväksytty"
        assert rows[0]["Tekijä"] == "Otso Mallikas"
        assert rows[0]["SHA-256"] == three[1].sha256

    def test_downloads_as_a_spreadsheet_in_our_own_time(self, as_user, three):
        answer = as_user("chair").get(f"{self.address()}?export=xlsx")
        sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
        head, newest, *_ = sheet.iter_rows(values_only=True)
        row = dict(zip(head, newest, strict=True))
        local = timezone.make_naive(three[2].at)
        assert abs(row["Aika"] - local) < datetime.timedelta(seconds=2)
        assert row["Perustelu"] == "Vanhentunut."

    def test_downloads_as_json_lines(self, as_user, three):
        answer = as_user("chair").get(self.address("approval_record_lines"))
        lines = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
        assert [line["number"] for line in lines] == [1, 2, 3]
        assert lines[1]["previous_sha256"] == lines[0]["sha256"] == three[0].sha256


class TestAtThePage:
    """The editor shows the last approval of the page."""

    def edited(self, client, page):
        return " ".join(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text.split())

    def test_the_last_approval_is_told(self, as_user, page, three):
        day = date_format(timezone.localdate(), "j.n.Y")
        told = f"Hyväksytty {day}, Otso Mallikas, puolesta: Aino Esimerkki, linkillä"
        assert told in self.edited(as_user("secretariat"), page)

    def test_a_superusers_reason_too(self, as_user, page):
        write(APPROVED, page, channel="login", actor=make_user(), reason="Hätä.")
        assert "Perustelu: Hätä." in self.edited(as_user("communications"), page)

    def test_nothing_where_nothing_was_approved(self, as_user, page):
        write(SUBMITTED, page, channel="login", actor=make_user())
        assert "Hyväksytty " not in self.edited(as_user("communications"), page)

    def test_of_a_term_too(self, as_user, council):
        term = make_term(council)
        write(APPROVED, term, channel="link", actor=make_user(first_name="Otso"))
        edit = reverse(Term.snippet_viewset.get_url_name("edit"), args=[term.pk])
        assert "Otso" in as_user("secretariat").get(edit).text


class TestExport:
    def lines(self, *args):
        out = StringIO()
        call_command("export_record", *args, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def test_tells_everything_oldest_first(self, three):
        assert [line["action"] for line in self.lines()] == ["submitted", "approved", "withdrawn"]
        assert self.lines()[1]["comment"] == "Hyvä."

    def test_anybody_can_count_the_hashes_anew(self, three):
        for line in self.lines():
            told = line.pop("sha256")
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert hashlib.sha256(text.encode()).hexdigest() == told

    def test_from_a_day_on(self, three):
        today = timezone.localdate()
        assert len(self.lines("--since", today.isoformat())) == 3
        assert self.lines("--since", (today + datetime.timedelta(days=1)).isoformat()) == []

    @pytest.mark.parametrize("day", ["eilen", "2027-02-30", "10.2.2027"])
    def test_refuses_what_is_no_day(self, db, day):
        with pytest.raises(CommandError, match="not a day"):
            self.lines("--since", day)
