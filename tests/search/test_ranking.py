"""Ranking of passages: rare words, whole words, titles and adjacent words count more."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.finnish import Alternative, QueryGroup
from search.query import ranking
from search.query.parsing import LONGEST, clean_query
from search.store import Collection, Occurrences
from search.store.vectors import build_vector, filter_label, positions_in

COLLECTION = Collection(100, 10_000, {"kunta": 60, "laituri": 2, "suo": 10})
TEXT, TITLE, PART = [(101, "B")], [(1, "A")], [(101, "D")]


def group(*terms, weight=1.0):
    return QueryGroup(terms[0], 0, 1, tuple(Alternative((t,), weight, "lemma") for t in terms))


def worth(groups, places, length=100):
    return ranking.score_passage(groups, Occurrences(length, places), COLLECTION).value


SUO, LAITURI, KUNTA = group("suo"), group("laituri"), group("kunta")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (worth([LAITURI], {"laituri": TEXT}), worth([KUNTA], {"kunta": TEXT})),
        (worth([SUO], {"suo": TITLE}), worth([SUO], {"suo": TEXT})),
        (worth([SUO], {"suo": TEXT}), worth([SUO], {"suo": PART})),
        (worth([SUO], {"suo": TEXT}, 50), worth([SUO], {"suo": TEXT}, 500)),
        (
            worth([SUO, LAITURI], {"suo": TEXT, "laituri": [(102, "B")]}),
            worth([SUO, LAITURI], {"suo": TEXT, "laituri": [(150, "B")]}),
        ),
        (
            worth([SUO, KUNTA], {"suo": TEXT, "kunta": TEXT}),
            worth([SUO, KUNTA], {"suo": TEXT}),
        ),
    ],
    ids=["rare", "title", "whole", "short", "in a row", "all words"],
)
def test_what_is_better_is_worth_more(better, worse):
    assert better > worse > 0


def test_of_several_ways_to_meet_a_word_the_best_counts_not_their_sum():
    places = {"suo": TEXT, "laituri": TEXT}
    assert worth([group("suo", "laituri")], places) == worth([LAITURI], places)


def test_words_of_a_phrase_stand_in_a_row():
    found = Occurrences(10, {"suo": [(101, "B"), (105, "B")], "laituri": [(106, "B")]})
    assert ranking.adjacent_positions(("suo", "laituri"), found) == [(105, "B")]


@given(st.integers(0, 200), st.integers(0, 100))
def test_a_word_is_worth_something_however_common(held, passages):
    assert Collection(passages, 1_000, {"suo": held}).rarity("suo") > 0


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_a_page_is_worth_at_least_its_best_passage(values):
    best = max(values)
    assert best <= ranking.page_score(values) <= best * (1.001 + ranking.FURTHER * len(values))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Nd"]), min_size=1, max_size=12)
PLACES = st.lists(st.tuples(st.integers(1, 900), st.sampled_from("ABCD")), min_size=1, max_size=5)


@given(st.dictionaries(WORDS, PLACES, min_size=1, max_size=8))
def test_a_vector_is_read_as_postgresql_writes_it(terms):
    """PostgreSQL leaves out the D of a position."""
    written = re.sub(r"(\d)D", r"\1", build_vector(terms, [filter_label("kind", "Sivu")]))
    assert positions_in(written, list(terms)) == terms


@given(st.text())
def test_a_clean_query_is_short_and_holds_nothing_that_a_table_refuses(text):
    cleaned = clean_query(text)
    assert len(cleaned) <= LONGEST
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
