"""Minutes in many conventions are parsed, and no word is lost."""

from collections import Counter

import pytest

from bench.minutes import count_claims, parse_paper, score_corpus
from meetings.minutes import Line, Minutes
from tests.meetings.minutes.corpus import PAPERS, words_of

FLOORS = {"items": 0.97, "decisions": 0.95, "results": 0.93, "texts": 0.93}


def every_line(minutes: Minutes) -> list[Line]:
    kept = [*minutes.facts, *minutes.attendance, *minutes.body, *minutes.leftovers]
    for item in minutes.items:
        kept += [
            Line(item.title, number=f"{item.number} {item.letter}"),
            *item.text,
            *item.decision,
        ]
    return [Line(minutes.title), *kept]


def words_kept(minutes: Minutes) -> Counter:
    return Counter(words_of(" ".join(line.whole for line in every_line(minutes))))


def test_there_are_many_habits():
    assert len(PAPERS) >= 25


@pytest.mark.parametrize("kind", FLOORS)
def test_most_is_understood(kind):
    score = score_corpus()[kind]
    assert min(score.precision, score.recall) >= FLOORS[kind], score


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper(name):
    paper = PAPERS[name]
    minutes = parse_paper(paper)
    found, wanted = count_claims(paper, minutes)["items"]
    assert found == wanted
    assert {key: getattr(minutes, key) for key in paper.facts} == paper.facts
    present = "\n".join(line.whole for line in minutes.attendance)
    assert all(name in present for name in paper.attendance)


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_of_what_was_done_is_lost(name):
    paper = PAPERS[name]
    kept = words_kept(parse_paper(paper))
    for item in paper.items:
        for text in (item.title, item.text, *item.decision):
            assert set(words_of(text)) <= set(kept)


def test_what_stands_beside_the_text_says_where():
    minutes = parse_paper(PAPERS["a text box, a footnote, a header and page numbers"])
    places = {line.text: line.place for line in minutes.leftovers}
    assert places["Summat ovat euroja."] == "alaviite"
    assert places["Mallimaan järjestöjen neuvottelukunta"] == "sivun reuna"
    assert "LUONNOS" in " ".join(line.text for line in every_line(minutes))


def test_signatures_belong_to_no_item():
    minutes = parse_paper(PAPERS["headings with the sign after the number"])
    assert minutes.leftovers[0].text == "Pöytäkirjan vakuudeksi"
    assert [line.text for line in minutes.items[-1].text] == [
        "Puheenjohtaja päätti kokouksen kello 15.10."
    ]


def test_words_taken_away_are_gone():
    assert "Hylättiin" not in str(parse_paper(PAPERS["tracked changes"]))


def test_without_items_it_is_one_text():
    minutes = parse_paper(PAPERS["no items at all"])
    assert [line.text for line in minutes.body][-1] == "Seuraava kokous on elokuussa."
    assert minutes.items == []
