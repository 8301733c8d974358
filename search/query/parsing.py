"""Parsing of queries. Pure: uses only the vocabulary it is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..finnish import Alternative, Analyser, QueryGroup, Vocabulary, normalise, query_groups

LONGEST = 200  # characters of a query
MOST_WORDS = 12  # of a query; the rest is ignored
MOST_ALTERNATIVES = 24  # of a word
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
QUOTED = re.compile(r'"([^"]*)"')
WITHOUT = re.compile(r"(?:^|(?<=\s))-(?=\w)(\S+)")
# Of a word in quotes or after a minus only the word itself counts, in any inflected form.
ITSELF = {"lemma", "folded", "repair", "swedish"}
MENDED = {"folded", "repair"}


@dataclass(frozen=True)
class Query:
    """Parsed query: words, phrases, and excluded words."""

    text: str
    groups: tuple[QueryGroup, ...] = ()
    phrases: tuple[tuple[QueryGroup, ...], ...] = ()
    without: tuple[QueryGroup, ...] = ()

    @property
    def wanted(self) -> tuple[QueryGroup, ...]:
        """Return every group that raises a hit's score, including those of the phrases."""
        return self.groups + tuple(group for parse_phrase in self.phrases for group in parse_phrase)

    @property
    def corrected(self) -> tuple[QueryGroup, ...]:
        return tuple(group for group in self.wanted if group.correction)

    def __bool__(self) -> bool:
        return bool(self.wanted)


def clean_query(text: str) -> str:
    """Return the query without characters that no text has, cut to the longest allowed."""
    text = CONTROL.sub(" ", text[: LONGEST * 10]).encode("utf-8", "ignore").decode()
    return " ".join(normalise(text).split())[:LONGEST].strip()


def parse_query(
    text: str, analyser: Analyser, vocabulary: Vocabulary | None, *, literal: bool = False
) -> Query:
    """Return the query of a clean text. `literal`: without spelling correction."""
    unquoted = QUOTED.sub(blank_out, text).replace('"', " ")
    without, plain = WITHOUT.findall(unquoted), WITHOUT.sub(blank_out, unquoted)
    groups = query_groups(analyser, plain, None if literal else vocabulary)
    if literal:
        groups = [drop_corrections(group, analyser) for group in groups]
    return Query(
        text=text,
        groups=drop_stop_words(groups)[:MOST_WORDS],
        phrases=tuple(
            filter(None, (parse_phrase(words, analyser) for words in QUOTED.findall(text)))
        ),
        without=tuple(
            keep_word_itself(g) for word in without for g in query_groups(analyser, word)
        ),
    )


def drop_corrections(group: QueryGroup, analyser: Analyser) -> QueryGroup:
    """Return the group without spelling corrections."""
    written = [a for a in group.alternatives if a.why not in MENDED]
    unknown = tuple(
        Alternative((term,), 1.0, "lemma") for term in analyser.terms(group.word).lemmas
    )
    return replace(group, alternatives=tuple(written) or unknown, correction="")


def blank_out(match: re.Match[str]) -> str:
    """Return as many spaces, so that the other words keep their positions in the text."""
    return " " * len(match[0])


def parse_phrase(words: str, analyser: Analyser) -> tuple[QueryGroup, ...]:
    return tuple(keep_word_itself(group) for group in query_groups(analyser, words))[:MOST_WORDS]


def keep_word_itself(group: QueryGroup) -> QueryGroup:
    """Return the group with the word itself only, without its parts and similar words."""
    own = [a for a in group.alternatives if a.why in ITSELF and len(a.terms) == 1]
    return replace(group, alternatives=tuple(own or group.alternatives[:1]), stop=False)


def drop_stop_words(groups: Sequence[QueryGroup]) -> tuple[QueryGroup, ...]:
    """Drop stop words, unless only stop words are left."""
    groups = [
        replace(group, alternatives=group.alternatives[:MOST_ALTERNATIVES])
        for group in groups
        if group.alternatives
    ]
    return tuple([group for group in groups if not group.stop] or groups)
