"""Base forms of Finnish words, from whichever app knows the language.

Such an app registers the hook `find_base_forms`: a function that takes a word and returns its
possible base forms in lower case. Without one every word stands for itself.
"""

from functools import lru_cache

from wagtail import hooks

HOOK = "find_base_forms"


@lru_cache(10_000)
def base_forms(word: str) -> frozenset[str]:
    """Return the base forms that the word may be an inflected form of, itself included."""
    found = {form.lower() for find in hooks.get_hooks(HOOK) for form in find(word)}
    return frozenset(found | {word.lower()})
