"""The site-wide lock: one writer at a time saves, submits, decides or publishes."""

from django.db import connection

# An arbitrary number, the same in every process; nothing else on the site uses it.
LOCK = 7_201_969


def lock_writes():
    """Take the site-wide write lock; it is held until the transaction ends.

    A single lock cannot be taken in the wrong order, and the few writers of a council do not notice
    it. Raise RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The write lock lasts as long as a transaction: begin one first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
