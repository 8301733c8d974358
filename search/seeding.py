"""Initial words of the lexicon."""

import tomllib
from pathlib import Path

from django.db import transaction

from .index.rebuild import rebuild
from .models import LexiconEntry

COMMON = Path(__file__).parent / "content" / "lexicon.toml"  # the same for every council


def seed(content):
    """Fill an empty lexicon only: entries that editors removed do not come back."""
    if not LexiconEntry.objects.exists():
        common = tomllib.loads(COMMON.read_text(encoding="utf-8"))
        own = content.read("lexicon.toml")
        LexiconEntry.objects.bulk_create(
            LexiconEntry(kind=kind, word=word, target=target)
            for kind in common | own
            for word, target in (common.get(kind, {}) | own.get(kind, {})).items()
        )
        transaction.on_commit(rebuild)  # pages seeded earlier were indexed without these words
