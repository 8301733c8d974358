"""The cache that all processes share: when it cannot be written, each counts for itself."""

import logging
import pickle
import zlib
from contextlib import suppress

from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)
# A folder that is full, read-only or gone, or a file in it that was cut short.
BROKEN = (OSError, EOFError, ValueError, pickle.UnpicklingError, zlib.error)
FAILED = object()


class SharedFileCache(FileBasedCache):
    """Django's cache in files; what cannot be stored there is kept by the process itself.

    So no save and no page fails because of a counter, and every limit still holds, though each
    process of the server then counts alone: limits fail neither open nor shut.
    """

    def _createdir(self):  # Django's, also called at the start of a process
        with suppress(OSError):
            super()._createdir()

    def get(self, key, default=None, version=None):
        found = own().get(key, None, version)  # there only while the files fail
        if found is None:
            found = self.attempt("get", key, None, version)
        return default if found is None or found is FAILED else found

    def set(self, key, value, *args, **kwargs):
        if self.attempt("set", key, value, *args, **kwargs) is FAILED:
            own().set(key, value, *args, **kwargs)
        else:
            own().delete(key, version=kwargs.get("version"))

    def touch(self, key, *args, **kwargs):
        kept = own().touch(key, *args, **kwargs)
        return self.attempt("touch", key, *args, **kwargs) is True or kept

    def delete(self, key, version=None):
        kept = own().delete(key, version)
        return self.attempt("delete", key, version) is True or kept

    def has_key(self, key, version=None):
        return own().has_key(key, version) or self.attempt("has_key", key, version) is True

    def clear(self):
        own().clear()
        self.attempt("clear")

    def attempt(self, method, *args, **kwargs):
        """Return what Django's method returns, or FAILED."""
        try:
            return getattr(super(), method)(*args, **kwargs)
        except BROKEN as error:
            logger.warning("The shared cache failed at %s: %s", method, type(error).__name__)
            return FAILED


def own():
    return caches["own"]
