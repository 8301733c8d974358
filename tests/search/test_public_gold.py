"""Judged queries over short texts like those of councils, municipalities and associations."""

import json
import statistics
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BENCH = HERE.parent.parent / "bench"
CLASSES = {"inflected", "compound part", "typo", "no dots", "name", "question", "swedish"}


def read(name, folder="public"):
    lines = (HERE / "gold" / folder / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def judged(db, monkeypatch):
    """Return each query with its hits and measures, judged as in the bench."""
    monkeypatch.syspath_prepend(str(BENCH))
    import_module("search_set").create_council()
    found, _ = import_module("search_quality").judge(read("passages.jsonl"), read("queries.jsonl"))
    return found


def test_the_queries_are_of_every_kind_and_judge_texts_that_are_there():
    texts, queries = read("passages.jsonl"), read("queries.jsonl")
    assert {query["class"] for query in queries} == CLASSES
    assert {key for query in queries for key in query["judgements"]} <= {t["id"] for t in texts}


def test_the_questions_kept_apart_judge_texts_that_are_there():
    texts, queries = read("passages.jsonl", "apart"), read("queries.jsonl", "apart")
    assert {key for query in queries for key in query["judgements"]} <= {t["id"] for t in texts}


@pytest.mark.needs("voikko")
def test_public_texts_are_found_by_what_people_type(judged):
    def mean(measure):
        return statistics.mean(values[measure] for _, _, values in judged)

    worst = sorted(judged, key=lambda one: one[2]["nDCG@10"])[:8]
    worst_scores = {query["text"]: round(values["nDCG@10"], 2) for query, _, values in worst}
    # To grieve (surra) and grief (suru) only begin alike for the dictionary.
    assert [query["text"] for query, ranked, _ in judged if not ranked] == ["sureville"]
    assert mean("nDCG@10") >= 0.92, worst_scores
    assert mean("MRR@10") >= 0.97, worst_scores
