"""Judged queries over the seeded content."""

import statistics
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.models import Page, Site

from bench.judging import measures
from search.query import engine
from search.query.parsing import clean_query
from search.store.lexicon import current_analyser

GOLD = Path(__file__).parent / "gold" / "queries.tsv"
QUESTIONS = GOLD.with_name("questions.tsv")
ABSENT = GOLD.with_name("absent.txt")


def queries():
    """Return (query, its kind, {slug: grade}) of each line."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            text, kind, judged = line.split("\t")
            pairs = (one.split("=") for one in judged.split())
            yield text, kind, {slug: int(grade) for slug, grade in pairs}


@pytest.fixture
def judged(seeded):
    """Return the measures of each query."""
    call_command("search_index", verbosity=0)
    site = Site.objects.get(is_default_site=True)
    slugs = dict(Page.objects.values_list("pk", "slug"))
    root, analyser = site.root_page.path, current_analyser()
    answers = {}
    for text, _, judgements in queries():
        found = engine.search(clean_query(text), root, analyser)
        ranked = [slugs[page.page] for page in found.ranking]
        answers[text] = measures(ranked, judgements)
    return answers


def test_the_gold_names_pages_that_exist(seeded):
    slugs = set(Page.objects.values_list("slug", flat=True))
    wanted = {slug for _, _, judgements in queries() for slug in judgements}
    assert wanted <= slugs
    assert len(list(queries())) >= 60


def test_what_people_ask_is_answered(judged):
    def mean(measure):
        return statistics.mean(values[measure] for values in judged.values())

    worst = sorted(judged, key=lambda text: judged[text]["nDCG@10"])[:8]
    worst_scores = {text: round(judged[text]["nDCG@10"], 2) for text in worst}
    assert [text for text, values in judged.items() if values["empty"]] == []
    assert mean("nDCG@10") >= 0.89, worst_scores
    assert mean("MRR@10") >= 0.97, worst_scores


def read_questions():
    """Return (question, what the answer says) of each line."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.fixture
def indexed(seeded):
    call_command("search_index", verbosity=0)
    return Site.objects.get(is_default_site=True).root_page.path


@pytest.mark.needs("voikko")
def test_questions_have_the_right_answer_and_others_have_none(client, indexed):
    wrong = []
    for question, said in read_questions():
        html = client.get("/haku/", {"q": question}).content.decode()
        answers = BeautifulSoup(html, "lxml").select(".search-answer")
        text = " ".join(" ".join(answer.stripped_strings) for answer in answers)
        if (text != "") if said == "-" else (said not in text):
            wrong.append((question, text))
    assert wrong == []


@pytest.mark.needs("voikko")
def test_words_that_are_nowhere_have_no_hits(indexed):
    analyser, noise = current_analyser(), {}
    words = ABSENT.read_text(encoding="utf-8").split()
    for word in words:
        found = engine.search(word, indexed, analyser)
        if found.pages or [group.word for group in found.missing] != [word]:
            noise[word] = [page.page for page in found.pages]
    assert noise == {}
    assert len(words) >= 130
