"""A code is found in any part of a file, and unseen parts are reported."""

from io import BytesIO

import pytest
from PIL import Image

from home.file_parsing import pdf_words
from home.file_parsing.inspecting import clean_content, inspect_content, take_apart
from home.file_parsing.pdf_words import render_page

from .hiding import places
from .office_files import CODE, PICTURES, SPREAD, excel, looks, relations, styled

PLACES = list(places())
IDS = [f"{kind}: {name}" for kind, name, _content in PLACES]
# What a reader sees or hears, and the file's title, stays in a cleaned copy.
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
    found = inspect_content(content, kind)
    assert found["ended"] == "done"
    assert [entry for entry in found["findings"] if entry["text"] == CODE], name


@pytest.mark.parametrize(("kind", "name", "content"), PLACES, ids=IDS)
def test_the_cleaned_copy_holds_only_what_is_seen(kind, name, content):
    copy = clean_content(content, kind)
    found = inspect_content(copy, kind)
    assert found["ended"] == "done"
    assert not found["active"]
    if name not in STAYS:
        report, _ended = take_apart(copy, kind)
        assert not [part for part in report.parts if CODE in part.text], name


SEEN_CELLS = {
    "another format": looks("0.00;[Red]-0.00"),
    "a format that hides numbers alone": looks(";;"),
    "white on a dark ground": looks(font='rgb="FFFFFFFF"', ground='rgb="FF123456"'),
    "black letters": looks(font='rgb="FF000000"'),
    "a colour that cannot be told": looks(font='auto="1"'),
}


@pytest.mark.parametrize("name", SEEN_CELLS)
def test_a_cell_that_is_seen_stays(name):
    content = excel(styled("Nimi näkyy"), **SEEN_CELLS[name])
    assert not inspect_content(content, "xlsx")["counts"]
    assert "Nimi näkyy" in text_in(clean_content(content, "xlsx"))


@pytest.mark.parametrize("where", ["a table", "a condition"])
def test_white_letters_stay_where_something_else_may_give_the_ground(where):
    """A table's header row is often white on a background that comes from its table style."""
    parts = looks(font='rgb="FFFFFFFF"')
    after = '<conditionalFormatting sqref="A1:B9"/>' if where == "a condition" else ""
    if where == "a table":
        parts["xl/tables/table1.xml"] = f'<table {SPREAD} ref="A1:B9"/>'
        way = relations(("r1", "table", "../tables/table1.xml"))
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = way
    content = excel(styled("Otsikko"), after=after, **parts)
    assert not inspect_content(content, "xlsx")["counts"]
    assert "Otsikko" in text_in(clean_content(content, "xlsx"))


def test_unseen_cells_are_told_of_by_their_place():
    content = excel(styled(CODE), **looks(";;;"))
    found = inspect_content(content, "xlsx")
    assert found["counts"] == {"hidden_cell": 1}
    (finding,) = [entry for entry in found["findings"] if entry["text"] == CODE]
    assert "hidden_cell" in str(finding) and "A2" in str(finding)


@pytest.mark.parametrize("kind", ["gif", "webp", "tif"])
def test_a_cleaned_picture_looks_the_same(kind):
    made = PICTURES["tiff" if kind == "tif" else kind](CODE)
    with (
        Image.open(BytesIO(made)) as before,
        Image.open(BytesIO(clean_content(made, kind))) as after,
    ):
        assert before.size == after.size
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def text_in(content: bytes) -> str:
    return "\n".join(part.text for part in take_apart(content, "xlsx")[0].parts)


def test_a_cleaned_copy_is_clean():
    """What is counted is what the copy lacks: cleaning a copy again finds nothing to remove."""
    for kind, name, content in PLACES:
        if name not in STAYS and kind not in ("txt", "csv"):
            assert not inspect_content(clean_content(content, kind), kind)["counts"], (kind, name)


UNSEEN_WORDS = [
    (name, content)
    for kind, name, content in PLACES
    if kind == "pdf"
    and name in ("under a black box", "invisible text", "white text", "beside the page")
]


@pytest.mark.parametrize(("name", "content"), UNSEEN_WORDS, ids=[name for name, _ in UNSEEN_WORDS])
def test_a_page_without_its_unseen_words_is_drawn_as_before(name, content):
    copy = clean_content(content, "pdf")
    assert render_page(copy, 0) == render_page(content, 0)
    text = "\n".join(part.text for part in take_apart(copy, "pdf")[0].parts)
    assert "Neuvottelukunta kokoontui" in text and CODE not in text


def test_four_places_hide_words_on_a_page():
    assert len(UNSEEN_WORDS) == 4


def test_words_stay_where_the_page_would_look_different(monkeypatch):
    """Words whose removal would change the page's appearance stay, and are reported."""
    _name, content = UNSEEN_WORDS[0]
    looks_of = iter(range(100))
    monkeypatch.setattr(pdf_words, "render_page", lambda content, page: next(looks_of))
    copy = clean_content(content, "pdf")
    assert inspect_content(copy, "pdf")["counts"]
