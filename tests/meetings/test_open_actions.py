"""An open action is marked as done at once, and whoever is responsible is reminded of it."""

import datetime
from importlib import import_module
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from home.approval.models import ApprovalSettings
from home.audit_log.models import ApprovalRecord
from home.mail.models import OutboxMail
from meetings.models import ActionCompletion, AgendaItem, MeetingPage
from networks.models import Mandate
from tests.approving import draft_of, fresh
from tests.factories import make_mandate, make_meeting, make_person, make_seat, make_term, make_user

TODAY = datetime.date(2026, 11, 10)  # a Tuesday
D = datetime.date


@pytest.fixture(autouse=True)
def at_noon():
    with patch("django.utils.timezone.now", return_value=moment(TODAY, 12)):
        yield


def moment(day, hour=9):
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.fixture
def meeting(council):
    return make_meeting(council, D(2026, 10, 6), state="held", title="Kokous 6.10.2026")


@pytest.fixture
def action(meeting):
    return make_action(meeting, 5, "Talousarvio", due=D(2026, 11, 16))


def make_action(meeting, number, title, responsible="Sihteeri", **fields):
    return AgendaItem.objects.create(
        meeting=meeting, number=number, title=title, responsible=responsible, **fields
    )


def mark(client, action, **data):
    return client.post(reverse("mark_action_done", args=[action.pk]), data, follow=True)


def take_back(client, action):
    return client.post(reverse("reopen_action", args=[action.pk]), follow=True)


def read(page):
    """Return what a reader sees, with one space between words."""
    return " ".join(Client().get(page.url).text.split())


class TestMarking:
    def test_one_press_makes_it_public(self, action, meeting, secretary):
        assert "Tehty" not in read(meeting)
        report = mark(secretary, action).text
        assert "5 § Talousarvio on merkitty tehdyksi 10.11.2026. Lukijat näkevät sen nyt." in report
        assert 'Tehty <time datetime="2026-11-10">10.11.2026</time>' in read(meeting)
        assert not meeting.workflow_in_progress

    @pytest.mark.parametrize("role", ["communications", "secretariat", "chair", "administration"])
    def test_all_staff_may(self, action, as_user, role):
        mark(as_user(role), action)
        assert ActionCompletion.objects.get().item == action

    def test_others_may_not(self, action, council):
        client = Client()
        assert "login" in mark(client, action).redirect_chain[-1][0]
        client.force_login(make_user(), backend="home.accounts.backends.AccountBackend")
        mark(client, action)
        assert not ActionCompletion.objects.exists()

    def test_a_day_and_a_note(self, action, meeting, secretary):
        mark(secretary, action, day="3.11.", note="Lähetetty kaupungille.")
        assert ActionCompletion.objects.get().day == D(2026, 11, 3)
        assert "Lähetetty kaupungille." in secretary.get(reverse("open_actions")).text
        assert "3.11.2026" in read(meeting) and "Lähetetty" not in read(meeting)

    @pytest.mark.parametrize("day", ["24.12.2026", "huomenna", "31.2.2026"])
    def test_a_wrong_day_keeps_what_was_typed(self, action, secretary, day):
        page = mark(secretary, action, day=day, note="Hoidettu kokouksessa")
        assert page.context["form"].errors.keys() == {"day"}
        assert "Hoidettu kokouksessa" in page.text and day in page.text
        assert not ActionCompletion.objects.exists()

    def test_it_leaves_the_list_and_can_come_back(self, action, secretary):
        mark(secretary, action)
        assert action not in AgendaItem.objects.open_actions()
        assert "5 § Talousarvio on taas avoin tehtävä." in take_back(secretary, action).text
        assert action in AgendaItem.objects.open_actions()

    def test_a_second_press_changes_nothing(self, action, secretary, chair):
        mark(secretary, action, day="3.11.2026")
        assert "oli jo merkitty tehdyksi" in mark(chair, action).text
        assert ActionCompletion.objects.get().day == D(2026, 11, 3)
        take_back(chair, action)
        assert "ei ollut merkittynä tehdyksi" in take_back(chair, action).text

    def test_history_and_audit_log_say_who(self, action, meeting, secretary, chair):
        mark(secretary, action, note="Pekka lupasi.")
        take_back(chair, action)
        url = reverse("wagtailadmin_pages:history", args=[meeting.pk])
        history = chair.get(url).text
        assert "5 § merkittiin tehdyksi 10.11.2026" in history
        assert "5 §: tehdyksi merkintä (10.11.2026) peruttiin" in history
        entries = PageLogEntry.objects.filter(page=meeting.pk, action__startswith="meetings.")
        assert [e.user for e in entries.order_by("timestamp", "pk")] == [secretary.user, chair.user]
        records = ApprovalRecord.objects.about(meeting).order_by("number")
        assert [(r.action, r.actor_id, r.comment) for r in records] == [
            ("done", secretary.user.pk, "5 §, 10.11.2026"),
            ("reopened", chair.user.pk, "5 §, 10.11.2026"),
        ]

    def test_from_the_dashboard_and_back(self, action, secretary):
        home = reverse("wagtailadmin_home")
        assert "Kaikki avoimet tehtävät (1)" in secretary.get(home).text
        back = mark(secretary, action, next=home)
        assert back.redirect_chain[-1][0] == home
        assert "Tehty 10.11.2026: 5 § Talousarvio" in " ".join(back.text.split())
        assert mark(secretary, action, next="//evil.example/").redirect_chain[-1][0] == reverse(
            "open_actions"
        )

    def test_an_item_that_is_gone_is_not_found(self, action, secretary):
        assert mark(secretary, AgendaItem(pk=action.pk + 1)).status_code == 404


class TestDrafts:
    """The fact is no part of any version."""

    def test_a_draft_from_before_does_not_take_it_away(self, action, meeting, secretary):
        draft = draft_of(meeting, secretary.user, place="Kouvola")
        mark(secretary, action)
        draft.publish(skip_permission_checks=True)
        assert fresh(meeting).place == "Kouvola"
        assert "10.11.2026" in read(meeting)

    def test_it_comes_back_with_its_item(self, action, meeting, secretary):
        with_item = meeting.save_revision()
        mark(secretary, action)
        draft = fresh(meeting)
        draft.agenda_items = []
        draft.save_revision().publish(skip_permission_checks=True)
        assert not AgendaItem.objects.exists() and "10.11.2026" not in read(meeting)
        with_item.publish(skip_permission_checks=True)
        assert "10.11.2026" in read(meeting)

    def test_what_waits_for_approval_can_be_marked(self, action, meeting, secretary):
        draft_of(meeting, secretary.user, place="Kouvola")
        meeting.get_workflow().start(meeting, secretary.user)
        mark(secretary, action)
        assert "10.11.2026" in read(meeting)

    def test_preview_and_papers_show_it(self, action, meeting, secretary):
        paper = f"{meeting.url}poytakirja.pdf"
        before = Client().get(paper)["ETag"]
        mark(secretary, action)
        assert Client().get(paper)["ETag"] != before
        assert "10.11.2026" in meeting.make_preview_request().render().text

    def test_what_goes_on_in_a_draft_is_done_where_it_is_public(self, council, action, secretary):
        unseen = make_meeting(council, D(2026, 12, 1), live=False, slug="tuleva")
        later = make_action(unseen, 1, "Talousarvio", continues=action)
        assert "kun kokous on julkaistu" in mark(secretary, later).text
        assert "10.11.2026" in read(action.meeting)
        take_back(secretary, later)
        assert not ActionCompletion.objects.exists()


class TestReminders:
    def run(self, day=TODAY, hour=9):
        with patch("django.utils.timezone.now", return_value=moment(day, hour)):
            call_command("run_due", "--only", "actions", verbosity=0)

    def sent(self):
        return list(OutboxMail.objects.order_by("pk").values_list("to", flat=True))

    def test_once_before_and_once_after(self, action, secretary):
        for day in (5, 9, 10, 12, 17, 18, 30):
            self.run(D(2026, 11, day))
        first, second = OutboxMail.objects.order_by("pk")
        assert first.to == second.to == secretary.user.email
        assert first.subject == "Muistutus: Talousarvio"
        assert "5 § Talousarvio, Kokous 6.10.2026: viimeistään 16.11.2026." in first.text
        assert reverse("open_actions") in first.text
        assert "määräpäivä oli 16.11.2026" in second.text

    def test_one_mail_with_all(self, action, meeting, secretary):
        make_action(meeting, 6, "Retki", due=D(2026, 11, 2))
        self.run()
        mail = OutboxMail.objects.get()
        assert mail.subject == "Muistutus 2 avoimesta tehtävästä"
        assert "Talousarvio" in mail.text and "Retki" in mail.text

    @pytest.mark.parametrize(
        "change",
        [
            lambda item: ActionCompletion.objects.create(item=item),
            lambda item: item.meeting.unpublish(),
            lambda item: AgendaItem.objects.update(due=D(2026, 12, 24)),
            lambda item: AgendaItem.objects.update(due=D(2026, 8, 3)),
            lambda item: AgendaItem.objects.update(responsible="Kotkan kaupunki"),
            lambda item: MeetingPage.objects.update(state="cancelled"),
        ],
        ids=["done", "not public", "far away", "long past", "unknown", "cancelled"],
    )
    def test_nobody_is_reminded_for_nothing(self, action, secretary, change):
        change(action)
        self.run()
        assert self.sent() == []

    def test_nobody_at_night_or_on_a_holiday(self, action, secretary):
        self.run(hour=6)
        self.run(D(2026, 11, 14))  # a Saturday
        assert self.sent() == []

    def test_what_goes_on_in_a_draft_is_still_due(self, council, action, secretary):
        unseen = make_meeting(council, D(2026, 12, 1), live=False, slug="tuleva")
        make_action(unseen, 1, "Talousarvio", continues=action)
        self.run()
        assert self.sent() == [secretary.user.email]

    def test_people_by_name_office_and_seat(self, council, meeting, as_user):
        term = make_term(council)
        own = {"contact_consent_on": D(2026, 1, 1)}
        anna = make_person(
            first_name="Anna", last_name="Aho", contact_email="anna@example.fi", **own
        )
        make_mandate(term, make_seat(council, title="Kulttuuri ja liikunta"), anna)
        shy = make_person(first_name="Sulo", last_name="Sala")
        make_mandate(term, person=shy, role=Mandate.Role.VICE_CHAIR)
        chair = as_user("chair").user
        ApprovalSettings.objects.create(chair=chair)
        writer = as_user("communications").user
        writer.first_name, writer.last_name = "Ville", "Viestijä"
        writer.save()
        texts = {
            "anna aho (Yhdistys ry)": ["anna@example.fi"],
            "Kulttuuri ja liikunta": ["anna@example.fi"],
            "puheenjohtaja ja Ville Viestijä": [chair.email, writer.email],
            "Ville Viestijä, viestintä": [writer.email],
            "varapuheenjohtaja": [],
            "Sulo Sala": [],
        }
        for number, (text, expected) in enumerate(texts.items(), 10):
            OutboxMail.objects.all().delete()
            make_action(meeting, number, text, responsible=text, due=TODAY)
            self.run()
            assert sorted(self.sent()) == sorted(expected), text

    def test_a_name_that_two_people_have_means_nobody(self, council, meeting):
        term, own = make_term(council), {"contact_consent_on": D(2026, 1, 1)}
        for address in ("a@example.fi", "b@example.fi"):
            names = {"first_name": "Matti", "last_name": "Meri"}
            make_mandate(term, person=make_person(contact_email=address, **names, **own))
        make_action(meeting, 1, "Retki", responsible="Matti Meri", due=TODAY)
        self.run()
        assert self.sent() == []

    def test_who_has_no_account_answers_by_mail(self, council, meeting):
        person = make_person(
            first_name="Anna",
            last_name="Aho",
            contact_email="anna@example.fi",
            contact_consent_on=D(2026, 1, 1),
        )
        make_mandate(make_term(council), person=person)
        council.contact_email = "toimisto@example.fi"
        council.save()
        make_action(meeting, 1, "Retki", responsible="Anna Aho", due=TODAY)
        self.run()
        mail = OutboxMail.objects.get()
        assert mail.reply_to == "toimisto@example.fi"
        assert "kerro siitä sihteeristölle" in mail.text and "hallinta" not in mail.text
        assert meeting.get_full_url() in mail.text


def test_days_of_drafts_are_taken_over(action, meeting, secretary):
    """What the migration reads from the newest draft of a meeting."""
    draft_of(meeting, secretary.user, place="Kouvola")
    revision = fresh(meeting).latest_revision
    revision.content["agenda_items"][0]["done_on"] = "2026-10-30"
    revision.save()
    migration = import_module("meetings.migrations.0007_action_completion")
    assert dict(migration.days_in_drafts(apps)) == {action.pk: D(2026, 10, 30)}
