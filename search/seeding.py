"""Initial words of the lexicon, and promotions of the pages that every council has."""

import tomllib
from pathlib import Path

from django.db import transaction
from wagtail.models import Page

from .index.rebuild import rebuild
from .models import LexiconEntry, Promotion
from .protocols import HasEverydayWords

COMMON = Path(__file__).parent / "content" / "lexicon.toml"  # the same for every council


def seed(content):
    """Fill an empty lexicon and empty promotions only: what editors removed does not come back."""
    seed_lexicon(content)
    if not Promotion.objects.exists():
        pages = Page.objects.live().public().order_by("path").specific()
        Promotion.objects.bulk_create(
            Promotion(words=page.everyday_words, page=page)
            for page in pages
            if isinstance(page, HasEverydayWords)
        )


def seed_lexicon(content):
    if not LexiconEntry.objects.exists():
        common = tomllib.loads(COMMON.read_text(encoding="utf-8"))
        own = content.read("lexicon.toml")
        LexiconEntry.objects.bulk_create(
            LexiconEntry(kind=kind, word=word, target=target)
            for kind in common | own
            for word, target in (common.get(kind, {}) | own.get(kind, {})).items()
        )
        transaction.on_commit(rebuild)  # pages seeded earlier were indexed without these words
