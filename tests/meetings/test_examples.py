"""Files of the example meeting: a tagged text PDF, a scan without text, a Word file."""

import ctypes
import os
import re
import subprocess
import zipfile
from functools import cache
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.shared import Mm

from tests.example_meeting import (
    AGENDA_ONLY_FORMS,
    AGENDA_ONLY_WORD,
    MINUTES_ONLY_FORMS,
    MINUTES_ONLY_WORD,
    SCAN_ONLY_FORMS,
    SCAN_ONLY_WORD,
    agenda_docx,
    minutes_pdf,
    scanned_pdf,
)
from tests.example_meeting import WORDS as EXAMPLE

A4 = (595, 842)  # points
MINUTES_WORDS = {MINUTES_ONLY_WORD, *MINUTES_ONLY_FORMS}
SCAN_WORDS = {SCAN_ONLY_WORD, *SCAN_ONLY_FORMS}
AGENDA_WORDS = {AGENDA_ONLY_WORD, *AGENDA_ONLY_FORMS}


def joined(text):
    """Return the text as one line, with hyphenated words rejoined."""
    return " ".join(text.replace("\ufffe", "").split())


def pdf_pages(pdf):
    return [joined(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


@cache
def minutes():
    return minutes_pdf()


@cache
def scan():
    return scanned_pdf()


@cache
def agenda():
    return Document(BytesIO(agenda_docx()))


def agenda_text():
    cells = [cell.text for table in agenda().tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in agenda().paragraphs), *cells])


@cache
def scan_read_by_ocr():
    """Return the text that OCR finds in the scan; it has no hyphenated words."""
    texts = []
    for page in pypdfium2.PdfDocument(scan()):
        picture = BytesIO()
        page.render(scale=200 / 72).to_pil().save(picture, "PNG", dpi=(200, 200))
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "fin"],
            input=picture.getvalue(),
            capture_output=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads make it many times slower
        )
        texts.append(joined(done.stdout.decode()))
    return texts


def tags(pdf):
    """Return the types of the structure elements in the PDF."""
    found = set()

    def walk(element):
        size = pdfium.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(size)
        pdfium.FPDF_StructElement_GetType(element, name, size)
        found.add(name.raw.decode("utf-16-le").rstrip("\0"))
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                walk(child)

    for page in pypdfium2.PdfDocument(pdf):
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
        pdfium.FPDF_StructTree_Close(tree)
    return found


def language(document):
    """Return the language that the PDF declares."""
    units = (ctypes.c_ushort * 8)()
    pdfium.FPDFCatalog_GetLanguage(document, units, ctypes.sizeof(units))
    return bytes(units).decode("utf-16-le").rstrip("\0")


# The minutes


def test_minutes_begin_with_their_name_and_end_with_signatures():
    pages = pdf_pages(minutes())
    assert 2 <= len(pages) <= 4
    assert "Pöytäkirja Esimerkkikokous 1/2024 Aika 13.3.2024 klo 13.00–15.10" in pages[0]
    assert "Erkki Esimerkki puheenjohtaja Maija Mallinen sihteeri" in pages[-1]
    assert f"Sivu {len(pages)} / {len(pages)}" in pages[-1]


def test_minutes_hold_every_item_in_order_with_its_decision():
    text = " ".join(pdf_pages(minutes()))
    headings = re.findall(r"(?<!\S)(\d+) § (?=[A-ZÄÖ])", text)
    items = EXAMPLE["items"]
    assert headings[: len(items)] == [str(number) for number in range(1, len(items) + 1)]
    for number, item in enumerate(items, start=1):
        assert f"{number} § {item['title']}" in text
        for words in [*item.get("discussion", []), *item.get("points", [])]:
            assert words in text
        if "decision" in item:
            assert f"Päätös: {item['decision']}" in text


def test_minutes_pages_are_a4():
    for page in pypdfium2.PdfDocument(minutes()):
        assert tuple(round(side) for side in page.get_size()) == A4


def test_minutes_are_tagged_titled_and_finnish():
    document = pypdfium2.PdfDocument(minutes())
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Pöytäkirja 13.3.2024, Esimerkkikokous 1/2024"
    assert language(document) == "fi"
    assert {"H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "Caption"} <= tags(minutes())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in minutes()


# The scan


def test_scan_holds_no_text_and_one_picture_on_each_a4_page():
    document = pypdfium2.PdfDocument(scan())
    assert len(document) == 2
    for page in document:
        assert page.get_textpage().count_chars() == 0
        assert [part.type for part in page.get_objects()] == [pdfium.FPDF_PAGEOBJ_IMAGE]
        assert tuple(round(side) for side in page.get_size()) == pytest.approx(A4, abs=1)
    assert not document.is_tagged()


def test_scan_is_small_enough_to_send():
    assert len(scan()) < 400_000


@pytest.mark.needs("tesseract")
def test_scan_can_be_read_by_ocr():
    first, second = scan_read_by_ocr()
    assert "Muistio verkoston vierailusta" in first
    assert SCAN_ONLY_WORD in first
    assert "esittelee Mallilan mallin syksyn kyläilloissa" in second
    for form in SCAN_ONLY_FORMS:
        assert form in f"{first} {second}"


# The Word file


def test_agenda_holds_every_item_with_proposal_and_decision():
    lines = [paragraph.text for paragraph in agenda().paragraphs]
    place = 0
    for number, item in enumerate(EXAMPLE["items"], start=1):
        place = lines.index(f"{number} § {item['title']}", place)
        assert agenda().paragraphs[place].style.name == "Heading 2"
        for label, key in (("Päätösehdotus", "proposal"), ("Päätös", "decision")):
            if key in item:
                place = lines.index(f"{label}: {item[key]}", place)
                assert agenda().paragraphs[place].runs[0].bold
    assert lines.count("4 § Hyvinvointialueen kuuleminen järjestöavustuksista") == 1


def test_agenda_has_title_list_and_table():
    styles = [paragraph.style.name for paragraph in agenda().paragraphs]
    assert agenda().paragraphs[0].text == "Esityslista ja päätökset"
    assert styles[0] == "Title"
    assert styles.count("List Bullet") == 3
    (table,) = agenda().tables
    assert [cell.text for cell in table.rows[0].cells] == ["Kello", "Asia", "Esittelijä"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert len(table.rows) == 7


def test_agenda_is_a4_titled_and_finnish():
    about = agenda().core_properties
    assert about.title == "Esityslista ja päätökset 13.3.2024"
    assert about.language == "fi-FI"
    assert 'w:lang w:val="fi-FI"' in agenda().styles.element.xml
    assert round(agenda().sections[0].page_height / Mm(1)) == 297


# All three files


def test_every_page_says_that_it_is_an_example():
    for page in pdf_pages(minutes()):
        assert "Esimerkkiasiakirja" in page
    assert "Tämä on esimerkkiasiakirja." in pdf_pages(minutes())[0]
    assert "Tämä on esimerkkiasiakirja." in agenda_text()
    assert "Esimerkkiasiakirja" in agenda().sections[0].header.paragraphs[0].text


@pytest.mark.needs("tesseract")
def test_the_scan_says_that_it_is_an_example():
    assert "Tämä on esimerkkiasiakirja." in scan_read_by_ocr()[0]


def test_marker_words_stand_in_their_own_paper_only():
    spoken, listed = " ".join(pdf_pages(minutes())), agenda_text()
    for own, other, words in (
        (spoken, listed, MINUTES_WORDS),
        (listed, spoken, AGENDA_WORDS),
    ):
        assert all(word in own for word in words)
        assert not any(word.lower() in other.lower() for word in words)
    for word in SCAN_WORDS:
        assert word.lower() not in f"{spoken} {listed}".lower()


@pytest.mark.needs("tesseract")
def test_marker_words_of_the_others_are_not_in_the_scan():
    text = " ".join(scan_read_by_ocr()).lower()
    assert not any(word in text for word in MINUTES_WORDS | AGENDA_WORDS)


@pytest.mark.parametrize("make", [minutes_pdf, scanned_pdf, agenda_docx])
def test_two_makings_give_the_same_bytes(make):
    assert make() == make()


def test_no_file_carries_the_time_of_its_making():
    for pdf in (minutes(), scan()):
        about = pypdfium2.PdfDocument(pdf).get_metadata_dict()
        assert about["CreationDate"].startswith("D:20240313120000")
        assert about["ModDate"].startswith("D:20240313120000")
    assert agenda().core_properties.modified.isoformat().startswith("2024-03-13T12:00:00")
    with zipfile.ZipFile(BytesIO(agenda_docx())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
