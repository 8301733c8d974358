"""One at a time: who saves, sends, decides or publishes waits for the one before."""

from django.db import connection

# Any number, the same in every process; no other part of the site takes this lock.
TURN = 7_201_969


def take_turn():
    """Waits until nobody else is at it; given back when the transaction ends.

    One lock for the whole site cannot be taken in the wrong order, and a council's few
    writers never notice it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A turn lasts as long as a transaction: begin one first.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
