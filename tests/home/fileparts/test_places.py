"""A code is found in whatever part of a file it stands, and what is unseen is told."""

import pytest

from home.fileparts.inspecting import cleaned, inspected, taken_apart

from .hiding import places
from .office_files import CODE

PLACES = list(places())
IDS = [f"{kind}: {name}" for kind, name, _content in PLACES]
# What a reader sees or hears, and what the file is called by, stays in a cleaned copy.
STAYS = {
    "body in two runs",
    "zero-width between",
    "full-width digits",
    "tracked insertion",
    "header",
    "footnote",
    "title",
    "alt text",
    "text box",
    "address of a link",
    "chart",
    "diagram",
    "cell",
    "name of a sheet",
    "list of a validation",
    "prompt of a validation",
    "header of the print",
    "formula",
    "drawing",
    "slide",
    "alt text of a shape",
    "layout",
    "page",
    "bookmark",
    "alternative text",
    "actual text",
    "text",
    "cell in two-byte letters",
    "object",
    "validation",
    "value of a field",
    "under a black box",
    "invisible text",
    "white text",
    "beside the page",
    "named place",
    "field code",
    "XML comment",
    "choices of a field",
    "defined name",
}


def test_there_are_many_places():
    assert len(PLACES) >= 100
    assert len(set(IDS)) == len(IDS)
    kinds = {kind for kind, *_ in PLACES}
    assert {"docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf", "jpg", "png", "gif"} <= kinds


@pytest.mark.parametrize(("kind", "name", "content"), PLACES, ids=IDS)
def test_the_code_is_found(kind, name, content):
    found = inspected(content, kind)
    assert found["ended"] == "done"
    assert [entry for entry in found["findings"] if entry["text"] == CODE], name


@pytest.mark.parametrize(("kind", "name", "content"), PLACES, ids=IDS)
def test_the_cleaned_copy_holds_only_what_is_seen(kind, name, content):
    copy = cleaned(content, kind)
    found = inspected(copy, kind)
    assert found["ended"] == "done"
    assert not found["active"]
    if name not in STAYS and kind != "gif":
        report, _ended = taken_apart(copy, kind)
        assert not [part for part in report.parts if CODE in part.text], name


def test_a_cleaned_copy_is_clean():
    """What is counted is what the copy lacks: cleaning a copy finds nothing more to take."""
    for kind, name, content in PLACES:
        if name not in STAYS and kind not in ("gif", "txt", "csv"):
            assert not inspected(cleaned(content, kind), kind)["counts"], (kind, name)
