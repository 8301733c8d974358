"""Absences, the council's approval settings, and early warnings when nobody could approve."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from home.approval import service
from home.approval.models import Absence, ApprovalRule, ApprovalSettings, Level
from home.approval.policy import get_kinds, get_level
from home.audit_log.models import ApprovalRecord
from home.mail.models import OutboxMail
from home.models import NewsPage
from home.pending_changes.models import PendingChange
from home.roles import get_group
from networks.models import Person
from tests.dashboard import for_others, for_you
from tests.factories import make_meeting, make_news_index, make_page, make_text_page

ADDRESS = "/hallinta/hyvaksyminen/"  # of the approval settings


def days(starts, ends):
    """Return two days from today, as typed in the form."""
    today = timezone.localdate()
    texts = [(today + datetime.timedelta(days=n)).strftime("%d.%m.%Y") for n in (starts, ends)]
    return {"starts": texts[0], "ends": texts[1], "note": "Loma"}


def add(client, **data):
    return client.post(reverse("poissaolot:add"), data, follow=True)


def confirm(client):
    """Confirm the newest pending change as a second person."""
    address = reverse("pending_change", args=[PendingChange.objects.first().pk])
    assert client.post(address, {"confirm": "1", "reason": ""}).status_code == 302


@pytest.fixture
def settings_(council, chair, secretary):
    return ApprovalSettings.objects.create(chair=chair.user, deputy=secretary.user)


@pytest.fixture
def waiting(council, writer, settings_):
    page = make_text_page(council, title="Kannanotto", live=False)
    page.save_revision(user=writer.user)
    return service.submit(page, writer.user).current_task_state


class TestAbsence:
    def test_of_the_chair_brings_waiting_texts_to_the_deputy_at_once(
        self, chair, secretary, waiting
    ):
        html = add(chair, **days(0, 7)).text
        assert "Sijainen sai yhden odottavan tekstin" in html
        assert Absence.objects.get().person == chair.user
        assert waiting.assignments.active().filter(person=secretary.user).exists()
        assert OutboxMail.objects.filter(kind="deputy", to=secretary.user.email).exists()

    def test_of_later_days_moves_nothing_yet(self, chair, waiting):
        html = add(chair, **days(2, 7)).text
        assert "Sijainen sai" not in html
        assert waiting.assignments.active().get().person == chair.user

    def test_that_is_changed_to_begin_today_moves_too(self, chair, secretary, waiting):
        add(chair, **days(2, 7))
        edit = reverse("poissaolot:edit", args=[Absence.objects.get().pk])
        chair.post(edit, days(0, 7))
        assert waiting.assignments.active().count() == 2

    def test_is_marked_for_oneself_whoever_is_asked(self, chair, secretary):
        add(chair, person=secretary.user.pk, **days(0, 1))
        assert Absence.objects.get().person == chair.user

    def test_the_secretary_marks_anybodys_with_a_second_person(self, chair, secretary, keeper):
        add(secretary, person=chair.user.pk, **days(0, 1))
        assert not Absence.objects.exists()
        confirm(keeper)
        assert Absence.objects.get().person == chair.user

    def test_must_be_somebodys(self, secretary):
        assert "pakollinen" in add(secretary, **days(0, 1)).text
        assert not Absence.objects.exists()

    @pytest.mark.parametrize(
        ("dates", "told"),
        [
            ((3, 1), "Poissaolo ei voi päättyä ennen kuin se alkaa."),
            ((-9, -2), "Poissaolo on jo päättynyt."),
        ],
    )
    def test_has_sensible_days(self, chair, dates, told):
        assert told in add(chair, **days(*dates)).text
        assert not Absence.objects.exists()

    def test_of_others_is_nobody_elses_matter(self, chair, secretary, writer):
        add(secretary, person=secretary.user.pk, **days(0, 1))
        absence = Absence.objects.get()
        for client in (chair, writer):
            assert "Loma" not in client.get(reverse("poissaolot:index")).text
            for name in ("edit", "delete"):
                client.post(reverse(f"poissaolot:{name}", args=[absence.pk]), days(0, 9))
            for name in ("history", "usage"):
                assert (
                    client.get(reverse(f"poissaolot:{name}", args=[absence.pk])).status_code == 404
                )
        absence.refresh_from_db()
        assert absence.ends == timezone.localdate() + datetime.timedelta(days=1)

    def test_is_deleted_by_its_owner(self, chair):
        add(chair, **days(0, 1))
        chair.post(reverse("poissaolot:delete", args=[Absence.objects.get().pk]))
        assert not Absence.objects.exists()


class TestSettings:
    def data(self, **changes):
        """Return what the form posts when nothing is changed."""
        rules = {f"level-{kind.label}": kind.default.value for kind in get_kinds().values()}
        numbers = {"silence_days": 3, "reminder_days": 1, "link_days": 7, "minutes_alarm_days": 10}
        return {"chair": "", "vice_chair": "", "deputy": ""} | numbers | rules | changes

    def test_names_the_people(self, chair, secretary, council, keeper):
        data = self.data(chair=chair.user.pk, deputy=secretary.user.pk)
        chair.post(ADDRESS, data)
        assert not ApprovalSettings.objects.exists(), "nobody decides alone who approves"
        confirm(keeper)
        stored = ApprovalSettings.objects.get()
        assert (stored.chair, stored.deputy) == (chair.user, secretary.user)
        assert not ApprovalRule.objects.exists(), "what the table says needs no rule"

    def test_only_chairs_can_be_chairs(self, chair, secretary, council):
        answer = chair.post(ADDRESS, self.data(chair=secretary.user.pk))
        assert set(answer.context["form"].errors) == {"chair"}
        assert not ApprovalSettings.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"reminder_days": 5}, "Muistutus ei voi tulla vasta vastausajan jälkeen."),
            ({"silence_days": 0}, "vähintään 1"),
            ({"silence_days": "x"}, "kokonaisluku"),
        ],
    )
    def test_refuses_senseless_days(self, chair, council, changes, told):
        assert told in chair.post(ADDRESS, self.data(**changes)).text
        assert not ApprovalSettings.objects.exists()

    def test_the_chair_is_not_their_own_deputy(self, chair, council):
        data = self.data(chair=chair.user.pk, deputy=chair.user.pk)
        assert "Sijainen ei voi olla sama" in chair.post(ADDRESS, data).text

    def test_a_rule_changes_who_approves(self, chair, council, keeper):
        page = make_page(NewsPage, make_news_index(council))
        before = get_level(page)
        kind = get_kinds()["home.NewsPage"]
        other = next(level for level in kind.choices if level != before)
        chair.post(ADDRESS, self.data(**{"level-home.NewsPage": other.value}))
        assert get_level(page) == before
        confirm(keeper)
        assert get_level(page) == other
        chair.post(ADDRESS, self.data())
        confirm(keeper)
        assert get_level(page) == before

    def test_small_corrections_of_a_meeting_can_be_let_through(self, chair, council, keeper):
        chair.post(ADDRESS, self.data(**{"small-meetings.MeetingPage": "on"}))
        confirm(keeper)
        meeting = make_meeting(council, live=True)
        meeting.place = "Kouvola"
        assert get_level(meeting) == Level.NONE
        assert "checked" in chair.get(ADDRESS).text

    def test_no_rule_goes_below_the_table(self, chair, council):
        """The form offers no choice that the kind does not allow."""
        kind = next(k for k in get_kinds().values() if Level.NONE not in k.choices)
        field = f"level-{kind.label}"
        answer = chair.post(ADDRESS, self.data(**{field: "none"}))
        assert set(answer.context["form"].errors) == {field}
        assert not ApprovalRule.objects.exists()

    def test_a_change_is_written_down(self, chair, secretary, council, keeper):
        chair.post(ADDRESS, self.data(deputy=secretary.user.pk))
        confirm(keeper)
        for action, actor in (("requested", chair), ("confirmed", keeper)):
            row = ApprovalRecord.objects.get(action=action)
            assert (row.actor_id, row.council_id) == (actor.user.pk, council.pk)
            assert row.comment == f"Nimetty sijainen: {secretary.user.get_full_name()}."
        chair.post(ADDRESS, self.data(deputy=secretary.user.pk))
        assert ApprovalRecord.objects.count() == 2

    def test_days_alone_are_changed_at_once_and_written_down(self, chair, council):
        chair.post(ADDRESS, self.data(silence_days=5))
        assert ApprovalSettings.objects.get().silence_days == 5
        assert ApprovalRecord.objects.get(action="settings").actor_id == chair.user.pk

    def test_a_deputy_named_late_gets_what_waits(self, chair, secretary, council, waiting, keeper):
        ApprovalSettings.objects.update(deputy=None)
        Absence.objects.create(person=chair.user, starts=timezone.localdate(), ends="2199-01-01")
        data = self.data(chair=chair.user.pk, deputy=secretary.user.pk)
        chair.post(ADDRESS, data)
        confirm(keeper)
        assert waiting.assignments.active().filter(person=secretary.user).exists()

    @pytest.mark.parametrize("role", ["secretariat", "communications"])
    def test_others_see_but_do_not_change(self, as_user, council, settings_, role):
        client = as_user(role)
        html = client.get(ADDRESS).text
        assert "Tallenna asetukset" not in html
        client.post(ADDRESS, self.data())
        settings_.refresh_from_db()
        assert settings_.deputy is not None


NOBODY = "Hyväksyjää ei ole"
NO_DEPUTY = "ei ole varapuheenjohtajaa eikä nimettyä sijaista"


class TestWarnings:
    @pytest.fixture
    def page(self, council):
        return make_text_page(council, live=False)

    def addresses(self, page):
        return [
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:add", args=["home", "standardpage", page.get_parent().pk]),
            reverse(Person.snippet_viewset.get_url_name("add")),
        ]

    def test_before_sending_when_nobody_can_approve(self, secretary, page):
        for address in self.addresses(page):
            assert NOBODY in secretary.get(address).text, address

    def test_not_when_somebody_can(self, secretary, chair, page):
        for address in self.addresses(page):
            assert NOBODY not in secretary.get(address).text, address

    def test_when_everybody_is_away(self, secretary, chair, page):
        add(chair, **days(0, 3))
        assert "ovat nyt poissa" in secretary.get(self.addresses(page)[0]).text

    def test_when_only_the_writer_could(self, as_user, council, page):
        both = as_user("secretariat")
        both.user.groups.add(get_group("chair"))
        assert "Et voi hyväksyä omaa tekstiäsi" in both.get(self.addresses(page)[0]).text

    def test_the_dashboard_says_that_a_deputy_is_missing(self, secretary, chair, settings_):
        assert NO_DEPUTY not in secretary.get(reverse("wagtailadmin_home")).text
        ApprovalSettings.objects.update(deputy=None)
        assert NO_DEPUTY in secretary.get(reverse("wagtailadmin_home")).text

    def test_the_dashboard_says_that_nobody_can_approve(self, secretary):
        assert NOBODY in secretary.get(reverse("wagtailadmin_home")).text

    def test_who_can_mend_it_gets_the_way(self, chair, secretary, council):
        assert any("Avaa asetukset" in line for line in for_you(chair))
        assert not any("Avaa asetukset" in line for line in for_you(secretary))

    def test_the_dashboard_lists_what_nobody_has_answered(self, secretary, waiting):
        assert for_others(secretary) == []
        waiting.assignments.update(due=timezone.localdate() - datetime.timedelta(days=1))
        (line,) = for_others(secretary)
        assert "Kannanotto" in line and "Myöhässä yhden päivän" in line


@pytest.mark.parametrize("field", ["chair", "deputy"])
def test_people_are_offered_in_the_order_of_their_surnames(as_user, field):
    """Without an order the database lists whoever logged in last at the end."""
    surnames = ["Virtanen", "Aalto", "Mäki"]
    for surname in surnames:
        client = as_user("chair")
        client.user.last_name = surname
        client.user.save()
    people = client.get(ADDRESS).context["form"].fields[field].queryset
    assert [person.last_name for person in people] == sorted(surnames)
