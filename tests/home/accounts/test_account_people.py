"""Accounts and their owners: invitations, names, addresses, passwords."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.accounts import inviting
from home.accounts.models import AddressChange, Invitation
from home.accounts.names import validate_display_name
from home.roles import ROLES, get_group
from tests.factories import make_user

PASSWORD = "uusi hyvä lause 7"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/hallinta/(?:kutsu|tili/osoite)/\S+/)")


def newest_link():
    return LINK.search(mail.outbox[-1].body)[1]


@pytest.fixture
def invite(as_user, council, stored):
    """Invite somebody by the form of the admin; return the response."""

    def send(client=None, confirm=True, **fields):
        data = {
            "first_name": "Anni",
            "last_name": "Virtanen",
            "email": "anni@example.org",
            "role": "communications",
        }
        client = client or as_user("administration")
        with stored():
            answer = client.post(reverse("accounts_invite"), data | fields, follow=True)
            for invitation in Invitation.objects.filter(needs_confirmation=True) if confirm else ():
                inviting.confirm_invitation(invitation.pk, as_user("chair").user)
        return answer

    return send


class TestInvitation:
    def test_from_the_form_to_the_first_log_in(self, invite, council):
        answer = invite()
        assert "Kutsu odottaa vahvistusta. anni@example.org saa sen" in answer.text
        assert mail.outbox[-1].to == ["anni@example.org"]
        assert "Roolisi on Viestintä." in mail.outbox[-1].body
        link = newest_link()
        assert "anni.virtanen" in Client().get(link).text
        answer = Client().post(link, {"password1": PASSWORD, "password2": PASSWORD})
        assert "Tilisi on valmis" in answer.text
        account = get_user_model().objects.get(username="anni.virtanen")
        assert list(account.groups.all()) == [get_group("communications")]
        assert not account.is_superuser
        client = Client()
        client.post("/hallinta/login/", {"username": "anni@example.org", "password": PASSWORD})
        assert client.get("/hallinta/").status_code == 200

    def test_each_role_is_explained(self, as_user):
        html = as_user("administration").get(reverse("accounts_invite")).text
        for role in ROLES:
            assert role.name in html
            assert f"{role.name}: {role.about}" in html

    def test_adding_a_user_leads_there(self, as_user):
        client = as_user("administration")
        html = client.get(reverse("wagtailusers_users:add")).text
        assert f'action="{reverse("accounts_invite")}"' in html
        assert "Kutsu käyttäjä" in client.get("/hallinta/users/").text

    @pytest.mark.parametrize("role", ["communications", "secretariat", "chair"])
    def test_only_the_administration_invites(self, invite, as_user, role):
        assert invite(as_user(role)).status_code in (302, 403) or not Invitation.objects.exists()
        assert not Invitation.objects.exists()

    def test_the_secret_is_in_the_mail_alone(self, invite):
        invite()
        token = newest_link().split("/")[-2]
        assert token not in str([vars(row) for row in Invitation.objects.all()])

    def test_it_opens_once(self, invite):
        invite()
        link = newest_link()
        Client().post(link, {"password1": PASSWORD, "password2": PASSWORD})
        for answer in (Client().get(link), Client().post(link, {"password1": PASSWORD})):
            assert answer.status_code == 410
            assert "Linkki ei ole enää voimassa" in answer.text
        assert get_user_model().objects.filter(email="anni@example.org").count() == 1

    def test_it_ends_after_a_week(self, invite):
        invite()
        invitation = Invitation.objects.get()
        assert invitation.expires_at - invitation.created_at == timedelta(days=7)
        Invitation.objects.update(expires_at=timezone.now())
        assert Client().get(newest_link()).status_code == 410

    def test_sent_again_the_old_link_ends(self, invite, as_user, stored):
        invite()
        old, pk = newest_link(), Invitation.objects.get().pk
        with stored():
            as_user("administration").post(
                reverse("accounts_act_on_invitation", args=[pk, "resend"])
            )
        assert newest_link() != old
        assert Client().get(old).status_code == 410
        assert Client().get(newest_link()).status_code == 200

    def test_cancelled_it_opens_nothing(self, invite, as_user):
        invite()
        pk = Invitation.objects.get().pk
        as_user("administration").post(reverse("accounts_act_on_invitation", args=[pk, "cancel"]))
        assert Client().get(newest_link()).status_code == 410
        assert "Avoimia kutsuja ei ole" in (
            as_user("administration").get(reverse("accounts_invitations")).text
        )

    @pytest.mark.parametrize("act", ["resend", "cancel", "confirm"])
    def test_reading_does_nothing(self, invite, as_user, act):
        invite()
        pk = Invitation.objects.get().pk
        path = reverse("accounts_act_on_invitation", args=[pk, act])
        assert as_user("administration").get(path).status_code == 405

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"role": ""}, "Valitse rooli."),
            ({"role": "superuser"}, "superuser"),
            ({"first_name": ""}, "Täytä tämä kohta."),
            ({"email": "ei osoite"}, "sähköpostiosoite"),
            ({"first_name": "Puheenjohtaja"}, "Tehtävänimike ei voi olla nimessä."),
        ],
    )
    def test_what_is_missing_is_told_and_what_was_typed_stays(self, invite, fields, words):
        answer = invite(**fields)
        assert answer.status_code == 422
        assert words in answer.text
        assert "Virtanen" in answer.text
        assert not Invitation.objects.exists()
        assert not mail.outbox

    def test_an_address_in_use_gets_none(self, invite):
        make_user(email="ANNI@example.org")
        assert "Toisella tilillä on jo tämä sähköpostiosoite." in invite().text
        assert not mail.outbox

    def test_nor_one_that_waits(self, invite):
        invite()
        answer = invite(first_name="Toinen", email="ANNI@example.org")
        assert "Tähän osoitteeseen on jo lähetetty kutsu." in answer.text

    def test_a_bad_password_says_why_and_makes_no_account(self, invite):
        invite()
        answer = Client().post(newest_link(), {"password1": "lyhyt", "password2": "lyhyt"})
        assert answer.status_code == 422
        assert "12" in answer.text
        assert not get_user_model().objects.filter(email="anni@example.org").exists()

    def test_names_for_logging_in_are_free_ones(self, council):
        make_user(username="Anni.Virtanen")
        assert inviting.find_free_username("Anni", "Virtanen") == "anni.virtanen2"
        assert inviting.find_free_username("Ään-Öistä", "von Å") == "aanoista.vona"


class TestSecondPerson:
    """Nobody alone creates an account with a role."""

    @pytest.fixture
    def waiting(self, invite, as_user):
        self.chair = as_user("chair")
        self.keeper = as_user("administration")
        answer = invite(self.keeper, confirm=False, role="chair")
        assert "Kutsu odottaa vahvistusta." in answer.text
        return Invitation.objects.get()

    def confirm(self, client, invitation):
        path = reverse("accounts_act_on_invitation", args=[invitation.pk, "confirm"])
        return client.post(path, follow=True)

    def test_the_invited_gets_nothing_yet_and_the_chair_is_asked(self, waiting):
        assert [m.to for m in mail.outbox] == [[self.chair.user.email]]
        assert "anni@example.org" in mail.outbox[0].body

    @pytest.mark.parametrize("act", ["confirm", "resend"])
    def test_the_inviter_cannot_confirm(self, waiting, stored, act):
        path = reverse("accounts_act_on_invitation", args=[waiting.pk, act])
        with stored():
            self.keeper.post(path)
        waiting.refresh_from_db()
        assert waiting.needs_confirmation
        assert len(mail.outbox) == 1

    def test_nor_one_without_the_right(self, waiting, as_user):
        self.confirm(as_user("secretariat"), waiting)
        waiting.refresh_from_db()
        assert waiting.needs_confirmation

    @pytest.mark.parametrize("role", ["communications", "secretariat", "administration"])
    def test_whatever_the_role(self, invite, as_user, role):
        invite(as_user("administration"), confirm=False, role=role)
        assert Invitation.objects.get().needs_confirmation

    def test_nor_does_a_superuser_alone(self, invite, as_user):
        invite(as_user(""), confirm=False)
        assert Invitation.objects.get().needs_confirmation

    def test_the_chair_confirms(self, waiting, stored, council):
        with stored():
            self.confirm(self.chair, waiting)
        assert mail.outbox[-1].to == ["anni@example.org"]
        Client().post(newest_link(), {"password1": PASSWORD, "password2": PASSWORD})
        account = get_user_model().objects.get(email="anni@example.org")
        assert list(account.groups.all()) == [get_group("chair")]

    def test_the_inviter_can_still_cancel(self, waiting):
        path = reverse("accounts_act_on_invitation", args=[waiting.pk, "cancel"])
        self.keeper.post(path)
        waiting.refresh_from_db()
        assert waiting.ended_at


class TestCommands:
    def test_the_operator_invites_the_first_people(self, council):
        out = StringIO()
        call_command("invite", "anni@example.org", "Anni", "Virtanen", print_link=True, stdout=out)
        path = out.getvalue().split("8000")[1].strip()
        assert "Roolisi on Ylläpito" in Client().get(path).text

    def test_the_first_approver_too(self, council, stored):
        with stored():
            call_command(
                "invite", "a@example.org", "Anni", "Virtanen", role="chair", stdout=StringIO()
            )
        assert mail.outbox[-1].to == ["a@example.org"]

    @pytest.mark.parametrize("address", ["ei", "a@b", ""])
    def test_what_is_no_address_is_refused(self, council, address):
        with pytest.raises(CommandError):
            call_command("invite", address, "Anni", "Virtanen", stdout=StringIO())


class TestDetails:
    PATH = "/hallinta/tili/tiedot/"

    def change(self, client, stored, **fields):
        account = get_user_model().objects.get(pk=client.user.pk)
        data = {name: getattr(account, name) for name in ("first_name", "last_name", "email")}
        with stored():
            return client.post(self.PATH, data | fields, follow=True)

    def test_a_name_changes_at_once_and_is_told(self, as_user, stored):
        client = as_user("communications")
        answer = self.change(client, stored, first_name="Ari", last_name="Uusinimi")
        assert "Nimesi on nyt Ari Uusinimi." in answer.text
        assert [client.user.email] in [m.to for m in mail.outbox]

    def test_an_address_only_when_it_is_confirmed(self, as_user, stored):
        client = as_user("communications")
        old = client.user.email
        answer = self.change(client, stored, email="Uusi@example.org")
        assert "Lähetimme linkin osoitteeseen Uusi@example.org." in answer.text
        assert {m.to[0] for m in mail.outbox} == {old, "Uusi@example.org"}
        client.user.refresh_from_db()
        assert client.user.email == old
        (message,) = [m for m in mail.outbox if m.to == ["Uusi@example.org"]]
        link = LINK.search(message.body)[1]
        mail.outbox.clear()
        assert Client().get(link).status_code == 200
        assert Client().post(link).status_code == 422  # a submit without a choice
        client.user.refresh_from_db()
        assert client.user.email == old
        with stored():
            answer = Client().post(link, {"answer": "yes"})
        assert "Osoite on vaihdettu" in answer.text
        client.user.refresh_from_db()
        assert client.user.email == "Uusi@example.org"
        assert {m.to[0] for m in mail.outbox} == {old, "Uusi@example.org"}
        assert Client().get(link).status_code == 410
        assert client.get("/hallinta/").status_code == 302  # sessions ended

    def test_it_can_be_refused(self, as_user, stored):
        client = as_user("communications")
        self.change(client, stored, email="uusi@example.org")
        link = next(LINK.search(m.body)[1] for m in mail.outbox if LINK.search(m.body))
        assert "Osoitetta ei otettu käyttöön" in Client().post(link, {"answer": "no"}).text
        assert Client().post(link, {"answer": "yes"}).status_code == 410

    def test_a_new_question_ends_the_one_before(self, as_user, stored):
        client = as_user("communications")
        self.change(client, stored, email="yksi@example.org")
        self.change(client, stored, email="kaksi@example.org")
        open_ones = AddressChange.objects.open().values_list("email", flat=True)
        assert list(open_ones) == ["kaksi@example.org"]

    def test_the_address_of_another_is_refused(self, as_user, stored):
        make_user(email="Toinen@example.org")
        answer = self.change(as_user("communications"), stored, email="toinen@EXAMPLE.org")
        assert answer.status_code == 422
        assert "Toisella tilillä on jo tämä sähköpostiosoite." in answer.text

    def test_one_that_was_taken_meanwhile_too(self, as_user, stored):
        client = as_user("communications")
        self.change(client, stored, email="uusi@example.org")
        link = next(LINK.search(m.body)[1] for m in mail.outbox if LINK.search(m.body))
        make_user(email="UUSI@example.org")
        assert Client().post(link, {"answer": "yes"}).status_code == 409

    def test_nobody_becomes_somebody_else(self, as_user, stored):
        make_user(first_name="Pertti", last_name="Puhenuija")
        client = as_user("communications")
        for last_name in ("Puhenuija", "PUHENUIJA", "Puhenuíja", "Puhenulja"):
            answer = self.change(client, stored, first_name="Pertti", last_name=last_name)
            assert answer.status_code == 422, last_name
        client.user.refresh_from_db()
        assert client.user.first_name != "Pertti"


class TestNames:
    @pytest.fixture(autouse=True)
    def chair(self, db):
        make_user(first_name="Pertti", last_name="Puhenuija")

    @pytest.mark.parametrize(
        "name",
        [
            ("Pertti", "Puhenuija"),
            ("pertti", " puhenuija "),
            ("Pertti-Puhen", "uija"),
            ("Реrtti", "Puhenuija"),  # Cyrillic Р and е
            ("Pertti", "Puhenuijа"),  # Cyrillic а
            ("Pertti", "Puhenujja"),
            ("Pertti", "Puhenuija1"),
            ("Puheenjohtaja", "Koe"),
            ("Koe", "PUHEENJOHTAJA"),
            ("Pää-käyttäjä", "Ylläpito"),
            ("Sihteeri", "Siiri"),
            ("Pertti\u200b", "Puhenuija"),
        ],
    )
    def test_refused(self, name):
        with pytest.raises(ValidationError):
            validate_display_name(*name)

    @pytest.mark.parametrize(
        "name",
        [
            ("Pertti", "Puhe"),
            ("Siiri", "Sihteerinen"),
            ("Áigi", "Ŋállá"),
            ("Anna-Liisa", "O'Brien"),
            ("Jörn", "af Åkerström"),
            ("José", "Łukasz"),
        ],
    )
    def test_taken(self, name):
        assert validate_display_name(*name) is None


class TestOneEach:
    @pytest.mark.parametrize(
        "fields", [{"email": "KAYTTAJA@example.org"}, {"username": "KAYTTAJA"}]
    )
    def test_the_database_holds_it(self, db, fields):
        make_user(username="kayttaja", email="kayttaja@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_user(**fields)

    def test_accounts_without_an_address_are_many(self, db):
        accounts = {make_user(email=""), make_user(email="")}
        assert set(get_user_model().objects.filter(email="")) == accounts

    def test_an_administrator_is_told(self, as_user, council):
        make_user(email="toinen@example.org")
        other = make_user()
        data = {
            "username": other.username,
            "email": "TOINEN@example.org",
            "first_name": "Kokeilija",
            "last_name": "Neljäs",
            "is_active": "on",
        }
        path = reverse("wagtailusers_users:edit", args=[other.pk])
        answer = as_user("administration").post(path, data)
        assert "Toisella tilillä on jo tämä sähköpostiosoite." in answer.text

    def test_nobody_sets_the_password_of_another(self, as_user):
        other = make_user()
        html = as_user("").get(reverse("wagtailusers_users:edit", args=[other.pk])).text
        assert 'type="password"' not in html


BAD = [
    "salasana123456",
    "Salasana1234!",
    "kymenlaakso2026",
    "Kymenlaakso!2026",
    "neuvottelukunta",
    "neuvottelukunta1",
    "Kesa2026Kesa2026",
    "Kesä2026!!!!",
    "talvi-2027-talvi",
    "qwertyuiopå1",
    "qwerty123456",
    "1234567890123",
    "aaaaaaaaaaaaa",
    "abcabcabcabc",
    "Tammikuu2026!",
    "puheenjohtaja1",
    "Puheenjohtaja2026",
    "sihteeristo12",
    "yllapito-yllapito",
    "password1234",
    "Passw0rd1234",
    "iloveyou12345",
    "letmein123456",
    "S4l4s4n4!2026",
    "perkele12345",
    "Jalkapallo2026",
    "leijona-leijona",
    "kouvola2026kouvola",
    "hamina-kotka-1",
    "asdfghjklöä1",
    "poiuytrewq123",
    "maanantai12345",
    "Syksy2026Syksy",
    "mallimaa12345",
    "mallimaanjarjestot",
]
GOOD = [
    "kevätsade-12",
    "uusi hyvä lause 7",
    "puuro vihreä laituri",
    "kolme hämärää kuhaa",
    "xK9#vTq2!bLm",
    "vihersipulikeitto",
    "correct horse battery staple",
]


class TestPasswords:
    @pytest.mark.parametrize("password", BAD)
    def test_refused(self, council, password):
        with pytest.raises(ValidationError):
            validate_password(password)

    @pytest.mark.parametrize("password", GOOD)
    def test_taken(self, council, password):
        assert validate_password(password) is None

    def test_twelve_characters_at_least_and_no_other_rule(self, council):
        with pytest.raises(ValidationError, match="12"):
            validate_password("puurovihrea")
        validate_password("puurovihreää")

    def test_the_council_s_own_words_are_read_from_the_council(self, council):
        council.region, council.title = "Kainuu", "Ölkkäri"
        council.save()
        with pytest.raises(ValidationError):
            validate_password("ölkkäri12345")
