"""Analysers with the initial lexicon, one for each dictionary installed on this machine."""

import tomllib
from pathlib import Path

import pytest

from search.finnish import Lexicon, active_analyser

ROOT = Path(__file__).resolve().parents[3]
LEXICONS = (
    ROOT / "search" / "content" / "lexicon.toml",
    ROOT / "content" / "kymenlaakso" / "lexicon.toml",
)


def seeded_lexicon():
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in LEXICONS]
    return Lexicon(
        *(
            tuple(
                (word.lower(), target.lower())
                for words in files
                for word, target in words.get(kind, {}).items()
            )
            for kind in ("model", "abbreviation", "synonym")
        )
    )


@pytest.fixture(scope="session")
def lexicon():
    return seeded_lexicon()


@pytest.fixture(
    scope="session",
    params=[pytest.param("libvoikko", marks=pytest.mark.needs("voikko")), "pyvoikko"],
)
def analyser(request, lexicon):
    """Return an analyser for each dictionary: pip's always, the system's where it is installed."""
    return active_analyser(lexicon, request.param)


@pytest.fixture(scope="session")
def stemmer():
    """Return the analyser that remains when no dictionary is installed."""
    return active_analyser(backend="snowball")
