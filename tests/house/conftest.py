"""What the sweeps share: every page of the demo and of a full site, asked for once."""

import pytest
from django.db import transaction
from django.test import Client, TestCase

from home.models import HomePage
from tests.sweep import broken, make_full, sweep


@pytest.fixture(scope="module")
def swept(demo_content, django_db_blocker):
    """The answers to every address of the demo, and of pages that hold everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        council = HomePage.objects.get()
        with TestCase.captureOnCommitCallbacks(execute=True):
            make_full(council)
        client = Client()
        yield sweep(client, council) + broken(client)
        transaction.set_rollback(True)
