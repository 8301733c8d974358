"""Rules of all personal links: one purpose, one use, an expiry, no secret in the database."""

import datetime

import pytest
from django.apps import apps
from django.utils import timezone

from home.accounts.models import AddressChange, Invitation
from home.authentication.personal_links import Closed, PersonalLink, hash_text, make_token

KINDS = [model for model in apps.get_models() if issubclass(model, PersonalLink)]


@pytest.fixture
def change(writer):
    return AddressChange(account=writer.user, email="uusi@example.org")


def test_every_kind_has_a_purpose_of_its_own():
    purposes = [kind.PURPOSE for kind in KINDS]
    assert len(KINDS) >= 3
    assert all(purposes) and len(set(purposes)) == len(KINDS)


def test_the_secret_opens_its_link_and_is_not_stored(change):
    token = change.renew()
    change.refresh_from_db()
    assert AddressChange.objects.with_token(token).get() == change
    assert token not in {str(value) for value in vars(change).values()}


@pytest.mark.parametrize("purpose", ["", Invitation.PURPOSE])
def test_a_secret_of_another_purpose_opens_nothing(change, purpose):
    change.renew()
    token = make_token(purpose)
    AddressChange.objects.update(token_hash=hash_text(token))
    assert not AddressChange.objects.with_token(token).exists()


def test_a_new_secret_takes_the_place_of_the_old(change):
    old, new = change.renew(), change.renew()
    assert not AddressChange.objects.with_token(old).exists()
    assert AddressChange.objects.with_token(new).exists()


@pytest.mark.parametrize(
    ("field", "reason"),
    [("used_at", Closed.USED), ("ended_at", Closed.ENDED), ("expires_at", Closed.EXPIRED)],
)
def test_a_link_says_why_it_is_closed(change, field, reason):
    change.renew()
    assert change.closed is None and AddressChange.objects.open().exists()
    setattr(change, field, timezone.now() - datetime.timedelta(minutes=1))
    if field == "expires_at":
        change.created_at = change.expires_at - datetime.timedelta(days=1)
    change.save()
    assert change.closed is reason and not AddressChange.objects.open().exists()


def test_what_is_ended_counts_what_ended(change):
    change.renew()
    assert AddressChange.objects.open().end() == 1
    assert AddressChange.objects.get().closed is Closed.ENDED
