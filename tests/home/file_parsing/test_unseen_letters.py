"""Letters in the background's colour, or too small, are reported and removed; others stay."""

import pytest

from home.file_parsing.inspecting import clean_content, inspect_content, take_apart

from .office_files import CODE, looks
from .unseen_letters import WHITE_RGB, seen_letters, shared, unseen_letters

UNSEEN, SEEN = list(unseen_letters()), list(seen_letters())


def ids(cases):
    return [f"{kind}: {name}" for kind, name, _content in cases]


def words_in(content, kind) -> str:
    return "\n".join(part.text for part in take_apart(content, kind)[0].parts)


@pytest.mark.parametrize(("kind", "name", "content"), UNSEEN, ids=ids(UNSEEN))
def test_unseen_letters_are_told_and_taken_out(kind, name, content):
    counts = inspect_content(content, kind)["counts"]
    assert set(counts) in ({"hidden_text"}, {"hidden_cell"}), counts
    copy = clean_content(content, kind)
    assert CODE not in words_in(copy, kind)
    assert not inspect_content(copy, kind)["counts"]
    if "Näkyvä" in words_in(content, kind):
        assert "Näkyvä" in words_in(copy, kind)


@pytest.mark.parametrize(("kind", "name", "content"), SEEN, ids=ids(SEEN))
def test_letters_that_are_seen_stay(kind, name, content):
    assert not inspect_content(content, kind)["counts"]
    assert CODE in words_in(clean_content(content, kind), kind)


def test_a_shared_text_stays_where_another_cell_shows_it():
    """The same string in a cell with a dark background is visible there."""
    dark = looks(ground='rgb="FF123456"')
    content = shared(f"<color {WHITE_RGB}/>", '<c r="B2" s="1" t="s"><v>0</v></c>', **dark)
    assert inspect_content(content, "xlsx")["counts"] == {"hidden_text": 1}
    copy = clean_content(content, "xlsx")
    assert words_in(copy, "xlsx").count(CODE) == 1
    assert words_in(copy, "xlsx").count("Näkyvä") == 2
