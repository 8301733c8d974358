"""The cache shared by all processes, with a fallback to each process when it cannot be written."""

import logging
import pickle
import zlib
from contextlib import suppress

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)
# The folder is full, read-only or missing, or one of its files is truncated.
BROKEN = (OSError, EOFError, ValueError, pickle.UnpicklingError, zlib.error)
FAILED = object()


class SharedFileCache(FileBasedCache):
    """Django's file cache, which falls back to local memory for what it cannot store.

    So a counter never makes a save or a page fail, and limits still hold, though each server
    process then counts on its own: limits neither disappear nor block everybody.
    """

    def _createdir(self):  # Django's, also called when a process starts
        with suppress(OSError):
            super()._createdir()

    def get(self, key, default=None, version=None):
        found = get_own_cache().get(key, None, version)  # only has values while the files fail
        if found is None:
            found = self.attempt("get", key, None, version)
        return default if found is None or found is FAILED else found

    def set(self, key, value, *args, **kwargs):
        if self.attempt("set", key, value, *args, **kwargs) is FAILED:
            get_own_cache().set(key, value, *args, **kwargs)
        else:
            get_own_cache().delete(key, version=kwargs.get("version"))

    def touch(self, key, *args, **kwargs):
        kept = get_own_cache().touch(key, *args, **kwargs)
        return self.attempt("touch", key, *args, **kwargs) is True or kept

    def delete(self, key, version=None):
        kept = get_own_cache().delete(key, version)
        return self.attempt("delete", key, version) is True or kept

    def has_key(self, key, version=None):
        return (
            get_own_cache().has_key(key, version) or self.attempt("has_key", key, version) is True
        )

    def clear(self):
        get_own_cache().clear()
        self.attempt("clear")

    def attempt(self, method, *args, **kwargs):
        """Return what Django's method returns, or FAILED."""
        try:
            return getattr(super(), method)(*args, **kwargs)
        except BROKEN as error:
            logger.warning("The shared cache failed at %s: %s", method, type(error).__name__)
            return FAILED


def get_own_cache():
    return caches["own"]
