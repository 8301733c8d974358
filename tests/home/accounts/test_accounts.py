"""Login: accepted names, rate limits, and the targets of Wagtail's own addresses."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve, reverse
from wagtail.admin import urls as wagtails

from home.roles import get_group
from tests.factories import make_user

LOG_IN, RESET = "/hallinta/login/", "/hallinta/password_reset/"
PASSWORD, NEW = "kevätsade-12", "uusi hyvä lause 7"
RESET_LINK = re.compile(r"http://127\.0\.0\.1:8000(/hallinta/uusi-salasana/\S+/)")


@pytest.fixture
def person(roles, council):
    person = make_user(username="Anni.Virtanen", email="Anni@Example.org")
    person.groups.add(get_group("chair"))
    return person


def all_patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern.url_patterns)
        else:
            yield pattern


def log_in(name, password=PASSWORD, client=None, **extra):
    return (client or Client()).post(LOG_IN, {"username": name, "password": password}, **extra)


class TestByName:
    @pytest.mark.parametrize(
        "typed",
        [
            "Anni.Virtanen",
            "anni.virtanen",
            " ANNI.VIRTANEN ",
            "Anni@Example.org",
            "anni@example.org",
            "\tanni@EXAMPLE.ORG ",
        ],
    )
    def test_capitals_addresses_and_spaces_are_taken(self, person, typed):
        answer = log_in(typed)
        assert answer.status_code == 302
        assert answer["Location"] == "/hallinta/"

    @pytest.mark.parametrize(
        "typed", ["anni", "virtanen", "anni@", "x", "anni.virtanen@example.org"]
    )
    def test_nothing_else_is(self, person, typed):
        answer = log_in(typed)
        assert answer.status_code == 200
        assert "Käyttäjätunnus ja salasana eivät täsmää. Tarkista molemmat." in answer.text
        assert 'value="' + typed in answer.text  # what was typed is kept

    def test_the_same_letters_of_another_keyboard_are_the_same_password(self, person):
        assert log_in("anni.virtanen", "keva\u0308tsade-12").status_code == 302

    def test_an_empty_form_says_what_to_fill_in(self, council):
        answer = log_in("", "")
        assert "Kirjoita käyttäjätunnuksesi tai sähköpostiosoitteesi." in answer.text
        assert "Kirjoita salasanasi." in answer.text

    def test_a_closed_account_is_told_like_a_wrong_password(self, person):
        get_user_model().objects.update(is_active=False)
        assert "eivät täsmää" in log_in("anni.virtanen").text

    def test_who_has_no_role_is_told_so(self, council):
        client = Client()
        make_user(username="uusi")
        answer = client.post(LOG_IN, {"username": "uusi", "password": PASSWORD}, follow=True)
        assert answer.status_code == 403
        assert "Tilillä ei ole roolia" in answer.text
        assert client.post("/hallinta/logout/").status_code == 302

    def test_the_way_goes_on_where_it_was_interrupted(self, person):
        answer = Client().get("/hallinta/reports/site-history/")
        assert answer["Location"].startswith(LOG_IN)
        data = {"username": "anni.virtanen", "password": PASSWORD, "next": "/hallinta/account/"}
        assert Client().post(LOG_IN, data)["Location"] == "/hallinta/account/"
        data["next"] = "https://example.com/"
        assert Client().post(LOG_IN, data)["Location"] == "/hallinta/"

    @pytest.mark.parametrize("name", ["sihteeri", "Sihteeri", "SIHTEERI@example.org"])
    def test_the_passwords_of_the_demo_open_nothing_outside_it(self, council, settings, name):
        user = make_user(username="sihteeri", email="sihteeri@example.org", is_superuser=True)
        user.set_password("sihteeri-demo")
        user.save()
        assert log_in(name, "sihteeri-demo").status_code == 302
        settings.DEMO = False
        assert log_in(name, "sihteeri-demo").status_code == 200

    def test_reading_the_way_out_logs_nobody_out(self, person):
        client = Client()
        log_in("anni.virtanen", client=client)
        assert "Kirjaudu ulos?" in client.get("/hallinta/logout/").text
        assert client.get("/hallinta/").status_code == 200
        assert client.post("/hallinta/logout/").status_code == 302
        assert client.get("/hallinta/").status_code == 302

    def test_there_is_no_sign_up(self, council):
        for path in ("signup/", "login/code/", "tili/email/"):
            assert Client().get(f"/hallinta/{path}").status_code in (302, 404)
        names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
        assert not {name for name in names if "signup" in name or "socialaccount" in name}


class TestLimits:
    def test_one_name_from_many_addresses_is_slowed_down(self, person):
        statuses = [
            log_in("anni.virtanen", "väärin", REMOTE_ADDR=f"192.0.2.{n}").status_code
            for n in range(30)
        ]
        assert statuses == [200] * 5 + [429] * 25

    def test_many_names_from_one_address_are_slowed_down(self, council):
        statuses = [log_in(f"nimi{n}", "väärin").status_code for n in range(12)]
        assert statuses == [200] * 10 + [429] * 2

    def test_name_and_address_of_one_account_are_counted_together(self, person):
        names = [
            "anni.virtanen",
            "anni@example.org",
            "ANNI.VIRTANEN",
            " Anni@example.org",
            "Anni.Virtanen",
        ]
        for n, name in enumerate(names):
            assert log_in(name, "väärin", REMOTE_ADDR=f"192.0.2.{n}").status_code == 200
        assert log_in("anni@EXAMPLE.org", REMOTE_ADDR="192.0.2.99").status_code == 429

    def test_what_is_said_to_one_who_must_wait(self, person):
        for _ in range(6):
            answer = log_in("anni.virtanen", "väärin")
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) == 300
        assert "Odota viisi minuuttia" in answer.text

    def test_the_chair_is_not_kept_out_by_somebody_who_guesses(self, person):
        """On a device on which she has logged in before, her attempts are counted separately."""
        own = Client(REMOTE_ADDR="192.0.2.200")
        assert log_in("anni.virtanen", client=own).status_code == 302
        own.post("/hallinta/logout/")
        for n in range(20):
            log_in("anni.virtanen", "väärin", REMOTE_ADDR=f"192.0.2.{n}")
        assert log_in("anni.virtanen", REMOTE_ADDR="192.0.2.201").status_code == 429
        assert log_in("anni.virtanen", client=own).status_code == 302

    def test_the_device_of_one_is_no_help_against_another(self, person):
        make_user(username="toinen", is_superuser=True)
        own = Client(REMOTE_ADDR="192.0.2.200")
        log_in("toinen", client=own)
        own.post("/hallinta/logout/")
        for n in range(5):
            log_in("anni.virtanen", "väärin", REMOTE_ADDR=f"192.0.2.{n}")
        assert log_in("anni.virtanen", client=own).status_code == 429

    def test_a_device_guesses_no_more_than_others(self, person):
        own = Client()
        log_in("anni.virtanen", client=own)
        own.post("/hallinta/logout/")
        statuses = [log_in("anni.virtanen", "väärin", client=own).status_code for _ in range(6)]
        assert statuses == [200] * 5 + [429]

    def test_a_right_password_counts_as_no_attempt(self, person):
        for _ in range(3):
            for _ in range(4):
                assert log_in("anni.virtanen", "väärin", REMOTE_ADDR="192.0.2.1").status_code == 200
            break
        assert log_in("anni.virtanen", REMOTE_ADDR="192.0.2.2").status_code == 302
        assert log_in("anni.virtanen", "väärin", REMOTE_ADDR="192.0.2.3").status_code == 200
        assert log_in("anni.virtanen", REMOTE_ADDR="192.0.2.4").status_code == 429

    def test_the_names_that_were_typed_are_kept_nowhere(self, person):
        """A password typed into the username field must not be stored in any table."""
        log_in("SALASANAMERKKI123", "väärin")
        for model in get_user_model()._meta.apps.get_models():
            for row in model._default_manager.all()[:200]:
                assert "salasanamerkki123" not in str(vars(row)).casefold()


class TestReset:
    def ask(self, email, stored, **extra):
        with stored():
            return Client().post(RESET, {"email": email}, **extra)

    def link(self):
        return RESET_LINK.search(mail.outbox[-1].body)[1]

    def choose(self, link, password=NEW):
        client = Client()
        form = client.get(link, follow=True)
        action = form.redirect_chain[-1][0] if form.redirect_chain else link
        return client, client.post(
            action, {"password1": password, "password2": password}, follow=True
        )

    def test_from_the_question_to_the_new_password(self, person, stored):
        answer = self.ask("ANNI@example.org", stored)
        assert answer.status_code == 302
        assert "Katso sähköpostisi" in Client().get(answer["Location"]).text
        assert mail.outbox[-1].to == [person.email]
        assert "Anni.Virtanen" in mail.outbox[-1].body
        _, done = self.choose(self.link())
        assert "Salasana on vaihdettu" in done.text
        assert log_in("anni.virtanen", "uusi hyvä lause 7").status_code == 302
        assert log_in("anni.virtanen").status_code == 200

    def test_the_link_opens_once_and_then_says_so(self, person, stored):
        self.ask(person.email, stored)
        link = self.link()
        self.choose(link)
        assert "Linkki ei ole enää voimassa" in Client().get(link).text

    def test_it_ends_other_sessions_and_is_told(self, person, stored):
        other = Client()
        log_in("anni.virtanen", client=other)
        self.ask(person.email, stored)
        link = self.link()
        mail.outbox.clear()
        with stored():
            self.choose(link)
        assert other.get("/hallinta/").status_code == 302
        assert [m.to for m in mail.outbox] == [[person.email]]
        assert "Salasana vaihdettu" in mail.outbox[0].body

    def test_it_lets_in_whoever_was_slowed_down(self, person, stored):
        for _ in range(6):
            log_in("anni.virtanen", "väärin", REMOTE_ADDR="192.0.2.1")
        self.ask(person.email, stored)
        self.choose(self.link())
        assert (
            log_in("anni.virtanen", "uusi hyvä lause 7", REMOTE_ADDR="192.0.2.2").status_code == 302
        )

    def test_an_unknown_address_is_answered_alike(self, person, stored):
        answers = [self.ask(email, stored) for email in ("anni@example.org", "ei@example.org")]
        assert len({(a.status_code, a["Location"]) for a in answers}) == 1
        assert len(mail.outbox) == 1

    def test_an_unknown_address_costs_the_same_work(self, person):
        with CaptureQueriesContext(connection) as known:
            Client().post(RESET, {"email": "anni@example.org"})
        with CaptureQueriesContext(connection) as unknown:
            Client().post(RESET, {"email": "ei@example.org"})
        written = [
            [q["sql"].split()[0] for q in queries if "INSERT" in q["sql"]]
            for queries in (known, unknown)
        ]
        assert written[0] == written[1] == ["INSERT"]

    def test_a_closed_account_gets_none(self, person, stored):
        get_user_model().objects.update(is_active=False)
        self.ask(person.email, stored)
        assert not mail.outbox

    def test_it_leads_to_the_site_whatever_host_was_asked(self, person, stored):
        self.ask(person.email, stored, headers={"host": "evil.example"})
        assert "evil.example" not in mail.outbox[-1].body
        assert self.link()

    def test_three_in_an_hour_to_one_person(self, person, stored):
        statuses = [
            self.ask(person.email, stored, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(5)
        ]
        assert statuses == [302, 302, 302, 429, 429]
        assert len(mail.outbox) == 3

    def test_ten_in_an_hour_from_one_address_and_then_a_finnish_page(self, council, stored):
        answers = [self.ask(f"a{n}@example.org", stored) for n in range(11)]
        assert [a.status_code for a in answers] == [302] * 10 + [429]
        assert "Liian monta yritystä" in answers[-1].text
        assert answers[-1]["Retry-After"]

    @pytest.mark.parametrize(
        ("password", "word"),
        [("lyhyt", "12"), ("kymenlaakso2026", "helppo arvata"), ("Salasana1234", "helppo arvata")],
    )
    def test_a_bad_password_says_why(self, person, stored, password, word):
        self.ask(person.email, stored)
        _, answer = self.choose(self.link(), password)
        assert word in answer.text
        assert log_in("anni.virtanen").status_code == 302


class TestWagtailsAddresses:
    """Wagtail's own account addresses lead to ours, which require the second factor."""

    PASSES = re.compile(r"login|logout|password|account", re.IGNORECASE)

    def test_every_one_resolves_to_ours(self):
        """A name that a later Wagtail adds fails here until somebody has checked it."""
        every = all_patterns(wagtails.urlpatterns)
        names = {p.name for p in every if p.name and p.name.startswith("wagtail")}
        suspects = {name for name in names if self.PASSES.search(name)}
        shadowed = suspects - {"wagtailadmin_account"}  # one's own settings, without our parts
        assert {"wagtailadmin_login", "wagtailadmin_logout"} <= shadowed
        for name in shadowed:
            args = ["MQ", "abc-def"] if name.endswith("reset_confirm") else []
            match = resolve(reverse(name, args=args))
            assert not match.func.__module__.startswith("wagtail"), name

    def test_the_account_page_changes_neither_password_nor_address(self, as_user):
        client = as_user("chair")
        html = client.get("/hallinta/account/").text
        assert 'type="password"' not in html
        assert "name_email-" not in html
        before = get_user_model().objects.get(pk=client.user.pk)
        client.post(
            "/hallinta/account/",
            {
                "name_email-first_name": "Puheenjohtaja",
                "name_email-last_name": "Koe",
                "name_email-email": "vieras@example.com",
                "password-new_password1": "uusi hyvä lause 7",
                "password-new_password2": "uusi hyvä lause 7",
            },
        )
        after = get_user_model().objects.get(pk=client.user.pk)
        assert (after.email, after.password) == (before.email, before.password)
        assert after.get_full_name() == before.get_full_name()

    def test_it_leads_to_our_pages(self, as_user):
        html = as_user("chair").get("/hallinta/account/").text
        for name in (
            "account_details",
            "account_change_password",
            "mfa_index",
            "usersessions_list",
        ):
            assert reverse(name) in html
