"""Finnish for the search: pure functions over words and texts, without Django.

    analyser = active_analyser(lexicon)       # loads the dictionary at its first use
    analyser.name, analyser.version           # the version is stored with the index
    analyser.analyse(text)                    # index terms of every word, with offsets
    analyser.terms(word), analyser.known(word)
    query_groups(analyser, text, vocabulary)  # what to search for, in order of the words

Terms of all kinds share one name space: a query term may match a lemma, a part or a verb.
"""

from .analyser import Analyser, active_analyser
from .lexicon import EMPTY, Lexicon
from .query import query_groups
from .text import fold, normalise, tokenise
from .types import (
    Alternative,
    QueryGroup,
    Token,
    TokenTerms,
    Vocabulary,
    WordTerms,
)

__all__ = [
    "EMPTY",
    "Alternative",
    "Analyser",
    "Lexicon",
    "QueryGroup",
    "Token",
    "TokenTerms",
    "Vocabulary",
    "WordTerms",
    "active_analyser",
    "fold",
    "normalise",
    "query_groups",
    "tokenise",
]
