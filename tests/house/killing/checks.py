"""Checks after a kill: rows, the audit log, files and the search index."""

import os
import time
from collections import Counter
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import find_faults

# What repairs itself or is repaired by a command, or is mere noise of a request.
DERIVED = ("search_", "wagtailsearch_", "django_session", "usersessions_", "django_tasks")
DERIVED += ("wagtailcore_referenceindex", "accounts_cache", "wagtailadmin_editingsession")
DERIVED += ("texts_", "due_heartbeat", "documents_councilrendition")


def counts() -> Counter:
    """Return the number of rows of each table, and of public pages and named people."""
    with connection.cursor() as cursor:
        found = Counter()
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(DERIVED):
                cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
                found[table] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM wagtailcore_page WHERE live")
        found["public pages"] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM networks_person WHERE contact_email = ''")
        found["people without an address"] = cursor.fetchone()[0]
    return found


def wait_until_alone() -> None:
    """Wait until the server has noticed that the killed process is gone."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(2000):
        with connection.cursor() as cursor:
            cursor.execute(query)
            if cursor.fetchone()[0] == 1:
                return
        time.sleep(0.005)
    raise TimeoutError


def audit_faults() -> list[str]:
    return list(find_faults(ApprovalRecord.objects.order_by("number").iterator()))


def stored_files() -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def named_files() -> set[str]:
    """Return the files that rows name, read from the tables themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name IN ('file', 'picture', 'copy')"
        )
        found = set()
        for table, column in cursor.fetchall():
            query = SQL("SELECT {}::text FROM {}")
            cursor.execute(query.format(Identifier(column), Identifier(table)))
            found |= {name for (name,) in cursor.fetchall() if name}
    return found


def age_files() -> None:
    """Make every file as old as check_files requires."""
    old = time.time() - 7200
    for name in stored_files():
        os.utime(Path(settings.MEDIA_ROOT, name), (old, old))


def file_faults() -> list[str]:
    """Compare the report of check_files with the disk and the tables; let it remove orphans."""
    age_files()
    orphans = stored_files() - named_files()
    told = checked("--remove")
    found = {line.removeprefix("No row: ") for line in told if line.startswith("No row: ")}
    wrong = [f"check_files does not find {name}" for name in orphans - found]
    wrong += [line for line in told if line.startswith("No file: ")]
    return wrong + [f"check_files leaves {name}" for name in stored_files() - named_files()]


def checked(*options) -> list[str]:
    out = StringIO()
    call_command("check_files", *options, stdout=out)
    return out.getvalue().splitlines()


def mend_index(*, everything=False) -> None:
    call_command("search_index", *(["--all"] if everything else []), verbosity=0)


def index_state() -> Counter:
    """Return how many rows each table of the search index has."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = Counter()
        for table in (name for name in tables if name.startswith("search_")):
            cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
            found[table] = cursor.fetchone()[0]
    return found
