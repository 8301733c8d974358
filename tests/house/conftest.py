"""Fixtures of the sweeps: every page of the demo and of a full site, requested once."""

import pytest
from django.db import transaction
from django.test import Client, TestCase

from home.models import HomePage
from tests.sweep import broken, make_full, sweep


@pytest.fixture(scope="module")
def swept(demo_content, django_db_blocker):
    """Return the responses to every address of the demo, and of pages with all possible content."""
    with django_db_blocker.unblock(), transaction.atomic():
        council = HomePage.objects.get()
        with TestCase.captureOnCommitCallbacks(execute=True):
            make_full(council)
        client = Client()
        yield sweep(client, council) + broken(client)
        transaction.set_rollback(True)
