"""Measures of the order of hits against judgements. Pure Python.

Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002).
"""

import math

DEPTH = 10
MEASURES = ("nDCG@10", "MRR@10", "recall@10", "empty")


def measures(ranked, judgements) -> dict[str, float]:
    gains = [judgements.get(one, 0) for one in ranked[:DEPTH]]
    ideal = dcg(sorted(judgements.values(), reverse=True)[:DEPTH])
    first = next((place for place, gain in enumerate(gains, 1) if gain > 0), 0)
    relevant = sum(grade > 0 for grade in judgements.values())
    return {
        "nDCG@10": dcg(gains) / ideal if ideal else 1.0,
        "MRR@10": 1 / first if first else 0.0,
        "recall@10": sum(gain > 0 for gain in gains) / relevant if relevant else 1.0,
        "empty": float(not ranked),
    }


def dcg(gains) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
