"""Kills at any moment: the database is as before or after, and no file is lost."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from scripts import postgres
from tests.production import database_url
from tests.trials import seeded_random, trials


@contextmanager
def copied_database(address: str):
    """Yield the URL of a copy of the database as committed; it is dropped in the end."""
    parts = urlsplit(address)
    copy = f"{parts.path[1:]}_killed"
    server = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(copy)))
        try:
            target = urlunsplit(parts._replace(path=f"/{copy}"))
            pour(address, target)
            yield target
        finally:
            connection.execute(drop)


def pour(source: str, target: str) -> None:
    dump = subprocess.run(
        [postgres.BIN / "pg_dump", "--no-owner", source], capture_output=True, check=True
    )
    command = [postgres.BIN / "psql", "-q", "-v", "ON_ERROR_STOP=1", target]
    subprocess.run(command, input=dump.stdout, stdout=subprocess.DEVNULL, check=True)


@pytest.mark.endurance
def test_a_kill_leaves_all_or_nothing(django_db_setup, tmp_path):
    kills = trials(6, 150)
    seed = str(seeded_random("kills").random())
    with copied_database(database_url()) as address:
        done = subprocess.run(
            [sys.executable, "-m", "tests.house.killing", str(kills), seed],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "PYTHONPATH": ".:site"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    print(found["told"])
    assert not found["wrong"], "\n".join(found["wrong"])
    assert found["told"]["killed"] == kills
