"""The schema dump that initialises an empty database equals the result of the migrations."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
from django.db.migrations.loader import MigrationLoader

from home.management.commands.migrate import SCHEMA
from tests.parts import POSTGRESQL_15

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# The dump belongs to the locked packages. A newer Wagtail, with which the tests run too, has
# migrations that the dump lacks: `migrate` runs them after it has loaded the dump, so the two
# differ without a fault.
only_with_locked_wagtail = pytest.mark.skipif(  # reason: see the comment above
    f"wagtail=={wagtail.__version__} " not in LOCK,
    reason="a newer Wagtail has migrations that the dump does not hold",
)


def in_database(folder, *command, **variables) -> str:
    """Run a Django command on a new, empty database and return its output."""
    run = [sys.executable, "scripts/postgres.py", str(folder), sys.executable, *command]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"} | variables
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def migrations_in_dump() -> set:
    (rows,) = re.findall(r"INSERT INTO public\.django_migrations VALUES\n(.*?);\n", DUMP, re.DOTALL)
    return set(re.findall(r"\(\d+, '(\w+)', '(\w+)'", rows))


DUMP = SCHEMA.read_text(encoding="utf-8")


@only_with_locked_wagtail
def test_it_knows_every_migration():
    on_disk = MigrationLoader(None).graph.leaf_nodes()
    assert set(on_disk) <= migrations_in_dump(), "run `make schema`"


@only_with_locked_wagtail
def test_it_is_what_the_migrations_make():
    done = subprocess.run([sys.executable, "scripts/schema.py", "--check"], cwd=ROOT)
    assert done.returncode == 0, "run `make schema`"


LOOK = """
from django.db import connection
from wagtail.models import Page
from home.models import HomePage
root = Page.get_first_root_node()
words = dict.fromkeys(("title", "short_name", "region", "claim", "mission"), "Uusi")
page = root.add_child(instance=HomePage(**words))
with connection.cursor() as cursor:
    cursor.execute("SHOW search_path")
    print(cursor.fetchone()[0], root.translation_key, page.pk)
"""


def made(folder, **variables) -> tuple[str, str]:
    """Make the tables, read them, and make them again; return the key of the root page."""
    said = in_database(folder, "manage.py", "migrate", **variables)
    assert "its tables were made from the dump" in said
    path, key, _pk = in_database(folder, "manage.py", "shell", "-v0", "-c", LOOK, **variables)[
        -200:
    ].rsplit(" ", 2)
    assert path.strip().endswith("public")
    assert "made from the dump" not in in_database(folder, "manage.py", "migrate", **variables)
    return key


def test_an_empty_database_gets_it_and_keys_of_its_own(tmp_path):
    keys = {made(tmp_path / name) for name in ("one", "other")}
    assert len(keys) == 2
    assert not any(key in DUMP for key in keys)


@pytest.mark.needs("postgresql15")
def test_the_oldest_promised_postgresql_takes_it(tmp_path):
    assert made(tmp_path, PG_BIN=str(POSTGRESQL_15))
