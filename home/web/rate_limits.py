"""How often something may be done, counted over all processes of the server."""

import time

from django.core.cache import caches

HOUR = 60 * 60


def too_often(key: str, per_hour: int) -> bool:
    """Notes one more time; true when the hour's share is used.

    Two that come at the very same moment may be noted as one, which does no harm.
    """
    now = time.time()
    times = [when for when in caches["shared"].get(key, []) if when > now - HOUR]
    if len(times) >= per_hour:
        return True
    caches["shared"].set(key, [*times, now], HOUR)
    return False
