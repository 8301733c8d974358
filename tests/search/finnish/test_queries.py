"""Expansion of queries into groups of alternatives."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process

from search.finnish import active_analyser, query_groups

TEXT = """
Kymenlaakson järjestöneuvottelukunnan edustajat kokoontuivat 13.3.2024 Kouvolassa.
Potilasjärjestöjen edustaja kertoi hyvinvointialueen avustuksista. Järjestöt, yhdistykset.
Sosiaali- ja terveysjärjestöjen avustuskeskus STEA. Lain 12 § ja 13 §. Klamilan kylätalo.
Nuorisojärjestöt ja vanhusneuvosto. Päätös työllisyydestä. Schulz puhui. Säde. Pääsy Pyhtäälle.
Föreningarna i Pyttis vill att kommunen ordnar ett möte för alla.
"""


class Words:
    """A vocabulary of one text, instead of the index."""

    def __init__(self, analyser, text=TEXT):
        tokens = analyser.analyse(text)
        self.terms = Counter(term for token in tokens for term in token.all)
        self.forms = list({token.token.text.lower() for token in tokens})

    def counts(self, terms):
        return {term: self.terms[term] for term in terms if term in self.terms}

    def near(self, word):
        return [form for form, _, _ in process.extract(word, self.forms, limit=8)]


@pytest.fixture(scope="module")
def words(analyser):
    return Words(analyser)


def ways(group, why=None):
    return {a.terms: a.weight for a in group.alternatives if why in (None, a.why)}


def test_a_word_its_parts_and_its_verb(analyser):
    (group,) = query_groups(analyser, "hyvinvointialueilla")
    assert group.alternatives[0].terms == ("hyvinvointialue",)
    assert ways(group)["alue",] == 0.3
    (group,) = query_groups(analyser, "ikääntyneet")
    assert ways(group, "verb") == {("ikääntyä",): 0.8}
    (group,) = query_groups(analyser, "työllistäjä")
    assert ways(group, "kin") == {("työllistää",): 0.3}


def test_words_that_say_nothing_are_marked(analyser):
    groups = query_groups(analyser, "missä on seuraava kokous")
    assert [group.word for group in groups if not group.stop] == ["seuraava", "kokous"]


def test_places_in_the_query(analyser):
    query = "  edustaja, Kotka"
    assert [query[g.start : g.end] for g in query_groups(analyser, query)] == ["edustaja", "Kotka"]


class TestMissingDots:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("jarjestoneuvottelukunnan", "järjestöneuvottelukunta"),
            ("jarjestaa", "järjestää"),
            ("tyollisyys", "työllisyys"),
            ("pyhtaalla", "pyhtää"),
            ("järjestojen", "järjestö"),
            ("sosiaalijaterveysjarjestojenneuvottelukunta", None),
        ],
    )
    def test_are_put_back(self, analyser, words, typed, meant):
        (group,) = query_groups(analyser, typed, words)
        if meant:
            assert ways(group)[meant,] == 1.0
            assert group.correction

    def test_a_word_that_both_ways_is_one_is_looked_for_both_ways(self, analyser, words):
        (group,) = query_groups(analyser, "sade", Words(analyser, "sade säde"))
        assert ways(group)["sade",] == 1.0
        assert ways(group)["säde",] == 0.6
        assert not group.correction

    def test_a_word_that_the_dictionary_knows_is_never_corrected(self, analyser, words):
        (group,) = query_groups(analyser, "paatos", words)
        assert not group.correction
        assert ways(group)["päätös",] == 0.6
        (group, *_) = query_groups(analyser, "valittaa tästä", Words(analyser, "välittää tästä"))
        assert not group.correction

    def test_who_types_dots_means_what_she_types(self, analyser, words):
        groups = query_groups(analyser, "sade säde", Words(analyser, "sade säde"))
        assert ("säde",) not in ways(groups[0])

    def test_the_word_that_was_meant_is_named(self, analyser, words):
        (group,) = query_groups(analyser, "jarjesto", words)
        assert group.correction == "järjestö"
        (group,) = query_groups(analyser, "kokous", words)
        assert group.correction == ""


class TestSlips:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("edustja", "edustaja"),
            ("potilasjrjestöjen", "potilasjärjestö"),
            ("hyvinvontialue", "hyvinvointialue"),
            ("kokoontiuvat", "kokoontua"),
            ("avustuskesksu", "avustuskeskus"),
            ("tyollisydesta", "työllisyys"),
            ("Klamlan", "klamila"),
        ],
    )
    def test_are_mended_from_the_index(self, analyser, words, typed, meant):
        (group,) = query_groups(analyser, typed, words)
        assert ways(group).get((meant,)) == 1.0
        assert group.correction != typed

    def test_forms_that_no_text_has_are_mended_by_the_dictionary(self, analyser, words):
        (group,) = query_groups(analyser, "avustuskeskuksseen", words)
        assert group.correction == "avustuskeskukseen"

    @pytest.mark.parametrize(
        "typed",
        ["Schulzin", "kirjasto", "päiväkoti", "föreningens", "STEAn", "qwzx", "12", "tax", "möten"],
    )
    def test_what_is_right_or_beyond_help_stays(self, analyser, words, typed):
        (group,) = query_groups(analyser, typed, words)
        assert not group.correction

    @pytest.mark.parametrize("typed", ["edustja", "jarjestot"])
    def test_without_a_vocabulary_nothing_is_mended(self, analyser, typed):
        (group,) = query_groups(analyser, typed)
        assert not group.correction
        assert not ways(group, "folded")


def test_words_apart_meet_the_compound(analyser, words):
    first, second = query_groups(analyser, "nuoriso järjestöt", words)
    assert ways(first, "joined") == ways(second, "joined") == {("nuorisojärjestö",): 0.9}


def test_a_compound_that_no_text_has_is_not_looked_for(analyser, words):
    first, _ = query_groups(analyser, "kylä avustus", words)
    assert not ways(first, "joined")


class TestSynonyms:
    def test_of_a_word(self, analyser, words):
        (group,) = query_groups(analyser, "yhdistyksiä", words)
        assert ways(group, "synonym")["järjestö",] == 0.5
        (group,) = query_groups(analyser, "järjestöjen", words)
        assert ways(group, "synonym")["yhdistys",] == 0.5

    def test_of_a_word_without_its_dots(self, analyser, words):
        (group,) = query_groups(analyser, "pyhtaalla", words)
        assert ways(group, "synonym") == {("pyttis",): 0.5}

    def test_an_abbreviation_and_what_it_stands_for(self, analyser, words):
        (group,) = query_groups(analyser, "STEA:n", words)
        whole = ("sosiaali", "ja", "terveysjärjestö", "avustuskeskus")
        assert ways(group, "synonym") == {whole: 0.5}
        tokens = analyser.analyse("Sosiaali- ja terveysjärjestöjen avustuskeskukselta")
        assert all(term in token.lemmas for term, token in zip(whole, tokens, strict=True))
        groups = query_groups(analyser, "sosiaali- ja terveysjärjestöjen avustuskeskus", words)
        kept = [group for group in groups if not group.stop]
        assert all(ways(group)["stea",] == 0.5 for group in kept)


def test_swedish_words_are_looked_for_by_their_stems(analyser, words):
    (group,) = query_groups(analyser, "föreningen", words)
    assert ways(group)["sv:förening",] == 1.0
    (group,) = query_groups(analyser, "kokous", words)
    assert ways(group, "swedish") == {("sv:kokous",): 0.5}


def test_parts_of_swedish_compounds_are_looked_for_when_texts_have_them(analyser, words):
    (group,) = query_groups(analyser, "föreningsbidrag", words)
    assert ways(group, "part")["sv:förening",] == 0.3
    assert ("sv:fören",) not in ways(group)
    (group,) = query_groups(
        analyser, "bidrag", Words(analyser, "Vi söker föreningsbidrag för det.")
    )
    assert ways(group)["sv~bidrag",] == 1.0


def test_a_section_before_the_bare_number(analyser, words):
    group, sign = query_groups(analyser, "12 §", words)
    assert list(ways(group).items())[:2] == [(("§12",), 1.0), (("12",), 0.3)]
    assert sign.stop


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60))
def test_any_query_has_groups(text):
    analyser = active_analyser()
    for group in query_groups(analyser, text, Words(analyser)):
        assert text[group.start : group.end]
        assert all(0 < a.weight <= 1 and a.terms for a in group.alternatives)
        weights = [a.weight for a in group.alternatives]
        assert weights == sorted(weights, reverse=True)
