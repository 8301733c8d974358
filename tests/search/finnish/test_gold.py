"""The analyser against gold word lists; bench/analysis.py explains the measures."""

from pathlib import Path

import pytest

from bench.analysis import (
    conflation,
    lemmas_by_form,
    part_scores,
    precision,
    read_gold,
    recall,
)
from search.finnish import active_analyser

GOLD = Path(__file__).resolve().parents[1] / "gold"


def gold(name):
    return lemmas_by_form(read_gold(GOLD / name), ())


def test_the_lists_are_long_enough_to_mean_something():
    assert len(gold("inflections.tsv")) >= 400
    assert sum("#" in lemma for lemmas in gold("compounds.tsv").values() for lemma in lemmas) >= 80


@pytest.mark.parametrize("verbs", [False, True], ids=["base forms", "with verbs"])
def test_forms_of_a_word_meet_and_no_others(analyser, verbs):
    def terms_of(form):
        terms = analyser.terms(form)
        return terms.lemmas + (terms.verbs if verbs else ())

    hits, wrong, missed = conflation(gold("inflections.tsv"), terms_of)
    assert precision(hits, wrong) >= 0.96, sorted(wrong)
    assert recall(hits, missed) >= 0.97, sorted(missed)


def test_parts_of_compounds_are_found(analyser):
    scores, p, missed, wrong = part_scores(gold("compounds.tsv"), analyser.terms)
    assert min(scores.values()) >= 0.95, missed
    assert p >= 0.86, wrong


def test_a_stemmer_would_not_do(stemmer):
    """Without a dictionary the lists give a low score, so the thresholds above mean something."""
    hits, _, missed = conflation(gold("inflections.tsv"), lambda f: stemmer.terms(f).lemmas)
    assert recall(hits, missed) < 0.75
    assert max(part_scores(gold("compounds.tsv"), stemmer.terms)[0].values()) < 0.25


@pytest.mark.needs("voikko")
def test_both_dictionaries_give_the_same_terms(lexicon):
    system, packaged = (active_analyser(lexicon, name) for name in ("libvoikko", "pyvoikko"))
    forms = [*gold("inflections.tsv"), *gold("compounds.tsv")]
    assert {form: system.terms(form) for form in forms} == {
        form: packaged.terms(form) for form in forms
    }
    assert system.version == packaged.version
