"""Caveats: warnings that a page shows wherever it appears, always in the same words."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Caveat:
    """A state that changes what the rest of a page means: an example, cancelled, a draft.

    `label` stands before the title or beside it where there is no room for `text`.
    """

    kind: str
    label: str
    text: str


def label_title(title: str, caveats: Sequence[Caveat]) -> str:
    """Return the title after the labels: "Esimerkki, peruttu: Kokous 10.2.2027"."""
    labels = join_caveat_labels(caveats)
    return f"{labels}: {title}" if labels else title


def join_caveat_labels(caveats: Sequence[Caveat]) -> str:
    """Return the labels as one phrase, of which only the first word is capitalised."""
    first, *others = [caveat.label for caveat in caveats] or [""]
    return ", ".join([first, *(label[:1].lower() + label[1:] for label in others)])


def join_texts(caveats: Sequence[Caveat]) -> str:
    return " ".join(caveat.text for caveat in caveats)
