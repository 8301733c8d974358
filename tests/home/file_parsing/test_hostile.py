"""Every hostile file is refused, offered as a cleaned copy, or reported as unreadable."""

import random

import pytest

from home.file_parsing.inspecting import clean_content, inspect_content
from tests.trials import seeded_random, trials

from .hiding import places
from .hostile import hostile

TABLE = hostile()
IDS = [f"{each.kind}: {each.name}" for each in TABLE]
SOUND = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf", "jpg", "png", "txt", "csv"}


def test_the_table_is_long():
    assert len(TABLE) >= 75
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("file", TABLE, ids=IDS)
def test_what_it_holds_is_seen(file):
    found = inspect_content(file.content, file.kind)
    assert found["ended"] == file.ended
    codes = {code for code, _place in found["active"]}
    assert (file.active in codes) if file.active else not codes


@pytest.mark.parametrize("file", [f for f in TABLE if f.cleans], ids=lambda f: f.kind + f.name)
def test_the_cleaned_copy_is_harmless(file):
    found = inspect_content(clean_content(file.content, file.kind), file.kind)
    assert (found["ended"], found["active"]) == ("done", [])


def spoiled(content: bytes, dice: random.Random) -> bytes:
    """Return the bytes with some of them changed, cut or doubled."""
    content = bytearray(content)
    for _ in range(dice.choice((1, 3, 20))):
        at = dice.randrange(len(content))
        way = dice.randrange(4)
        if way == 0:
            content[at] = dice.randrange(256)
        elif way == 1:
            del content[at : at + dice.randrange(1, 40)]
        elif way == 2:
            content[at:at] = content[at : at + dice.randrange(1, 40)]
        else:
            content[at : at + 4] = dice.randbytes(4)
        if not content:
            return b""
    return bytes(content)


@pytest.mark.endurance
def test_spoiled_files_come_to_an_end():
    """Whatever is broken in a file, its reading ends with a known outcome."""
    dice = seeded_random("spoiled files")
    whole = [(kind, content) for kind, _name, content in places() if kind in SOUND]
    ends = set()
    for _ in range(trials(60, 6_000)):
        kind, content = dice.choice(whole)
        found = inspect_content(spoiled(content, dice), kind)
        ends.add(found["ended"])
    assert ends <= {"done", "damaged", "encrypted", "toobig"}
    assert "done" in ends
