"""Expansion of a query into alternatives that match the index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from .analyser import Analyser
from .repair import dotted_variants, edit_distance, nearest_words, one_edit_away
from .stopwords import is_stop_word
from .swedish import INSIDE, PREFIX, stem_swedish, swedish_parts
from .synonyms import add_synonyms, synonym_terms
from .text import fold
from .types import Alternative, QueryGroup, QueryWord, TokenTerms, Vocabulary, WordTerms
from .unknown import possible_base_forms

LEMMA, JOINED, FOLDED, SECOND, SWEDISH_TOO, VERB, PART = 1.0, 0.9, 0.6, 0.5, 0.5, 0.8, 0.3
KIN = 0.3
SHORTEST_MENDED = 4  # letters; a shorter word is one letter away from too many others
MOST_MENDED = 3  # unknown words of a query that are looked up among the words of the index
MOST_GUESSES = 3


def query_groups(
    analyser: Analyser,
    text: str,
    vocabulary: Vocabulary | None = None,
    language: str | None = None,
) -> list[QueryGroup]:
    """Return a group for every word of the query (without quotes and minus signs), in order.

    Adjacent words that are one compound in the texts share their alternatives. With a vocabulary,
    unknown words are corrected and the groups hold what was searched for instead.
    """
    words = [make_query_word(analyser, token) for token in analyser.analyse(text, language)]
    wholes = [joined_terms(analyser, a, b) for a, b in pairwise(words)]
    held = term_frequencies(analyser, words, wholes, vocabulary)
    undotted = not any(letter in text.lower() for letter in "äö")
    for one in words:
        one.alternatives += own_alternatives(one.token)
        if one.word.isalpha():
            one.alternatives += swedish_alternatives(one, held)
            if held is not None:
                add_dotted(analyser, one, held, undotted)
    if vocabulary is not None and held is not None:
        for one in [one for one in words if is_misspelt(analyser, one, held)][:MOST_MENDED]:
            correct_word(analyser, one, similar_words(analyser, one, vocabulary))
    for place, terms in enumerate(wholes):
        alternatives = [
            Alternative((t,), JOINED, "joined")
            for t in terms
            if (held.get(t) if held is not None else analyser.known(t))
        ]
        words[place].alternatives += alternatives
        words[place + 1].alternatives += alternatives
    add_synonyms(analyser.same, words)
    return [make_group(analyser, one) for one in words]


def make_query_word(analyser: Analyser, token: TokenTerms) -> QueryWord:
    """Return a word of the query before its alternatives are collected."""
    word = token.token.text.lower()
    known = analyser.known(word) or not any(c.isalpha() for c in word) or is_stop_word(word)
    dotted = [] if is_stop_word(word) else restore_dots(analyser, word.strip("-"))
    return QueryWord(token, known, dotted)


def own_alternatives(token: WordTerms) -> Iterator[Alternative]:
    """Yield the word's own alternatives: base forms, its verbs, parts, and the root verb."""
    section = [term for term in token.lemmas if term.startswith("§")]
    for terms, weight, why in (
        (section or token.lemmas, LEMMA, "lemma"),
        (token.verbs, VERB, "verb"),
        (token.lemmas + token.parts, PART, "part"),
    ):
        for term in terms:
            yield Alternative((term,), weight, why)
    for term in token.roots:
        yield Alternative((term,), KIN, "kin")


def term_frequencies(
    analyser: Analyser,
    words: Sequence[QueryWord],
    wholes: Sequence[tuple[str, ...]],
    vocabulary: Vocabulary | None,
) -> Mapping[str, int] | None:
    """Return the document frequency of every term that the query may mean, in one statement."""
    if vocabulary is None:
        return None
    terms = {term for one in words for term in (*one.token.all, *one.token.roots)}
    terms |= {way.terms[0] for one in words for way in swedish_alternatives(one, None)}
    terms |= {term for one in words for term in swedish_part_terms(one)}
    terms |= {t for one in words for form in one.dotted for t in analyser.terms(form).all}
    terms |= synonym_terms(analyser.same, terms)
    return vocabulary.counts(sorted(terms.union(*wholes)))


# Correction of words


def restore_dots(analyser: Analyser, word: str) -> list[str]:
    """Return known words that differ by missing dots only, those with the fewest parts first."""
    found = {form: analyser.words.readings(form) for form in dict.fromkeys(dotted_variants(word))}
    known = [form for form, readings in found.items() if readings]
    return sorted(known, key=lambda form: found[form][0].size)


def add_dotted(analyser: Analyser, one: QueryWord, held: Mapping[str, int], undotted: bool) -> None:
    """Add the words that may have been meant by a word typed without its dots."""
    worths = [form_frequency(analyser, form, held) for form in one.dotted]
    own = form_frequency(analyser, one.word, held)
    forms = [form for form, found in zip(one.dotted, worths, strict=True) if found >= 1]
    if one.dotted and not one.known and max(worths) >= own:
        correct_word(analyser, one, forms or one.dotted)
    elif undotted:
        one.alternatives += form_alternatives(analyser, forms, "folded", FOLDED, FOLDED)


def swedish_alternatives(one: QueryWord, held: Mapping[str, int] | None) -> Iterator[Alternative]:
    """Yield alternatives in Swedish texts: the stem, also inside compounds, and its parts."""
    stem, weight = stem_swedish(one.word), SWEDISH_TOO if one.known else LEMMA
    yield Alternative((stem,), weight, "swedish")
    yield Alternative((stem.replace(PREFIX, INSIDE),), weight, "part")
    for part in swedish_part_terms(one):
        if held and held.get(part):
            yield Alternative((part,), PART, "part")


def swedish_part_terms(one: QueryWord) -> tuple[str, ...]:
    """Return the parts that a word which is not Finnish may have in Swedish."""
    return () if one.known else tuple(PREFIX + part for part in swedish_parts(one.word))


def form_frequency(analyser: Analyser, form: str, held: Mapping[str, int]) -> float:
    """Return in how many passages the form occurs; below 1 when only a part of it does."""
    terms = analyser.terms(form)
    lemmas = terms.lemmas if analyser.known(form) else possible_base_forms(form)
    whole = max((held.get(term, 0) for term in lemmas), default=0)
    part = max((held.get(term, 0) for term in terms.parts), default=0)
    return whole or part / (part + 1)


def is_misspelt(analyser: Analyser, one: QueryWord, held: Mapping[str, int]) -> bool:
    """Return whether the index has nothing for a word that may be misspelt.

    A word that the dictionary knows is taken as it was typed, and so is a very short one.
    """
    if one.correction or one.known or not one.word.isalpha() or len(one.word) < SHORTEST_MENDED:
        return False
    return form_frequency(analyser, one.word, held) < 1 and not held.get(stem_swedish(one.word))


def correct_word(analyser: Analyser, one: QueryWord, forms: Sequence[str]) -> None:
    """Correct the word to the first of the forms and keep the others as weaker alternatives."""
    if forms:
        one.correction = forms[0]
        own = [
            replace(way, weight=min(way.weight, SECOND))
            for way in one.alternatives
            if way.why != "part"
        ]
        one.alternatives = [
            *form_alternatives(analyser, forms[:MOST_GUESSES], "repair", LEMMA, SECOND),
            *own,
        ]


def form_alternatives(
    analyser: Analyser, forms: Iterable[str], why: str, first: float, rest: float
) -> Iterator[Alternative]:
    """Yield the alternatives of each form: the first form at one weight, the others at another."""
    for place, form in enumerate(forms):
        weight = rest if place else first
        terms = analyser.terms(form)
        yield from (Alternative((term,), weight, why) for term in terms.lemmas)
        yield from (Alternative((t,), VERB * weight, "verb") for t in terms.verbs)
        yield from (Alternative((t,), PART * weight, "part") for t in terms.parts)


def similar_words(analyser: Analyser, one: QueryWord, vocabulary: Vocabulary) -> list[str]:
    """Return known words and words of the index that are similar to the typed one."""
    word, near = one.word, list(vocabulary.near(one.word))
    same = [form for form in near if fold(form) == fold(word) and form != word]
    if same:
        return same
    found = set(near)
    if all(edit_distance(word, form) > 1 for form in near):
        found |= {form for form in one_edit_away(word) if analyser.words.is_word(form)}
    forms = sorted(form for form in found if not is_stop_word(form))
    terms = {term for form in forms for term in analyser.terms(form).all}
    held = vocabulary.counts(sorted(terms))
    worths = {form: form_frequency(analyser, form, held) for form in forms}
    return nearest_words(word, [f for f in forms if worths[f] >= 0.1], worths.__getitem__)


# Compounds


def joined_terms(analyser: Analyser, before: QueryWord, after: QueryWord) -> tuple[str, ...]:
    """Return the lemmas of the compound or the double name of two adjacent words.

    Of a word that the dictionary does not know, only the index tells whether it exists.
    """
    if is_stop_word(before.word) or is_stop_word(after.word):
        return ()
    whole = before.word + after.word
    if not whole.isalpha():
        return ()
    return analyser.terms(whole).lemmas if analyser.known(whole) else (whole,)


def make_group(analyser: Analyser, one: QueryWord) -> QueryGroup:
    token = one.token.token
    return QueryGroup(
        word=token.text,
        start=token.start,
        end=token.end,
        alternatives=best_alternatives(one.alternatives),
        stop=is_stop_word(token.text) or token.text.startswith("§"),
        correction=one.correction,
        compound=analyser.words.compound(one.correction or one.word),
    )


def best_alternatives(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives without duplicates, each at its greatest weight, the best first."""
    found: dict[tuple[str, ...], Alternative] = {}
    for one in alternatives:
        if one.terms not in found or one.weight > found[one.terms].weight:
            found[one.terms] = one
    return tuple(sorted(found.values(), key=lambda one: -one.weight))
