"""From what somebody typed to what is looked for. Pure: asks only the vocabulary it is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..finnish import Alternative, Analyser, QueryGroup, Vocabulary, normalise, query_groups

LONGEST = 200  # characters of a query
MOST_WORDS = 12  # of a query; the rest is not looked for
MOST_ALTERNATIVES = 24  # of a word
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
QUOTED = re.compile(r'"([^"]*)"')
WITHOUT = re.compile(r"(?:^|(?<=\s))-(?=\w)(\S+)")
# Of a word that stands between quotes or after a minus only itself counts, however inflected.
ITSELF = {"lemma", "folded", "repair", "swedish"}
MENDED = {"folded", "repair"}


@dataclass(frozen=True)
class Query:
    """What is looked for: words, words in a row, and words that must not be there."""

    text: str
    groups: tuple[QueryGroup, ...] = ()
    phrases: tuple[tuple[QueryGroup, ...], ...] = ()
    without: tuple[QueryGroup, ...] = ()

    @property
    def wanted(self) -> tuple[QueryGroup, ...]:
        """Every group that a hit is praised for, those of the phrases too."""
        return self.groups + tuple(group for phrase in self.phrases for group in phrase)

    @property
    def corrected(self) -> tuple[QueryGroup, ...]:
        return tuple(group for group in self.wanted if group.correction)

    def __bool__(self) -> bool:
        return bool(self.wanted)


def clean(text: str) -> str:
    """The query without what no text holds, and no longer than a question needs."""
    text = CONTROL.sub(" ", text[: LONGEST * 10]).encode("utf-8", "ignore").decode()
    return " ".join(normalise(text).split())[:LONGEST].strip()


def parse(
    text: str, analyser: Analyser, vocabulary: Vocabulary | None, *, literal: bool = False
) -> Query:
    """Return the query of a clean text. `literal`: nothing is mended, as the reader asked."""
    unquoted = QUOTED.sub(blank, text).replace('"', " ")
    without, plain = WITHOUT.findall(unquoted), WITHOUT.sub(blank, unquoted)
    groups = query_groups(analyser, plain, None if literal else vocabulary)
    if literal:
        groups = [as_written(group, analyser) for group in groups]
    return Query(
        text=text,
        groups=telling(groups)[:MOST_WORDS],
        phrases=tuple(filter(None, (phrase(words, analyser) for words in QUOTED.findall(text)))),
        without=tuple(itself(g) for word in without for g in query_groups(analyser, word)),
    )


def as_written(group: QueryGroup, analyser: Analyser) -> QueryGroup:
    """The group without what the word might have been meant to be."""
    written = [a for a in group.alternatives if a.why not in MENDED]
    unknown = tuple(
        Alternative((term,), 1.0, "lemma") for term in analyser.terms(group.word).lemmas
    )
    return replace(group, alternatives=tuple(written) or unknown, correction="")


def blank(match: re.Match[str]) -> str:
    """Return as many spaces: words keep their places in the text."""
    return " " * len(match[0])


def phrase(words: str, analyser: Analyser) -> tuple[QueryGroup, ...]:
    return tuple(itself(group) for group in query_groups(analyser, words))[:MOST_WORDS]


def itself(group: QueryGroup) -> QueryGroup:
    """The group without what is only a part of the word or something like it."""
    own = [a for a in group.alternatives if a.why in ITSELF and len(a.terms) == 1]
    return replace(group, alternatives=tuple(own or group.alternatives[:1]), stop=False)


def telling(groups: Sequence[QueryGroup]) -> tuple[QueryGroup, ...]:
    """Those that say something of the matter; all, if none does."""
    groups = [
        replace(group, alternatives=group.alternatives[:MOST_ALTERNATIVES])
        for group in groups
        if group.alternatives
    ]
    return tuple([group for group in groups if not group.stop] or groups)
