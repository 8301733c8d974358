"""The schema dump that initialises an empty database equals the result of the migrations."""

import json
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
from tests.trials import trials

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# The dump belongs to the locked packages. A newer Wagtail, with which the tests run too, has
# migrations that the dump lacks: `migrate` runs them after it has loaded the dump, so the two
# differ without a fault.
only_with_locked_wagtail = pytest.mark.skipif(  # reason: the dump is that of the locked Wagtail
    f"wagtail=={wagtail.__version__} " not in LOCK,
    reason="a newer Wagtail has migrations that the dump does not hold",
)


def migrations_in_dump() -> set:
    (rows,) = re.findall(r"INSERT INTO public\.django_migrations VALUES\n(.*?);\n", DUMP, re.DOTALL)
    return set(re.findall(r"\(\d+, '(\w+)', '(\w+)'", rows))


DUMP = SCHEMA.read_text(encoding="utf-8")


@only_with_locked_wagtail
def test_it_knows_every_migration():
    on_disk = MigrationLoader(None).graph.leaf_nodes()
    assert set(on_disk) <= migrations_in_dump(), "run `make schema`"


@only_with_locked_wagtail
@pytest.mark.endurance
def test_it_is_what_the_migrations_make():
    how = ["--check", "--in-full"][: trials(1, 2)]
    done = subprocess.run([sys.executable, "scripts/schema.py", *how], cwd=ROOT)
    assert done.returncode == 0, "run `make schema`"


# What a new, empty database says: `migrate`, its search path and first keys, and `migrate` again.
# One process, as each takes seconds to start.
LOOK = """
import io, json
from django.core.management import call_command
from django.db import connection
from wagtail.models import Page
from home.models import HomePage

def migrate():
    output = io.StringIO()
    call_command("migrate", stdout=output)
    return output.getvalue()

first = migrate()
root = Page.get_first_root_node()
words = dict.fromkeys(("title", "short_name", "region", "claim", "mission"), "Uusi")
root.add_child(instance=HomePage(**words))
with connection.cursor() as cursor:
    cursor.execute("SHOW search_path")
    path = cursor.fetchone()[0]
print(json.dumps([first, path, str(root.translation_key), migrate()]))
"""


def make_and_look(folder, **variables) -> str:
    """Make the tables, read them, and make them again; return the key of the root page."""
    shell = [sys.executable, "manage.py", "shell", "-v0", "-c", LOOK]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"} | variables
    done = subprocess.run(
        [sys.executable, "scripts/postgres.py", str(folder), *shell],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    first, path, key, second = json.loads(done.stdout.splitlines()[-1])
    assert "its tables were made from the dump" in first
    assert path.endswith("public")
    assert "made from the dump" not in second
    return key


def test_an_empty_database_gets_it_and_keys_of_its_own(tmp_path):
    keys = {make_and_look(tmp_path / name) for name in ("one", "other")}
    assert len(keys) == 2
    assert not any(key in DUMP for key in keys)


@pytest.mark.needs("postgresql15")
def test_the_oldest_promised_postgresql_takes_it(tmp_path):
    assert make_and_look(tmp_path, PG_BIN=str(POSTGRESQL_15))
