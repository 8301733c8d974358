"""The limit on login attempts is shared by all processes."""

import json
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from tests.production import database_url, production_environment

ATTEMPTS = 8
# Tries one name, each time from another address; prints the statuses.
GUESS = """
import django, json, sys
from django.conf import settings
settings.STORAGES["staticfiles"] = {  # no static files were collected here
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
django.setup()
from django.test import Client
process = sys.argv[1]
print(json.dumps([
    Client(headers={"host": "neuvottelukunta.example", "x-real-ip": f"10.0.{process}.{number}"})
    .post("/hallinta/login/", {"username": "arvattu", "password": "x" * 12}, secure=True)
    .status_code
    for number in range(int(sys.argv[2]))
]))
"""


@pytest.fixture
def attempts(django_db_setup):
    """The table of attempts, read and emptied outside this test's transaction."""
    with psycopg.connect(database_url(), autocommit=True) as connection:
        connection.execute("DELETE FROM accounts_cache")
        yield
        connection.execute("DELETE FROM accounts_cache")


def guesser(number, environment):
    return subprocess.Popen(
        [sys.executable, "-c", GUESS, str(number), str(ATTEMPTS)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_count_together(attempts, tmp_path):
    environment = production_environment(tmp_path)
    processes = [guesser(number, environment) for number in (1, 2)]
    printed = [json.loads(each.communicate(timeout=300)[0]) for each in processes]
    statuses = [status for each in printed for status in each]
    assert len(statuses) == 2 * ATTEMPTS
    assert statuses.count(200) == 5, statuses
    assert statuses.count(429) == 2 * ATTEMPTS - 5
