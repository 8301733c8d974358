"""Base forms of Finnish words, from the analyser that the site names for its texts."""

from functools import cache, lru_cache

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def analyser():
    """Return the site's analyser, or None where no dictionary is named."""
    return import_string(settings.TEXT_ANALYSER)() if settings.TEXT_ANALYSER else None


@lru_cache(10_000)
def base_forms(word: str) -> frozenset[str]:
    """Return the base forms that the word may be an inflected form of, itself included."""
    word = word.lower()
    known = analyser()
    return frozenset({*known.terms(word).lemmas, word}) if known else frozenset({word})
