"""Index terms of one word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from .fst import WordPiece, WordReading, join_pieces, parse_reading
from .numbers import number_terms
from .spoken import standard_forms
from .swedish import stem_finnish
from .text import normalise
from .types import Backend, WordTerms
from .unknown import possible_base_forms, word_before_colon

NAME = re.compile(r"\[Le[a-z]?\]")  # the class of first names, surnames, places and other names
ONLY_BEHIND = "inen"  # words like kielinen and vuotinen, which occur only at the end of compounds
LONGEST_TERM = 64
REMEMBERED = 100_000  # words, each about a kilobyte: reached only by indexing many texts
REMEMBERED_READINGS = 2_000
SHORTEST_PART = 3
SHORTEST_TAIL = 4
MOST_SPOKEN_PIECES = 2
MOST_PIECES = 8  # a longer compound gets only its single pieces as parts


class WordAnalyser:
    """Analyses of single words, from a dictionary and the model words of a lexicon."""

    def __init__(self, backend: Backend, models: tuple[tuple[str, str], ...] = ()) -> None:
        self.backend = backend
        self.models = [(model, own, *differing_heads(own, model)) for own, model in models]
        self.terms = lru_cache(REMEMBERED)(self._terms)
        self.readings = lru_cache(REMEMBERED_READINGS)(self._readings)

    # Dictionary look-up

    def _readings(self, word: str) -> tuple[WordReading, ...]:
        """Return the readings of a word in lower case, simplest first, in a stable order."""
        outputs = self.backend.readings(word)
        if word.isalpha() and (not outputs or word.endswith(ONLY_BEHIND)):
            outputs = [*outputs, *self.backend.readings("-" + word)]
        found = [*filter(None, map(parse_reading, outputs)), *self._modelled(word)]
        return tuple(sorted(set(found), key=lambda r: (r.size, r.lemma, r.verb, r.pieces)))

    def known(self, word: str) -> bool:
        """Return whether the dictionary or a model word has the word, in any spelling."""
        return bool(self.readings(normalise(word).lower()))

    def is_word(self, word: str) -> bool:
        """Return whether the dictionary knows the form; the answer is not cached."""
        return bool(self.backend.readings(word))

    def may_be_name(self, word: str) -> bool:
        """Return whether the word is a name, or unknown to the dictionary as many names are."""
        outputs = self.backend.readings(word)
        return not outputs or any(NAME.search(output) for output in outputs)

    def _modelled(self, word: str) -> Iterator[WordReading]:
        """Return readings of a lexicon word that inflects like a model: the model's, renamed."""
        for model, own, head, like in self.models:
            if word.startswith(head):
                for output in self.backend.readings(like + word[len(head) :]):
                    reading = parse_reading(output)
                    if reading and reading.pieces[0].lemma == model:
                        yield rename_reading(reading, own, head, like)

    # Terms of readings

    def _terms(self, word: str) -> WordTerms:
        """Return the terms of a word as it is written in a text."""
        word = normalise(word).lower().strip(".")
        if len(word) > LONGEST_TERM:
            return WordTerms((word[:LONGEST_TERM],))
        if word[:1].isdigit() and (terms := number_terms(word)):
            return terms
        if "-" in word.strip("-"):
            return self._hyphenated(word.strip("-").split("-"))
        if readings := self.readings(word):
            return self._known(readings)
        return self._unknown(word)

    def _known(self, readings: tuple[WordReading, ...]) -> WordTerms:
        fewest = readings[0].size
        plainest = [r for r in readings if r.size == fewest]
        own_words = {r.lemma for r in readings if not r.verb}
        terms = sorted_terms(
            (r.lemma for r in readings),
            (part for r in plainest for part in self._parts(r)),
            (r.verb for r in readings if r.lemma not in own_words),
        )
        roots = dict.fromkeys(reading.root for reading in plainest)
        return replace(terms, roots=tuple(r for r in roots if r and r not in terms.all))

    def _parts(self, reading: WordReading) -> Iterator[str]:
        """Return every word inside a compound: its pieces, and runs of adjacent pieces."""
        pieces = reading.pieces
        for piece in pieces:
            for part in piece.listed:
                yield part
                yield from self._base_forms(part)
        if len(pieces) > 1:
            yield from map(self._bound, (piece.surface for piece in pieces[:-1]))
        yield from self._runs(pieces)

    def compound(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Return for each part of a compound the terms that it is found by; () for other words."""
        word = normalise(word).lower().strip("-")
        if "-" in word:
            return tuple(self.terms(side).lemmas for side in word.split("-") if side)
        readings = self.readings(word)
        pieces = readings[0].pieces if readings else ()
        if len(pieces) == 1 and pieces[0].listed:
            return tuple((part, *self._base_forms(part)) for part in pieces[0].listed)
        return tuple(map(self._piece_terms, pieces)) if len(pieces) > 1 else ()

    def _piece_terms(self, piece: WordPiece) -> tuple[str, ...]:
        """Return the terms that a part of a compound is found by: ikä, kansallinen, maahan."""
        terms = (piece.lemma, piece.surface.strip("-"), self._bound(piece.surface))
        return tuple(dict.fromkeys(filter(None, terms)))

    def _runs(self, pieces: tuple[WordPiece, ...]) -> Iterator[str]:
        """Return the pieces and runs of adjacent pieces, as written and all in base form."""
        for start, end in combinations(range(len(pieces) + 1), 2):
            if end - start in (1, len(pieces) - 1) or len(pieces) <= MOST_PIECES:
                yield join_pieces(pieces[start:end])
                yield "".join(piece.lemma for piece in pieces[start:end])

    def _base_forms(self, word: str) -> tuple[str, ...]:
        """Return the base forms of a word that is inflected inside a compound (maahan|muuttaja)."""
        lemmas = [reading.lemma for reading in self.readings(word)]
        return () if word in lemmas else tuple(dict.fromkeys(lemmas))

    def _bound(self, surface: str) -> str:
        """Return the adjective whose bound form begins a compound (yleis-, kansallis-)."""
        adjective = surface.strip("-")[:-1] + "nen"
        return adjective if surface.strip("-").endswith("is") and self.readings(adjective) else ""

    # Words outside the dictionary

    def _unknown(self, word: str) -> WordTerms:
        if word.strip("-") != word:
            return self.terms(word.strip("-")) if word.strip("-") else WordTerms(())
        if base := word_before_colon(word):
            return self.terms(base)
        if word[-1:].isdigit():
            return WordTerms((word,))  # a code: nothing inflects after a digit
        if self.backend.name == "snowball":
            return WordTerms((stem_finnish(word),))
        return self._spoken(word) or self._compound_of(word)

    def _hyphenated(self, sides: list[str]) -> WordTerms:
        """Return the terms of a hyphenated word: the whole with a base form last, and each side."""
        if self._is_line_break(sides):
            return self.terms("".join(sides))
        terms = [*(self.terms(side + "-") for side in sides[:-1]), self.terms(sides[-1])]
        head = "".join(sides[:-1])
        pieces = tuple(piece for side in sides for piece in self._pieces(side))
        return sorted_terms(
            (head + lemma for lemma in terms[-1].lemmas),
            (*(t for side in terms for t in side.lemmas + side.parts), *self._runs(pieces)),
            (head + verb for verb in terms[-1].verbs),
        )

    def _pieces(self, side: str) -> tuple[WordPiece, ...]:
        """Return the words in one side of a hyphen, by the simplest reading."""
        readings = self.readings(side) or self.readings(side + "-")
        return readings[0].pieces if readings else (WordPiece(side, side),)

    def _is_line_break(self, sides: list[str]) -> bool:
        """Return whether the hyphen is left over from a line break (laitok-sen)."""
        whole = "".join(sides)
        strange = not all(self.readings(side) or self.readings(side + "-") for side in sides)
        return strange and whole.isalpha() and bool(self.readings(whole))

    def _spoken(self, word: str) -> WordTerms | None:
        """Return the terms of the standard words that a spoken form stands for."""
        readings = [r for form in dict.fromkeys(standard_forms(word)) for r in self.readings(form)]
        size = min((r.size for r in readings), default=MOST_PIECES)
        if size > MOST_SPOKEN_PIECES:
            return None
        terms = self._known(tuple(r for r in readings if r.size == size))
        return sorted_terms((*possible_base_forms(word), *terms.lemmas), terms.parts, terms.verbs)

    def _compound_of(self, word: str) -> WordTerms:
        """Return terms of an unknown word that may end in a known one (Agricola|tutkimus)."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            if readings := self.readings(tail):
                return self._ending_in(word, head, self._known(readings))
        return WordTerms(possible_base_forms(word))

    def _ending_in(self, word: str, head: str, tail: WordTerms) -> WordTerms:
        """Return terms of a word with a known ending: a compound if the beginning is known too."""
        heads = [reading.lemma for reading in self.readings(head)]
        wholes = [head + lemma for lemma in tail.lemmas] if heads else []
        return sorted_terms(
            (*wholes, *possible_base_forms(word)),
            (*(heads or [head]), *tail.lemmas, *tail.parts),
            [head + verb for verb in tail.verbs] if heads else (),
        )


def sorted_terms(lemmas: Iterable[str], parts: Iterable[str], verbs: Iterable[str]) -> WordTerms:
    """Return the terms, each in the first list that it fits."""
    first = dict.fromkeys(filter(None, lemmas))
    second = dict.fromkeys(term for term in verbs if term and term not in first)
    third = dict.fromkeys(term for term in parts if term and term not in first | second)
    return WordTerms(tuple(first), tuple(third), tuple(second))


def differing_heads(own: str, model: str) -> tuple[str, str]:
    """Return the differing beginnings of two words that inflect alike (klamila, kouvola)."""
    same = 0
    while same < min(len(own), len(model)) - 1 and own[-1 - same] == model[-1 - same]:
        same += 1
    return own[: len(own) - same], model[: len(model) - same]


def rename_reading(reading: WordReading, own: str, head: str, like: str) -> WordReading:
    """Return the reading of the model's form with the entry's word in its place."""
    first = reading.pieces[0]
    surface = head + first.surface[len(like) :]
    return replace(
        reading, pieces=(replace(first, surface=surface, lemma=own, listed=()), *reading.pieces[1:])
    )
