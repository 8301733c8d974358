"""A connection to the database beside that of the transaction in which scheduled work is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def on_own_connection(work: Callable[[], int]) -> int:
    """Do the work on a connection of its own, as each job runs in one long transaction."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work_and_close, work).result()


def work_and_close(work: Callable[[], int]) -> int:
    try:
        return work()
    finally:
        connection.close()
