"""Every change of an account is in the audit log and mailed, by screen, command or shell."""

from io import StringIO
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import changepassword
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from home.accounts import inviting
from home.accounts.models import AddressChange, Invitation
from home.audit_log.models import ApprovalRecord
from home.mail.models import OutboxMail
from tests.approving import member

pytestmark = pytest.mark.usefixtures("roles")
User = get_user_model()


def log():
    return [(row.action, row.door, row.comment) for row in ApprovalRecord.objects.all()]


def told():
    return {mail.to: mail.text for mail in OutboxMail.objects.filter(kind="account_change")}


class TestCommands:
    def test_a_new_superuser(self, chair, monkeypatch):
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "kevätsade-12")
        data = {"username": "hoitaja", "email": "hoitaja@example.org"}
        call_command("createsuperuser", interactive=False, stdout=StringIO(), **data)
        ((action, door, comment),) = log()
        assert (action, door) == ("account", "command")
        assert "Uusi tili. Käyttäjätunnus: hoitaja." in comment
        assert "Pääkäyttäjä: kyllä." in comment
        assert "Palvelimen komento: createsuperuser." in comment
        assert set(told()) == {"hoitaja@example.org", chair.user.email}
        assert "Palvelimen komento: createsuperuser" in told()[chair.user.email]

    def test_a_changed_password(self, chair, writer):
        words = "aivan toinen lause 7"
        with mock.patch.object(changepassword.Command, "_get_pass", return_value=words):
            call_command("changepassword", writer.user.username, stdout=StringIO())
        assert log() == [
            ("account", "command", "Salasana vaihdettu. Palvelimen komento: changepassword.")
        ]
        assert set(told()) == {writer.user.email, chair.user.email}

    def test_what_the_shell_saves(self, chair, writer):
        group = writer.user.groups.get()
        code = (
            "from home.accounts.models import User\n"
            f"user = User.objects.get(pk={writer.user.pk})\n"
            "user.is_superuser = True\n"
            "user.save()\n"
            "user.groups.clear()\n"
        )
        call_command("shell", command=code)
        comments = [comment for _, _, comment in log()]
        assert comments == [
            "Pääkäyttäjä: ei → kyllä. Palvelimen komento: shell.",
            f"Rooli poistettu: {group}. Palvelimen komento: shell.",
        ]
        assert set(told()) == {writer.user.email, chair.user.email}


class TestInvitation:
    def invite(self, client, council, **fields):
        data = {"first_name": "Uuno", "last_name": "Uusinen", "email": "uuno@example.org"}
        data |= {"role": "chair"} | fields
        client.post(reverse("accounts_invite"), data)
        return Invitation.objects.get()

    def act(self, client, act, **data):
        url = reverse("accounts_act_on_invitation", args=[Invitation.objects.get().pk, act])
        return client.post(url, data, follow=True)

    def test_each_step_is_in_the_log(self, keeper, chair, council):
        self.invite(keeper, council)
        self.act(chair, "confirm")
        self.act(keeper, "resend")
        self.act(keeper, "cancel")
        steps = list(ApprovalRecord.objects.values_list("action", "actor_id", "on_behalf_id"))
        keepers, chairs = keeper.user.pk, chair.user.pk
        assert steps == [
            ("requested", keepers, None),
            ("confirmed", chairs, keepers),
            ("requested", keepers, None),
            ("change_cancelled", keepers, None),
        ]
        for row in ApprovalRecord.objects.all():
            assert "Puheenjohtajisto, u…@example.org" in row.comment
            assert "uuno@" not in row.comment

    def test_the_operators_too(self, council):
        call_command("invite", "uuno@example.org", "Uuno", "Uusinen", stdout=StringIO())
        ((action, door, comment),) = log()
        assert (action, door) == ("requested", "command")
        assert comment == "Kutsu: Ylläpito, u…@example.org"

    def test_a_superuser_alone_gives_a_reason(self, as_user, chair, council):
        superuser = as_user("")
        invitation = self.invite(superuser, council)
        assert invitation.needs_confirmation
        page = superuser.get(reverse("accounts_invitations")).text
        assert "Lähetä yksin pääkäyttäjänä" in page
        answer = self.act(superuser, "confirm", reason=" ")
        assert answer.status_code == 422
        assert "Kirjoita perustelu: se jää lokiin ja lähtee viesteihin." in answer.text
        assert Invitation.objects.get().needs_confirmation
        answer = self.act(superuser, "confirm", reason="Puheenjohtaja puuttuu.")
        assert "Kutsu on lähetetty osoitteeseen uuno@example.org" in answer.text
        row = ApprovalRecord.objects.get(action="confirmed")
        assert (row.actor_id, row.reason) == (superuser.user.pk, "Puheenjohtaja puuttuu.")
        assert "Perustelu: Puheenjohtaja puuttuu." in told()[chair.user.email]

    def test_the_reason_is_in_the_log_and_mails_of_the_new_account_too(
        self, as_user, chair, council
    ):
        superuser = as_user("")
        self.invite(superuser, council)
        self.act(superuser, "confirm", reason="Puheenjohtaja puuttuu.")
        OutboxMail.objects.all().delete()
        inviting.accept_invitation(Invitation.objects.get().pk, "aivan toinen lause 7")
        rows = ApprovalRecord.objects.filter(action="account")
        assert rows.exists() and {row.reason for row in rows} == {"Puheenjohtaja puuttuu."}
        assert "Perustelu: Puheenjohtaja puuttuu." in told()[chair.user.email]

    @pytest.mark.parametrize("role", ["administration", "chair"])
    def test_nobody_else_alone(self, as_user, council, role):
        client = as_user(role)
        client.user.groups.add(*member(council, "administration").groups.all())
        invitation = self.invite(client, council)
        assert "Lähetä yksin" not in client.get(reverse("accounts_invitations")).text
        self.act(client, "confirm", reason="Kiire.")
        assert Invitation.objects.get(pk=invitation.pk).needs_confirmation

    def test_confirmed_twice_it_is_sent_once(self, keeper, chair, council):
        invitation = self.invite(keeper, council)
        inviting.confirm_invitation(invitation.pk, chair.user)
        with pytest.raises(inviting.InvitationNotAllowed, match="jo vahvistettu"):
            inviting.confirm_invitation(invitation.pk, chair.user)
        assert OutboxMail.objects.filter(kind="invitation", to="uuno@example.org").count() == 1


class TestOwnActs:
    def test_ending_ones_other_sessions(self, writer):
        writer.post(reverse("usersessions_list"))
        ((action, door, comment),) = log()
        assert (action, door) == ("account", "login")
        assert comment == "Kirjattu ulos kaikilta muilta laitteilta."
        assert set(told()) == {writer.user.email}

    def test_ending_everybodys_sessions(self, keeper):
        keeper.post(reverse("accounts_end_all_sessions"))
        assert [comment for *_, comment in log()] == ["Kirjattu ulos kaikki muut käyttäjät."]

    def test_refusing_an_address(self, writer):
        token = AddressChange(account=writer.user, email="toinen@example.org").renew()
        Client().post(reverse("account_confirm_address", args=[token]), {"answer": "no"})
        ((action, door, comment),) = log()
        assert (action, door) == ("account", "link")
        assert comment.startswith("Uusi sähköpostiosoite hylätty")
        assert set(told()) == {writer.user.email}
