"""The lock that lets one writer at a time save, send, decide or publish."""

from django.db import connection

# Any number, the same in every process; no other part of the site takes this lock.
LOCK = 7_201_969


def lock_writes():
    """Wait for the site-wide write lock and hold it until the transaction ends.

    One lock for the whole site cannot be taken in the wrong order, and a council's few writers
    never notice it. Raise RuntimeError outside of a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The write lock lasts as long as a transaction: begin one first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
