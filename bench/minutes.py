"""Measure how well minutes in Word and in plain text are parsed, on the corpus of the tests.

    .venv/bin/python -m bench.minutes          # --worst: the errors, file by file

An item is right when its number and the words of its title are; a decision, when the number of its
agenda item and the words of the decision are. Needs no database.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass

from meetings.minutes import Minutes, read_docx, read_text
from tests.meetings.minutes.corpus import PAPERS, Paper, words_of

KINDS = ("items", "decisions", "results", "texts")


@dataclass(frozen=True)
class ParsingScore:
    """Numbers of values found, found correctly, and expected."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    def __add__(self, other):
        return ParsingScore(
            self.right + other.right, self.found + other.found, self.wanted + other.wanted
        )


def parse_paper(paper: Paper) -> Minutes:
    return read_docx(paper.source) if isinstance(paper.source, bytes) else read_text(paper.source)


def count_claims(paper: Paper, minutes: Minutes) -> dict[str, tuple[Counter, Counter]]:
    """Return for each kind the values found and the values expected."""
    found = {kind: Counter() for kind in KINDS}
    wanted = {kind: Counter() for kind in KINDS}
    for item in minutes.items:
        decision = " ".join(line.whole for line in item.decision)
        text = " ".join(line.whole for line in item.text)
        add_values(found, item.number, item.title, text, decision, item.result)
    for item in paper.items:
        decision = " ".join(item.decision)
        add_values(wanted, item.number, item.title, item.text, decision, item.result)
    return {kind: (found[kind], wanted[kind]) for kind in KINDS}


def add_values(claimed, number, title, text, decision, result):
    claimed["items"][number, *words_of(title)] += 1
    if decision:
        claimed["decisions"][number, *words_of(decision)] += 1
    if result:
        claimed["results"][number, result] += 1
    if text:
        claimed["texts"][number, *words_of(text)] += 1


def score_corpus() -> dict[str, ParsingScore]:
    """Return the score of each kind over all files."""
    total = dict.fromkeys(KINDS, ParsingScore(0, 0, 0))
    for paper in PAPERS.values():
        for kind, (found, wanted) in count_claims(paper, parse_paper(paper)).items():
            right = (found & wanted).total()
            total[kind] += ParsingScore(right, found.total(), wanted.total())
    return total


def print_what_is_wrong(paper):
    for kind, (found, wanted) in count_claims(paper, parse_paper(paper)).items():
        for mark, difference in (("+", found - wanted), ("-", wanted - found)):
            for claim in difference:
                print(f"  {mark} {kind}: {' '.join(map(str, claim))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--worst", action="store_true", help="print what was read wrong")
    if parser.parse_args().worst:
        for paper in PAPERS.values():
            print(paper.name)
            print_what_is_wrong(paper)
    started = time.process_time()
    for kind, score in score_corpus().items():
        print(f"{kind:10} precision {score.precision:.3f}  recall {score.recall:.3f}  ({score})")
    spent = (time.process_time() - started) * 1000 / len(PAPERS)
    print(f"{len(PAPERS)} papers, {spent:.1f} ms of processor time each")


if __name__ == "__main__":
    main()
