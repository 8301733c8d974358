"""Dictionary backends: the system's libvoikko, Voikko from pip, and none at all."""

from functools import cache
from importlib import import_module, metadata
from threading import Lock

from .types import Backend

LONGEST_WORD = 100  # letters; a longer string is no word, and would have too many readings


class SystemVoikko:
    """libvoikko with the dictionary that the system has installed: small and fast."""

    name = "libvoikko"
    dictionary = "voikko"

    def __init__(self) -> None:
        library = import_module("libvoikko")
        self._voikko = library.Voikko("fi")
        self._lock = Lock()  # a Voikko handle serves one thread at a time
        self.version: str = library.Voikko.getVersion()

    def readings(self, word: str) -> list[str]:
        if len(word) > LONGEST_WORD:
            return []
        with self._lock:
            found = self._voikko.analyze(word)
        return [reading["FSTOUTPUT"] for reading in found if "FSTOUTPUT" in reading]


class PackagedVoikko:
    """The same dictionary from pip: needs nothing from the system, but more memory."""

    name = "pyvoikko"
    dictionary = "voikko"

    def __init__(self) -> None:
        self._lookup = import_module("pyvoikko").VOIKKO_FST.lookup
        self._unreadable = import_module("kfst").TokenizationException
        self.version = metadata.version("pyvoikko")

    def readings(self, word: str) -> list[str]:
        if len(word) > LONGEST_WORD:
            return []
        try:
            return [output for output, _ in self._lookup(word)]
        except self._unreadable:
            return []


class NoDictionary:
    """No dictionary: every word is unknown, and only its ending is cut."""

    name = "snowball"
    dictionary = "none"
    version = "1"

    def readings(self, word: str) -> list[str]:
        return []


BACKENDS: dict[str, type[Backend]] = {
    backend.name: backend for backend in (SystemVoikko, PackagedVoikko, NoDictionary)
}


@cache
def load_backend(name: str) -> Backend | None:
    """Return the dictionary of this name, loaded once per process; None if not available."""
    try:
        return BACKENDS[name]()
    except Exception:  # whatever a missing or broken library raises, try the next one
        return None


def best_backend() -> Backend:
    """Return the first available dictionary; they are listed from the best."""
    return next(backend for name in BACKENDS if (backend := load_backend(name)))
