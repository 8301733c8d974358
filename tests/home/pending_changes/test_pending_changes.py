"""Changes of who approves need a second person: which changes, which person, which mails."""

import datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from home.accounts.models import AddressChange
from home.approval.models import Absence, ApprovalSettings
from home.approval.policy import get_kinds
from home.audit_log.models import ApprovalRecord
from home.mail.models import OutboxMail
from home.pending_changes.accounts import needs_second_person
from home.pending_changes.models import PendingChange
from home.roles import get_group
from tests.approving import fresh, member, named
from tests.dashboard import for_others, for_you

pytestmark = pytest.mark.usefixtures("roles")
User = get_user_model()


def fields_of(user, **changes):
    """Return what the form of an account posts when nothing is changed."""
    names = ("username", "email", "first_name", "last_name")
    data = {name: getattr(user, name) for name in names}
    data |= {"groups": list(user.groups.values_list("pk", flat=True))}
    data |= {"is_active": "on"} if user.is_active else {}
    return {name: value for name, value in (data | changes).items() if value is not None}


def edit(client, user, **changes):
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    return client.post(url, fields_of(user, **changes), follow=True)


def add(client, *groups, **changes):
    data = {"username": "uusi", "email": "uusi@example.org", "first_name": "Uuno"}
    data |= {"last_name": "Uusinen", "groups": [group.pk for group in groups]} | changes
    return client.post(reverse("wagtailusers_users:add"), data, follow=True)


def decide(client, button, reason="", change=None):
    change = change or PendingChange.objects.first()
    url = reverse("pending_change", args=[change.pk])
    return client.post(url, {button: "1", "reason": reason}, follow=True)


def mails(kind="account_change"):
    return set(OutboxMail.objects.filter(kind=kind).values_list("to", flat=True))


class TestWhatWaits:
    @pytest.mark.parametrize("role", ["communications", "secretariat", "chair", "administration"])
    def test_a_new_account_with_a_role(self, keeper, chair, council, role):
        html = add(keeper, get_group(role)).text
        assert "Muutos odottaa toisen vahvistusta" in html
        assert not User.objects.filter(username="uusi").exists()
        assert "on nyt voimassa" in decide(chair, "confirm").text
        assert get_group(role) in User.objects.get(username="uusi").groups.all()

    @pytest.mark.parametrize("role", ["communications", "secretariat", "chair", "administration"])
    def test_a_role_for_somebody_and_for_oneself(self, keeper, writer, council, role):
        for user in (writer.user, keeper.user):
            groups = [*user.groups.values_list("pk", flat=True), get_group(role).pk]
            before = set(user.groups.all())
            edit(keeper, user, groups=groups)
            assert set(fresh(user).groups.all()) == before

    @pytest.mark.parametrize(
        "changes",
        [
            {"email": "muualla@example.org"},
            {"username": "toinen"},
            {"first_name": "Toinen"},
            {"last_name": "Toinen"},
            {"groups": []},
            {"is_active": None},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_any_change_of_the_chairs_account(self, keeper, chair, changes):
        before = User.objects.filter(pk=chair.user.pk).values().get()
        groups = list(chair.user.groups.all())
        edit(keeper, chair.user, **changes)
        assert User.objects.filter(pk=chair.user.pk).values().get() == before
        assert list(chair.user.groups.all()) == groups
        assert PendingChange.objects.get().subject == chair.user

    def test_a_closed_account_that_is_opened_again(self, keeper, writer):
        User.objects.filter(pk=writer.user.pk).update(is_active=False)
        edit(keeper, fresh(writer.user), is_active="on")
        assert not fresh(writer.user).is_active

    def test_not_the_closing_of_the_account_of_somebody_who_leaves(self, keeper, writer):
        edit(keeper, writer.user, is_active=None)
        assert not fresh(writer.user).is_active
        assert not PendingChange.objects.exists()

    def test_but_that_of_the_named_deputy(self, keeper, writer, council):
        named(council, deputy=writer.user)
        edit(keeper, writer.user, is_active=None)
        assert fresh(writer.user).is_active

    def test_no_password_is_chosen_for_another(self, keeper, chair):
        words = {"password1": "Syysmyrsky-2031", "password2": "Syysmyrsky-2031"}
        edit(keeper, chair.user, **words)
        assert fresh(chair.user).check_password("kevätsade-12")
        url = reverse("wagtailusers_users:edit", args=[chair.user.pk])
        assert "password1" not in keeper.get(url).text

    def test_a_deletion_is_nobodys(self, keeper, as_user, chair):
        for client in (keeper, as_user("")):
            url = reverse("wagtailusers_users:delete", args=[chair.user.pk])
            assert client.post(url).status_code == 404
        assert User.objects.filter(pk=chair.user.pk).exists()

    def test_the_function_that_other_views_ask(self, keeper, writer, council):
        group = get_group("communications").pk
        assert needs_second_person(keeper.user, {"groups": [group]})
        assert not needs_second_person(keeper.user, {"groups": []})
        assert needs_second_person(keeper.user, {"email": "a@example.org"}, writer.user)
        assert not needs_second_person(keeper.user, {"email": writer.user.email}, writer.user)


class TestWhoConfirms:
    def test_not_who_asked_nor_who_gains_nor_other_staff(self, keeper, chair, writer, council):
        writer.user.groups.add(get_group("administration"))
        edit(keeper, writer.user, groups=[get_group("chair").pk])
        for client in (keeper, writer):
            assert decide(client, "confirm").status_code in (200, 422)
            assert get_group("chair") not in fresh(writer.user).groups.all()
        assert PendingChange.objects.get().is_waiting
        decide(chair, "confirm")
        assert get_group("chair") in fresh(writer.user).groups.all()

    @pytest.mark.parametrize("role", ["communications", "secretariat"])
    def test_others_do_not_even_see_it(self, keeper, as_user, chair, role):
        edit(keeper, chair.user, email="muualla@example.org")
        client, change = as_user(role), PendingChange.objects.get()
        decide(client, "confirm")
        assert fresh(change).is_waiting
        assert change.title not in client.get(reverse("pending_changes")).text

    def test_the_named_deputy_may(self, keeper, chair, writer, council):
        named(council, chair=chair.user, deputy=writer.user)
        edit(keeper, chair.user, email="muualla@example.org")
        decide(writer, "confirm")
        assert fresh(chair.user).email == "muualla@example.org"

    def test_nobody_who_is_named_by_the_change(self, chair, keeper, council):
        """The proposed deputy may not confirm the proposal."""
        data = {f"level-{kind.label}": kind.default.value for kind in get_kinds().values()}
        data |= {"silence_days": 3, "reminder_days": 1, "link_days": 7, "minutes_alarm_days": 10}
        data |= {"chair": "", "vice_chair": "", "deputy": keeper.user.pk}
        chair.post(reverse("approval_settings"), data)
        decide(keeper, "confirm")
        decide(chair, "confirm")
        assert not ApprovalSettings.objects.exists()

    def test_nobody_who_stands_in_for_the_one_who_is_away(self, chair, keeper, as_user, council):
        secretary = as_user("secretariat")
        named(council, chair=chair.user, deputy=keeper.user)
        today = timezone.localdate()
        dates = {"starts": f"{today:%d.%m.%Y}", "ends": f"{today:%d.%m.%Y}", "note": ""}
        secretary.post(reverse("poissaolot:add"), dates | {"person": chair.user.pk})
        decide(keeper, "confirm")
        decide(secretary, "confirm")
        assert not Absence.objects.exists()
        decide(chair, "confirm")
        assert Absence.objects.get().person == chair.user

    def test_a_superuser_alone_gives_a_reason_that_all_read(self, as_user, chair, writer):
        superuser = as_user("")
        edit(superuser, chair.user, email="uusi@example.org")
        old = chair.user.email
        assert "Kirjoita perustelu" in decide(superuser, "confirm").text
        assert fresh(chair.user).email == old
        decide(superuser, "confirm", "Puheenjohtaja pyysi kirjeitse.")
        assert fresh(chair.user).email == "uusi@example.org"
        row = ApprovalRecord.objects.get(action="confirmed")
        assert row.reason == "Puheenjohtaja pyysi kirjeitse."
        texts = OutboxMail.objects.filter(kind="account_change").values_list("to", "text")
        told = {to for to, text in texts if "Puheenjohtaja pyysi kirjeitse." in text}
        assert {old, "uusi@example.org"} <= told

    def test_after_two_weeks_nobody(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        PendingChange.objects.update(requested_at=timezone.now() - datetime.timedelta(days=15))
        decide(chair, "confirm")
        assert fresh(writer.user).email != "muualla@example.org"
        assert "vanhentunut" in chair.get(reverse("pending_changes")).text


class TestDecision:
    def test_is_held_against_what_is_stored_now(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        User.objects.filter(pk=writer.user.pk).update(first_name="Toinen")
        assert "muuttuneet pyynnön jälkeen" in decide(chair, "confirm").text
        assert fresh(writer.user).email != "muualla@example.org"

    def test_that_cannot_be_stored_changes_nothing(self, keeper, chair, council):
        add(keeper, get_group("communications"))
        User.objects.create_user("uusi")
        assert "ristiriidassa" in decide(chair, "confirm").text
        assert PendingChange.objects.get().is_waiting
        assert not ApprovalRecord.objects.filter(action__in=("confirmed", "account")).exists()

    def test_is_made_once(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        decide(chair, "refuse", "En tunne tätä.")
        decide(chair, "confirm")
        assert fresh(writer.user).email != "muualla@example.org"
        assert PendingChange.objects.get().status == "refused"

    def test_of_refusing_needs_words_and_tells_them(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        assert "miksi et vahvista" in decide(chair, "refuse").text
        decide(chair, "refuse", "En tunne tätä.")
        mail = OutboxMail.objects.get(kind="change_refused")
        assert mail.to == keeper.user.email and "En tunne tätä." in mail.text

    def test_may_be_spared_by_who_asked(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        decide(keeper, "cancel")
        decide(chair, "confirm")
        assert PendingChange.objects.get().status == "cancelled"
        assert fresh(writer.user).email != "muualla@example.org"

    def test_needs_a_button(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        assert "Valitse, mitä" in decide(chair, "muu").text

    def test_is_asked_on_the_dashboard(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org")
        assert "pyytää vahvistustasi" in for_you(chair)[0]
        assert not any("vahvistustasi" in line for line in for_you(keeper))
        assert "Odottaa, että toinen vahvistaa muutoksen" in for_others(keeper)[0]
        address = reverse("pending_change", args=[PendingChange.objects.get().pk])
        assert "Muutos on peruttu" in keeper.post(address, {"cancel": "1"}, follow=True).text
        assert for_others(keeper) == []
        assert not any("vahvistustasi" in line for line in for_you(chair))


class TestMail:
    def test_asks_those_who_may_confirm(self, keeper, chair, writer, council):
        other = member(council, "administration")
        edit(keeper, writer.user, email="muualla@example.org")
        assert mails("confirm_change") == {chair.user.email, other.email}

    def test_goes_to_the_old_and_new_address_and_to_the_approvers(
        self, keeper, chair, writer, council
    ):
        old, other = writer.user.email, member(council, "chair")
        edit(keeper, writer.user, email="muualla@example.org")
        decide(chair, "confirm")
        everyone = {old, "muualla@example.org", chair.user.email, other.email, keeper.user.email}
        assert mails() == everyone

    def test_welcomes_somebody_new_without_a_password(self, keeper, chair, council):
        add(keeper, get_group("communications"))
        assert "uusi@example.org" not in mails("welcome")
        decide(chair, "confirm")
        text = OutboxMail.objects.get(kind="welcome").text
        assert reverse("wagtailadmin_password_reset") in text

    def test_tells_of_a_closed_account(self, keeper, chair, writer):
        edit(keeper, writer.user, is_active=None)
        assert mails() == {writer.user.email, chair.user.email}

    def test_tells_oneself_of_ones_own_name(self, writer, chair):
        data = {"first_name": "Uusi", "last_name": "Nimi", "email": writer.user.email}
        writer.post(reverse("account_details"), data)
        assert fresh(writer.user).get_full_name() == "Uusi Nimi"
        assert mails() == {writer.user.email}

    def test_tells_of_ones_own_new_address_at_both(self, writer, chair):
        old = writer.user.email
        change = AddressChange(account=writer.user, email="oma@example.org")
        url = reverse("account_confirm_address", args=[change.renew()])
        writer.post(url, {"answer": "yes"})
        assert fresh(writer.user).email == "oma@example.org"
        assert mails() == {old, "oma@example.org"}


class TestRecord:
    def test_holds_every_change_but_no_address(self, keeper, chair, writer):
        edit(keeper, writer.user, email="muualla@example.org", first_name="Toinen")
        decide(chair, "confirm")
        rows = ApprovalRecord.objects.filter(action__in=("requested", "confirmed", "account"))
        assert sorted(rows.values_list("action", flat=True)) == [
            "account",
            "confirmed",
            "requested",
        ]
        for row in rows:
            assert "Etunimi: Kokeilija → Toinen" in row.comment
            assert "m…@example.org" in row.comment
            assert "muualla@" not in row.comment
        assert rows.get(action="account").on_behalf_id == keeper.user.pk

    def test_holds_the_closing_of_an_account(self, keeper, writer):
        edit(keeper, writer.user, is_active=None)
        row = ApprovalRecord.objects.get(action="account")
        assert row.actor_id == keeper.user.pk
        assert row.comment == "Tili käytössä: kyllä → ei."

    def test_does_not_hold_a_log_in(self, client, writer):
        client.post(
            reverse("wagtailadmin_login"),
            {"username": writer.user.username, "password": "kevätsade-12"},
        )
        assert not ApprovalRecord.objects.exists()

    def test_is_a_report_for_chair_and_administration(self, keeper, chair, writer):
        edit(keeper, writer.user, is_active=None)
        url = reverse("account_changes")
        for client in (keeper, chair):
            assert "Tili käytössä: kyllä → ei." in client.get(url).text
        assert writer.get(url).status_code == 302


class TestCommand:
    def name(self, username, reason="Kokous 1.2.2027, 4 §"):
        out = StringIO()
        call_command("name_approver", username, reason=reason, stdout=out)
        return out.getvalue()

    def test_names_the_first_approver_and_no_other(self, council, writer):
        assert "approves" in self.name(writer.user.username)
        assert get_group("chair") in writer.user.groups.all()
        row = ApprovalRecord.objects.get(action="account")
        assert (row.reason, row.actor_id) == ("Kokous 1.2.2027, 4 §", None)
        assert mails() == {writer.user.email}
        other = member(council, "communications")
        with pytest.raises(CommandError, match="approvers already"):
            self.name(other.username)

    def test_names_nobody_unknown_or_closed(self, council):
        with pytest.raises(CommandError, match="Nobody"):
            self.name("olematon")
        closed = member(council, "communications", is_active=False)
        with pytest.raises(CommandError, match="Nobody"):
            self.name(closed.username)
