from .lexicon import LexiconEntry

__all__ = ["LexiconEntry"]
