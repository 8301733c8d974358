"""`make schema`: write home/schema.sql, from which an empty database gets its tables at once.

The file is a dump of what `migrate --step-by-step` leaves in an empty database. With `--check`, the
dump is only compared with the file.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "home" / "schema.sql"
HEAD = """\
-- Made by `make schema` of the migrations: the tables of an empty database and their first rows.
-- The command `migrate` loads it within a transaction. Do not edit it.
SET LOCAL search_path = '';
SET LOCAL check_function_bodies = false;

"""
# Lines that depend on the server or the time, and psql commands, which are not SQL.
LEFT_OUT = re.compile(r"^(--.*|SET .*|SELECT pg_catalog\.set_config\(.*|\\.*)\n", re.MULTILINE)
OPTIONS = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=1000")
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00'")
KEY = re.compile(r"'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'")


def main():
    made = dump_schema()
    if "--check" not in sys.argv[1:]:
        SCHEMA.write_text(made, encoding="utf-8")
    elif SCHEMA.read_text(encoding="utf-8") != made:
        sys.exit("home/schema.sql is not what the migrations make: run `make schema`.")


def dump_schema() -> str:
    """Return a dump of the migrated empty database, as SQL that PostgreSQL 15 accepts."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        postgres.running(folder, throwaway=True),
    ):
        url = postgres.url(folder)
        run_command(
            sys.executable, "manage.py", "migrate", "--step-by-step", "-v0", DATABASE_URL=url
        )
        dump = run_command(*postgres.as_owner("pg_dump", *OPTIONS, url), PGTZ="UTC")
    return HEAD + normalise_dump(dump)


def run_command(*command, **variables) -> str:
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings | variables, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def normalise_dump(dump: str) -> str:
    """Return the dump without what differs from one run to the next."""
    dump = LEFT_OUT.sub("", dump)
    dump = MOMENT.sub("'2026-01-01 00:00:00+00'", dump)
    keys: dict[str, str] = {}
    dump = KEY.sub(lambda key: keys.setdefault(key[0], fixed_key(len(keys))), dump)
    return re.sub(r"\n{3,}", "\n\n", dump).strip() + "\n"


def fixed_key(number: int) -> str:
    """Return a fixed key that replaces a random one."""
    return f"'00000000-0000-4000-8000-{number:012d}'"


if __name__ == "__main__":
    main()
