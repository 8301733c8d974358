"""Seeding an empty database: only a demo gets invented content."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from home.accounts.seeding import seed_demo as seed_accounts
from home.models import HomePage
from meetings.models import MeetingPage
from tests.factories import make_user


def seed(**options):
    call_command("seed", stdout=StringIO(), **options)


def test_nothing_is_seeded_into_the_site_of_another_council(council):
    with pytest.raises(CommandError, match=council.title):
        seed()
    assert HomePage.objects.get() == council
    assert not Page.objects.child_of(council).exists()


def test_without_demo_there_is_nothing_invented(db):
    seed()
    assert not get_user_model().objects.exists()
    assert not MeetingPage.objects.filter(title__startswith="Esimerkki").exists()
    assert MeetingPage.objects.count() == 6
    council = HomePage.objects.get()
    assert (council.region, council.contact_email) == ("Kymenlaakso", "")


def test_demo_is_refused_where_the_site_is_in_real_use(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        seed(demo=True)
    assert not Revision.objects.exists()


def test_accounts_cannot_be_made_where_the_site_is_in_real_use(council, settings):
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        seed_accounts()
    assert not get_user_model().objects.exists()


def test_accounts_are_not_made_among_those_of_real_people(council):
    make_user(username="toimisto")
    assert "no demo accounts" in seed_accounts()
    assert [user.username for user in get_user_model().objects.all()] == ["toimisto"]
