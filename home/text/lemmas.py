"""Base forms of Finnish words, from the analyser that the settings name."""

from functools import cache, lru_cache

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def get_analyser():
    """Return the site's analyser, or None if the settings name none."""
    return import_string(settings.TEXT_ANALYSER)() if settings.TEXT_ANALYSER else None


@lru_cache(10_000)
def get_base_forms(word: str) -> frozenset[str]:
    """Return the possible base forms of the word, and the word itself."""
    word = word.lower()
    known = get_analyser()
    return frozenset({*known.terms(word).lemmas, word}) if known else frozenset({word})
