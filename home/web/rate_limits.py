"""Rate limits, counted across all processes of the server."""

import time

from django.core.cache import caches

HOUR = 60 * 60


def is_too_often(key: str, per_hour: int) -> bool:
    """Count one more attempt; return True without counting if the hourly limit is reached.

    Two simultaneous attempts may be counted as one, which does no harm.
    """
    now = time.time()
    times = [when for when in caches["shared"].get(key, []) if when > now - HOUR]
    if len(times) >= per_hour:
        return True
    caches["shared"].set(key, [*times, now], HOUR)
    return False
