"""`make schema`: write home/schema.sql, from which an empty database gets its tables at once.

The file is a dump of what `migrate --step-by-step` leaves in an empty database. With `--check`, the
dump is only compared with the file. That takes a minute, so it is spared when the file says that
it was made of the same migrations and packages and holds what was made then; `--in-full` insists.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import postgres
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "home" / "schema.sql"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
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


SIGNATURE = "-- Made of {}, holds {}\n"


def main():
    sources = digest_sources()
    if "--check" not in sys.argv[1:]:
        SCHEMA.write_text(sign_dump(dump_schema(), sources), encoding="utf-8")
        return
    found = SCHEMA.read_text(encoding="utf-8")
    _, _, body = found.partition("\n")
    if "--in-full" not in sys.argv[1:] and found == sign_dump(body, sources):
        return
    if body != dump_schema():
        sys.exit("home/schema.sql is not what the migrations make: run `make schema`.")


def sign_dump(body: str, sources: str) -> str:
    """Return the file: a line that names what it was made of and what it holds, and its body."""
    return SIGNATURE.format(sources, hash_bytes(body.encode())) + body


def digest_sources() -> str:
    """Return a digest of what the tables come from: all migrations, and the locked packages."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ |= SETTINGS
    django.setup()
    migrations = MigrationLoader(None).disk_migrations
    files = [sys.modules[migrations[key].__module__].__file__ for key in sorted(migrations)]
    parts = [Path(file).read_bytes() for file in [*files, ROOT / "requirements.lock"]]
    return hash_bytes(b"".join(parts))


def hash_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


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
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | SETTINGS | variables, capture_output=True, check=False
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
