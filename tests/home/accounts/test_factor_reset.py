"""Resetting another person's second factor needs a second person, or a superuser's reason."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from home.audit_log.models import ApprovalRecord
from home.mail.models import OutboxMail
from home.pending_changes.models import PendingChange
from tests.approving import fresh, member

pytestmark = pytest.mark.usefixtures("roles")


def with_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


@pytest.fixture
def person(council):
    """Return an approver with a second factor."""
    return with_factor(member(council, "chair"))


def ask(client, person):
    return client.post(reverse("accounts_reset_factor", args=[person.pk]), follow=True)


def decide(client, button="confirm", reason=""):
    url = reverse("pending_change", args=[PendingChange.objects.get().pk])
    return client.post(url, {button: "1", "reason": reason}, follow=True)


def has_factor(person):
    return Authenticator.objects.filter(user=person).exists()


def test_it_waits_and_a_second_person_confirms_it(keeper, chair, person, client):
    client.force_login(person, backend="home.accounts.backends.AccountBackend")
    page = keeper.get(reverse("accounts_reset_factor", args=[person.pk])).text
    assert "Tämän vahvistaa toinen henkilö." in page and "Pyydä vahvistusta" in page
    assert "Muutos odottaa toisen vahvistusta" in ask(keeper, person).text
    assert has_factor(person)
    assert "Kaksivaiheinen kirjautuminen poistetaan" in decide(chair).text
    assert not has_factor(person)
    assert client.get("/hallinta/").status_code == 302  # logged out everywhere


@pytest.mark.parametrize("role", ["communications", "secretariat", "chair", "administration"])
def test_whoever_may_be_asked_to_approve_is_an_approver(keeper, council, role):
    person = with_factor(member(council, role))
    ask(keeper, person)
    assert has_factor(person)
    assert PendingChange.objects.get().subject == person


def test_not_by_who_asked_nor_by_who_gains(keeper, as_user):
    other = as_user("chair")
    with_factor(other.user)
    ask(keeper, other.user)
    for client in (keeper, other, as_user("secretariat")):
        decide(client)
        assert has_factor(other.user)
    assert PendingChange.objects.get().is_waiting


def test_a_superuser_alone_gives_a_reason_that_log_and_mails_carry(as_user, chair, person):
    superuser = as_user("")
    ask(superuser, person)
    assert has_factor(person)
    assert "Kirjoita perustelu" in decide(superuser).text
    assert has_factor(person)
    decide(superuser, reason="Puhelin katosi, soitin hänelle.")
    assert not has_factor(person)
    rows = ApprovalRecord.objects.filter(action__in=("confirmed", "account"))
    assert rows.count() == 2
    assert {row.reason for row in rows} == {"Puhelin katosi, soitin hänelle."}
    told = OutboxMail.objects.filter(text__contains="Puhelin katosi, soitin hänelle.")
    assert {mail.to for mail in told} == {person.email, superuser.user.email, chair.user.email}


def test_refused_it_changes_nothing(keeper, chair, person):
    ask(keeper, person)
    decide(chair, "refuse", "En tunne tätä.")
    assert has_factor(person)


def test_a_factor_chosen_anew_meanwhile_stays(keeper, chair, person):
    ask(keeper, person)
    Authenticator.objects.all().delete()
    with_factor(person)
    assert "muuttuneet pyynnön jälkeen" in decide(chair).text
    assert has_factor(person)


def test_without_a_factor_there_is_nothing_to_ask(keeper, council):
    person = member(council, "chair")
    answer = ask(keeper, person)
    assert answer.status_code == 403
    assert "poistettavaa ei ole" in answer.text
    assert not PendingChange.objects.exists()


def test_a_superusers_account_is_beyond_the_administration(keeper, as_user):
    person = with_factor(as_user("").user)
    assert "pääkäyttäjän tili" in ask(keeper, person).text
    assert has_factor(person)
    assert not PendingChange.objects.exists()
    assert reverse("accounts_reset_factor", args=[person.pk]) not in (
        keeper.get("/hallinta/users/").text
    )


def test_an_account_without_a_role_needs_nobody_else(keeper, council):
    person = with_factor(member(council))
    assert "on poistettu käytöstä" in ask(keeper, person).text
    assert not has_factor(fresh(person))
    assert ApprovalRecord.objects.get().actor_id == keeper.user.pk
