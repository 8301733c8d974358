"""The PDF of a meeting: the text of its page, tagged for screen readers."""

import datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from home.pdf_accessibility.inside import inspect_pdf
from meetings.models import AgendaItem
from meetings.pdf.blocks import parse_blocks
from meetings.pdf.minutes import typeset
from tests.factories import make_meeting

MOMENT = datetime.datetime(2024, 3, 13, 12, tzinfo=datetime.UTC)
TABLE = (
    "<table><caption>Talous</caption><thead><tr><th>Tili</th><th>Euroa</th></tr></thead>"
    "<tbody><tr><td><p>Matkat</p></td><td>120</td></tr></tbody></table>"
)


@pytest.fixture
def meeting(council):
    page = make_meeting(
        council,
        state="held",
        slug="kevat",
        place="Talo",
        summary="<p>Sovittiin <b>kuljetuksista</b>.</p>",
        minutes_state="approved",
    )
    AgendaItem.objects.create(
        meeting=page,
        number=1,
        title="Kuljetukset #1 [*x*]",
        text='<p>Katso <a href="https://esimerkki.example/a">ohje</a>.</p>',
        decision="<p>Hyväksyttiin esitys.</p>",
        result="approved",
        responsible="Sihteeri",
    )
    return page


def pdf_of(page, name="poytakirja.pdf"):
    response = Client().get(f"{page.url}{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return pikepdf.open(BytesIO(response.content)), response.content


def text_of(content):
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def tags(node):
    """Return the structure of a tagged PDF in reading order: (type, its children)."""
    children = node.get("/K")
    if children is None or isinstance(children, int):
        children = []
    elif not isinstance(children, pikepdf.Array):
        children = [children]
    found = [
        tags(child) for child in children if isinstance(child, pikepdf.Dictionary) and "/S" in child
    ]
    return str(node.get("/S", "/Root")), found


def flat(tree):
    yield tree[0]
    for child in tree[1]:
        yield from flat(child)


class TestPage:
    def test_the_page_offers_its_paper_with_all_facts(self, meeting):
        soup = BeautifulSoup(Client().get(meeting.url).content, "html.parser")
        row = soup.find("a", href=f"{meeting.url}poytakirja.pdf").find_parent("li").get_text(" ")
        for fact in ("Pöytäkirja", "13.3.2024", "suomi", "PDF 1 s.", "kt"):
            assert fact in row

    def test_it_is_an_agenda_before_the_meeting(self, meeting):
        type(meeting).objects.filter(pk=meeting.pk).update(state="called")
        moved = Client().get(f"{meeting.url}poytakirja.pdf")
        assert (moved.status_code, moved.url) == (302, f"{meeting.url}esityslista.pdf")
        _pdf, content = pdf_of(meeting, "esityslista.pdf")
        assert "Esityslista" in text_of(content)

    def test_nothing_to_print_without_text(self, council):
        page = make_meeting(council, state="held", slug="tyhja")
        assert Client().get(f"{page.url}poytakirja.pdf").status_code == 404
        assert "poytakirja.pdf" not in Client().get(page.url).text

    def test_a_draft_has_no_paper(self, meeting):
        meeting.unpublish()
        assert Client().get(f"{meeting.url}poytakirja.pdf").status_code == 404

    def test_a_reader_with_this_very_paper_gets_no_other(self, meeting):
        client = Client()
        first = client.get(f"{meeting.url}poytakirja.pdf")
        again = client.get(f"{meeting.url}poytakirja.pdf", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        page = type(meeting).objects.get(pk=meeting.pk)
        page.summary = "<p>Toisin sovittiin.</p>"
        page.save_revision().publish()
        later = client.get(f"{meeting.url}poytakirja.pdf", headers={"if-none-match": first["ETag"]})
        assert later.status_code == 200
        assert "Toisin sovittiin" in text_of(later.content)


class TestAccessibility:
    def test_title_language_and_standard_are_declared(self, meeting):
        pdf, _content = pdf_of(meeting)
        assert str(pdf.Root.Lang).startswith("fi")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"].startswith("Pöytäkirja, Kokous")
            assert metadata["pdfuaid:part"] == "1"

    def test_the_check_of_uploads_finds_nothing(self, meeting):
        assert inspect_pdf(pdf_of(meeting)[1]) == {
            "ended": "done",
            "language": "fi",
            "findings": [],
        }
        assert inspect_pdf(typeset(words(parse_blocks(TABLE)), MOMENT))["findings"] == []

    def test_headings_follow_the_page(self, meeting):
        pdf, content = pdf_of(meeting)
        order = [tag for tag in flat(tags(pdf.Root.StructTreeRoot)) if tag[:2] == "/H"]
        assert order == ["/H1", "/H2", "/H2"]
        text = text_of(content)
        words = ("Pöytäkirja", "Tiivistelmä", "kuljetuksista", "1 §", "ohje", "Päätös", "Sihteeri")
        places = [text.index(word) for word in words]
        assert places == sorted(places)

    def test_words_are_words_and_not_markup(self, meeting):
        assert "Kuljetukset #1 [*x*]" in text_of(pdf_of(meeting)[1])

    def test_links_lead_where_they_led(self, meeting):
        pdf, _content = pdf_of(meeting)
        targets = [
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note
        ]
        assert "https://esimerkki.example/a" in targets
        assert any(target.endswith("/kevat/") for target in targets)

    def test_tables_have_headers(self):
        pdf = pikepdf.open(BytesIO(typeset(words(parse_blocks(TABLE)), MOMENT)))
        found = list(flat(tags(pdf.Root.StructTreeRoot)))
        assert found.count("/TH") == found.count("/TD") == 2
        assert "/Caption" in found

    def test_redacted_words_are_not_in_the_paper(self, meeting):
        page = type(meeting).objects.get(pk=meeting.pk)
        page.summary = "<p>Puhui <span data-redacted>salasana</span>.</p>"
        page.save_revision().publish()
        _pdf, content = pdf_of(page)
        text = text_of(content)
        assert "[poistettu]" in text and "salasana" not in text


def words(body):
    return {
        "name": "Pöytäkirja",
        "council": "Neuvottelukunta",
        "title": "Kokous",
        "address": "",
        "facts": [],
        "summary": [],
        "present": [],
        "items": [],
        "body": body,
        "papers": [],
    }


class TestBlocks:
    def test_nested_lists_and_headings(self):
        blocks = parse_blocks("<h3>A</h3><ul><li>b<ol><li>c</li></ol></li><li></li></ul>")
        assert [block["kind"] for block in blocks] == ["heading", "list"]
        [item] = blocks[1]["items"]
        assert [block["kind"] for block in item] == ["paragraph", "list"]
        assert item[1]["ordered"]

    def test_scripts_are_no_words(self):
        assert parse_blocks("<p>a<script>b</script><style>c</style></p>") == parse_blocks(
            "<p>a</p>"
        )

    def test_words_of_a_list_outside_its_items_stay_in_their_place(self):
        for html in ("<ul>1<li>2</li></ul>", "<ol><li><li>1</li>2", "<ul><ul>1</ul><li>2</ul>"):
            assert all_words(parse_blocks(html)) == "12"

    def test_a_link_of_another_kind_is_only_words(self):
        [block] = parse_blocks('<a href="javascript:x">a</a>')
        assert block["runs"][0]["link"] == ""


TAGS = [
    "p",
    "b",
    "i",
    "a",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "th",
    "td",
    "caption",
    "div",
]
PIECES = st.one_of(
    st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&"), max_size=12),
)


@given(st.lists(PIECES, max_size=40))
def test_no_word_is_lost_whatever_the_mark_up(pieces):
    blocks = parse_blocks("".join(pieces))
    expected = "".join("".join(p for p in pieces if not p.startswith("<")).split())
    outside = in_table_but_no_cell(pieces)
    if not outside:
        assert "".join(all_words(blocks).split()) == expected


def in_table_but_no_cell(pieces):
    """Return whether a table has text outside its cells, which HTML does not allow."""
    return any(piece in ("<table>", "<caption>") for piece in pieces)


def all_words(blocks):
    if isinstance(blocks, dict):
        if "text" in blocks:
            return blocks["text"]
        return "".join(all_words(value) for value in blocks.values())
    if isinstance(blocks, list):
        return "".join(all_words(value) for value in blocks)
    return ""


@settings(max_examples=25, deadline=None)  # each makes a PDF
@given(st.lists(PIECES, max_size=12))
def test_whatever_the_page_holds_becomes_a_paper(pieces):
    assert typeset(words(parse_blocks("".join(pieces))), MOMENT).startswith(b"%PDF")
