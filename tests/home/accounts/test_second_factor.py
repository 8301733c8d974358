"""The second factor: login, length of the session, and repeated confirmation."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from home.accounts import gates
from home.approval.models import ApprovalSettings
from home.audit_log.models import ApprovalRecord
from home.authentication.sessions import STARTED, USED
from home.roles import get_group
from tests.factories import make_user

PASSWORD = "kevätsade-12"
LOG_IN = "/hallinta/login/"


@pytest.fixture
def person(council, roles):
    """Return an approver with a password."""
    person = make_user(username="anni")
    person.groups.add(get_group("chair"))
    return person


@pytest.fixture
def client(person):
    client = Client()
    client.post(LOG_IN, {"username": "anni", "password": PASSWORD})
    return client


def reauthenticate(client, password=PASSWORD):
    return client.post(reverse("account_reauthenticate"), {"password": password})


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


@pytest.fixture
def with_app(client, person, stored):
    """Set up an authenticator app; return its secret."""
    reauthenticate(client)
    form = client.get(reverse("mfa_activate_totp"))
    secret = form.context["form"].secret
    with stored():
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    return secret


class TestApp:
    def test_the_page_shows_a_picture_and_the_key(self, client):
        reauthenticate(client)
        html = client.get(reverse("mfa_activate_totp")).text
        assert "data:image/svg+xml;base64," in html
        assert "Ota todennussovellus käyttöön" in html

    def test_a_wrong_code_changes_nothing(self, client):
        reauthenticate(client)
        client.get(reverse("mfa_activate_totp"))
        answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
        assert "Koodi on väärä tai vanhentunut." in answer.text
        assert not Authenticator.objects.exists()

    def test_the_password_alone_opens_nothing_then(self, with_app):
        other = Client()
        answer = other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        assert answer["Location"] == reverse("mfa_authenticate")
        assert other.get("/hallinta/").status_code == 302
        answer = other.post(reverse("mfa_authenticate"), {"code": code_of(with_app, 1)})
        assert answer["Location"] == "/hallinta/"
        assert other.get("/hallinta/").status_code == 200

    def test_no_other_way_goes_round_it(self, with_app, person, stored):
        """Neither the password reset nor any of Wagtail's own addresses."""
        with stored():
            Client().post("/hallinta/password_reset/", {"email": person.email})
        link = mail.outbox[-1].body.split("8000")[1].split()[0]
        other = Client()
        action = other.get(link)["Location"]
        new = "uusi hyvä lause 7"
        other.post(action, {"password1": new, "password2": new})
        assert other.get("/hallinta/").status_code == 302
        answer = other.post(LOG_IN, {"username": "anni", "password": new})
        assert answer["Location"] == reverse("mfa_authenticate")

    def test_a_code_works_once(self, with_app):
        code = code_of(with_app, 1)
        answers = []
        for _ in range(2):
            other = Client()
            other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
            answers.append(other.post(reverse("mfa_authenticate"), {"code": code}))
        assert [a.status_code for a in answers] == [302, 200]

    def test_codes_cannot_be_guessed(self, with_app):
        other = Client()
        other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        for n in range(8):
            answer = other.post(reverse("mfa_authenticate"), {"code": f"00000{n}"})
        assert "Yrityksiä on ollut liian monta" in answer.text or answer.status_code == 429

    def test_recovery_codes_are_shown_once_and_open_once(self, with_app, client):
        html = client.get(reverse("mfa_view_recovery_codes")).text
        codes = client.get(reverse("mfa_view_recovery_codes"))
        assert "Koodit on jo näytetty kerran" in codes.text
        (row,) = Authenticator.objects.filter(type="recovery_codes")
        code = row.wrap().get_unused_codes()[0]
        assert code in html
        results = []
        for _ in range(2):
            other = Client()
            other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
            results.append(other.post(reverse("mfa_authenticate"), {"code": code}).status_code)
        assert results == [302, 200]

    @pytest.mark.parametrize("begun", [False, True], ids=["log-in", "confirmation"])
    def test_a_used_recovery_code_is_in_the_audit_log_and_mailed(
        self, with_app, client, person, stored, begun
    ):
        (row,) = Authenticator.objects.filter(type="recovery_codes")
        view = "mfa_reauthenticate" if begun else "mfa_authenticate"
        if not begun:
            client = Client()
            client.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        known = set(ApprovalRecord.objects.values_list("pk", flat=True))
        with stored():
            client.post(reverse(view), {"code": "99999999"})
            client.post(reverse(view), {"code": row.wrap().get_unused_codes()[0]})
        (entry,) = ApprovalRecord.objects.exclude(pk__in=known)
        assert (entry.actor_id, entry.door) == (person.pk, "login")
        assert entry.comment == "Varakoodi käytetty."
        assert mail.outbox[-1].to == [person.email]
        assert "Varakoodi käytetty" in mail.outbox[-1].body

    def test_a_code_of_the_app_is_not_in_the_audit_log(self, with_app):
        count = ApprovalRecord.objects.count()
        other = Client()
        other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        answer = other.post(reverse("mfa_authenticate"), {"code": code_of(with_app, 1)})
        assert answer["Location"] == "/hallinta/"
        assert ApprovalRecord.objects.count() == count

    def test_the_secret_is_not_readable_in_the_database(self, with_app):
        assert with_app not in str([row.data for row in Authenticator.objects.all()])

    def test_each_change_is_told_by_mail(self, with_app, person, client, stored):
        assert "Todennussovellus otettu käyttöön" in mail.outbox[-1].body
        with stored():
            client.post(reverse("mfa_deactivate_totp"))
        assert mail.outbox[-1].to == [person.email]
        assert "Todennussovellus poistettu" in mail.outbox[-1].body

    def test_its_pages_ask_for_the_password_first(self, client):
        for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
            answer = client.get(reverse(name))
            assert answer["Location"].startswith(reverse("account_reauthenticate"))


class TestWhoNeedsOne:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def test_nobody_in_the_days_of_grace_but_the_dashboard_says_so(self, client):
        answer = client.get("/hallinta/")
        assert answer.status_code == 200
        assert "Roolisi tarvitsee kaksivaiheisen kirjautumisen" in answer.text

    def late(self, days=15):
        first = timezone.now() - timezone.timedelta(days=days)
        get_user_model().objects.update(first_login_at=first)

    def test_approvers_after_them(self, client):
        self.late()
        for path in ("/hallinta/", "/hallinta/pages/", "/hallinta/account/"):
            answer = client.get(path, follow=True)
            assert answer.redirect_chain[-1][0] == reverse("mfa_index")
            assert "Roolisi tarvitsee kaksivaiheisen kirjautumisen" in answer.text

    def test_nor_do_forms_go_round_it(self, client, council):
        self.late()
        answer = client.post(reverse("poissaolot:add"), {})
        assert answer["Location"] == reverse("mfa_index")

    def test_with_one_everything_opens_again(self, with_app, client):
        self.late()
        assert client.get("/hallinta/").status_code == 200

    def test_the_ways_out_stay_open(self, client):
        self.late()
        assert client.get(reverse("mfa_index")).status_code == 200
        assert client.get(reverse("account_reauthenticate")).status_code == 200
        assert client.post("/hallinta/logout/").status_code == 302

    @pytest.mark.parametrize(
        ("role", "needs"),
        [("administration", True), ("communications", False), ("secretariat", False)],
    )
    def test_by_role(self, as_user, role, needs):
        other = as_user(role)
        self.late()
        assert other.get("/hallinta/").status_code == (302 if needs else 200)

    def test_the_deputy_too(self, as_user, council):
        other = as_user("communications")
        ApprovalSettings.objects.create(deputy=other.user)
        self.late()
        assert other.get("/hallinta/").status_code == 302

    def test_a_lost_telephone(self, with_app, person, stored):
        with stored():
            call_command("reset_second_factor", "ANNI")
        assert not Authenticator.objects.exists()
        assert "Kaksivaiheinen kirjautuminen poistettu" in mail.outbox[-1].body
        other = Client()
        other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        assert other.get("/hallinta/").status_code == 200
        with pytest.raises(CommandError):
            call_command("reset_second_factor", "anni")
        with pytest.raises(CommandError):
            call_command("reset_second_factor", "ei-ketaan")


class TestSessions:
    def test_unused_for_hours_it_ends(self, client, settings):
        self.age(USED, settings.SESSION_COOKIE_AGE + 60)
        assert client.get("/hallinta/").status_code == 302

    def test_used_it_goes_on(self, client, settings):
        self.age(USED, settings.SESSION_COOKIE_AGE - 600)
        assert client.get("/hallinta/").status_code == 200
        (session,) = Session.objects.all()
        assert time.time() - session.get_decoded()[USED] < 60

    def test_however_much_used_it_ends_in_two_weeks(self, client, settings):
        self.age(STARTED, settings.SESSION_LONGEST_AGE + 60)
        assert client.get("/hallinta/").status_code == 302

    def test_an_open_window_alone_is_no_use(self, client):
        client.get("/hallinta/")
        self.age(USED, 3600)
        client.post("/hallinta/editing-sessions/ping/home/homepage/1/1/")
        (session,) = Session.objects.all()
        assert time.time() - session.get_decoded()[USED] > 3000

    def age(self, name, seconds):
        for session in Session.objects.all():
            data = session.get_decoded() | {name: time.time() - seconds}
            Session.objects.save(session.session_key, data, session.expire_date)

    def test_the_list_of_ones_own(self, client):
        other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
        other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        html = client.get(reverse("usersessions_list")).text
        assert "Firefox, Windows" in html
        assert "tämä laite" in html
        client.post(reverse("usersessions_list"))
        assert other.get("/hallinta/").status_code == 302
        assert client.get("/hallinta/").status_code == 200

    def test_a_new_password_ends_the_others(self, client, stored):
        other = Client()
        other.post(LOG_IN, {"username": "anni", "password": PASSWORD})
        new = "uusi hyvä lause 7"
        data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        with stored():
            answer = client.post(reverse("account_change_password"), data)
        assert answer.status_code == 302
        assert other.get("/hallinta/").status_code == 302
        assert client.get("/hallinta/").status_code == 200
        assert "Salasana vaihdettu" in mail.outbox[-1].body

    def test_a_wrong_old_password_changes_nothing(self, client):
        data = {"oldpassword": "väärin", "password1": "uusi hyvä lause 7"}
        data["password2"] = data["password1"]
        answer = client.post(reverse("account_change_password"), data)
        assert "Nykyinen salasana on väärä." in answer.text

    def test_the_administration_ends_those_of_one(self, client, person, as_user, stored):
        keeper = as_user("administration")
        path = reverse("accounts_end_sessions", args=[person.pk])
        assert "kirjataan ulos kaikilta laitteilta" in keeper.get(path).text
        assert client.get("/hallinta/").status_code == 200  # reading did nothing
        with stored():
            keeper.post(path)
        assert client.get("/hallinta/").status_code == 302
        assert keeper.get("/hallinta/").status_code == 200
        assert any("Kirjattu ulos kaikilta laitteilta" in m.body for m in mail.outbox)

    def test_and_those_of_all(self, client, as_user):
        keeper = as_user("administration")
        keeper.post(reverse("accounts_end_all_sessions"))
        assert client.get("/hallinta/").status_code == 302
        assert keeper.get("/hallinta/").status_code == 200
        assert not UserSession.objects.exclude(user=keeper.user).exists()

    def test_others_cannot(self, client, as_user):
        writer = as_user("communications")
        for path in (
            reverse("accounts_end_all_sessions"),
            reverse("accounts_close", args=[client.get("/hallinta/").wsgi_request.user.pk]),
        ):
            assert writer.post(path).status_code in (302, 403)
        assert client.get("/hallinta/").status_code == 200


class TestLeaving:
    def test_one_act_closes_the_account(self, as_user, stored):
        leaving = as_user("secretariat")
        keeper = as_user("administration")
        assert "Sulje tili" in keeper.get("/hallinta/users/").text
        with stored():
            answer = keeper.post(reverse("accounts_close", args=[leaving.user.pk]), follow=True)
        assert "tili on suljettu" in answer.text
        leaving.user.refresh_from_db()
        assert not leaving.user.is_active
        assert leaving.get("/hallinta/").status_code == 302
        assert [leaving.user.email] in [m.to for m in mail.outbox]

    def test_not_an_approver_s_by_one_alone(self, as_user, person):
        path = reverse("accounts_close", args=[person.pk])
        answer = as_user("administration").post(path, follow=True)
        assert "Muutos odottaa toisen vahvistusta" in answer.text
        person.refresh_from_db()
        assert person.is_active


class TestAskedAgain:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.REAUTHENTICATION_REQUIRED = True

    def test_before_a_dangerous_page(self, client):
        answer = client.get(reverse("account_details"))
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
        assert "Salasana on väärä." in reauthenticate(client, "väärin").text
        assert client.get(reverse("account_details")).status_code == 302
        reauthenticate(client)
        assert client.get(reverse("account_details")).status_code == 200

    def test_it_lasts_a_quarter_of_an_hour(self, client, settings):
        reauthenticate(client)
        settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
        assert client.get(reverse("account_details")).status_code == 302

    def test_what_was_typed_waits_for_the_password(self, client, person):
        data = {"first_name": "Ari", "last_name": "<Uusi>Nimi", "email": person.email}
        answer = client.post(reverse("account_details"), data)
        assert answer.status_code == 403
        assert 'value="&lt;Uusi&gt;Nimi"' in answer.text
        person.refresh_from_db()
        assert person.first_name != "Ari"
        data |= {"last_name": "Uusinimi"}
        answer = client.post(reverse("account_details"), data | {gates.ASKED_AGAIN: "väärin"})
        assert "Salasana on väärä." in answer.text
        client.post(reverse("account_details"), data | {gates.ASKED_AGAIN: PASSWORD})
        person.refresh_from_db()
        assert person.get_full_name() == "Ari Uusinimi"

    def test_only_somebody_with_a_passkey_is_offered_it(self, client):
        assert "avaimella" not in client.post(reverse("account_details"), {}).text

    @pytest.mark.parametrize("answer", ["", "x", "{}", '{"id": "a", "response": {}}', "[1]"])
    def test_what_no_passkey_says_opens_nothing(self, client, person, answer):
        data = {"first_name": "Ari", "last_name": "Uusinimi", "email": person.email}
        answer = client.post(reverse("account_details"), data | {gates.PASSKEY: answer})
        assert answer.status_code == 403
        assert "Avain ei kelvannut." in answer.text
        assert 'value="Uusinimi"' in answer.text
        person.refresh_from_db()
        assert person.first_name != "Ari"

    @pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_reauthenticate_webauthn"])
    @pytest.mark.parametrize("answer", ["", "{}", '{"id": "a", "response": {}}', "[1]", "null"])
    def test_nor_at_the_other_addresses(self, client, name, answer):
        sender = Client() if name == "mfa_login_webauthn" else client
        answer = sender.post(reverse(name), {"credential": answer})
        assert answer.status_code in (200, 302)
        assert Client().get("/hallinta/").status_code == 302

    def test_the_password_cannot_be_guessed_here(self, client, person):
        data = {"first_name": "Ari", gates.ASKED_AGAIN: "väärin"}
        statuses = [client.post(reverse("account_details"), data).status_code for _ in range(12)]
        assert statuses == [403] * 10 + [429] * 2

    def test_other_pages_ask_nothing(self, client):
        assert client.get("/hallinta/account/").status_code == 200

    def test_every_dangerous_act_exists(self):
        """A name that is misspelt, or that Wagtail renames, would protect nothing."""
        known = set(names_of(get_resolver()))
        plain = {name for name in gates.DANGEROUS if not name.startswith("wagtail_bulk_action")}
        assert plain <= known

    @pytest.mark.parametrize("name", ["account_details", "accounts_invite"])
    def test_a_stranger_is_led_to_the_log_in(self, council, name):
        assert Client().get(reverse(name))["Location"].startswith(LOG_IN)


def names_of(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of(pattern, inner)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"
