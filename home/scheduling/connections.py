"""A second database connection beside that of a job's transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def run_on_own_connection(work: Callable[[], int]) -> int:
    """Run the function on its own connection, as each job runs in one long transaction."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(run_and_close, work).result()


def run_and_close(work: Callable[[], int]) -> int:
    try:
        return work()
    finally:
        connection.close()
