"""A cache that stores each key either in the process or in the shared cache."""

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

SHARED_PREFIX = "allauth"


class LocalAndSharedCache(LocMemCache):
    """The default cache: in the memory of one process, but shared where all processes must agree.

    django-allauth keeps its login attempts and its used codes in the default cache. With two
    processes, each would allow the full number of attempts, and a code could be used twice. So its
    keys go to the cache "accounts"; all other keys stay in this process.
    """

    def _is_shared(self, key) -> bool:
        return key.startswith(SHARED_PREFIX)

    def add(self, key, *args, **kwargs):
        if self._is_shared(key):
            return caches["accounts"].add(key, *args, **kwargs)
        return super().add(key, *args, **kwargs)

    def get(self, key, *args, **kwargs):
        if self._is_shared(key):
            return caches["accounts"].get(key, *args, **kwargs)
        return super().get(key, *args, **kwargs)

    def set(self, key, *args, **kwargs):
        if self._is_shared(key):
            return caches["accounts"].set(key, *args, **kwargs)
        return super().set(key, *args, **kwargs)

    def delete(self, key, *args, **kwargs):
        if self._is_shared(key):
            return caches["accounts"].delete(key, *args, **kwargs)
        return super().delete(key, *args, **kwargs)
