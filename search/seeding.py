"""The first words of the lexicon."""

import tomllib
from pathlib import Path

from django.db import transaction

from .models import LexiconEntry
from .rebuild import rebuild

CONTENT = Path(__file__).parent / "content"


def seed():
    """Only into an empty lexicon: what editors have removed does not come back."""
    if not LexiconEntry.objects.exists():
        words = tomllib.loads((CONTENT / "lexicon.toml").read_text(encoding="utf-8"))
        LexiconEntry.objects.bulk_create(
            LexiconEntry(kind=kind, word=word, target=target)
            for kind, pairs in words.items()
            for word, target in pairs.items()
        )
        transaction.on_commit(rebuild)  # pages seeded before were indexed without these words
