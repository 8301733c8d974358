"""Text extraction from files of every kind, and the outcome of hostile ones."""

import os
import re
import tempfile
import zipfile
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from hypothesis import given, strategies

from home.file_parsing import child
from home.file_parsing.extract import archive
from home.file_parsing.extract.__main__ import (
    FORMATS,
    MOST_CHARACTERS,
    MOST_PAGES,
    make_lines,
)
from home.file_text import layers, reading
from home.file_text.join import tidy_text
from home.file_text.models import FileText, PageText
from home.file_text.ocr import Recogniser, correct_section_signs, get_recogniser
from home.file_text.reading import CUT, FileReader
from tests import papers
from tests.example_meeting import (
    AGENDA_ONLY_FORMS,
    MINUTES_ONLY_FORMS,
    SCAN_ONLY_FORMS,
    agenda_docx,
    minutes_pdf,
    scanned_pdf,
)
from tests.example_meeting import WORDS as EXAMPLE
from tests.papers import LETTER, paragraph

State, Source = FileText.State, PageText.Source


NEXT = str.maketrans("abcdefghijklmnopqrstuvwxyz", "hijklmnopqrstuvwxyzabcdefg")
# Character maps of fonts that name their letters wrongly or not at all.
WRONG_LAYERS = {
    "other letters": LETTER.translate(NEXT),
    "letters without a name": LETTER.replace("ä", "\x01"),
}


@cache
def known():
    """Return the words of the dictionary that the site uses."""
    return cache(import_string(settings.TEXT_ANALYSER)().known)


def read(content, kind, *, language="fi", with_words=True, with_recogniser=False, progress=None):
    reader = FileReader(
        known() if with_words else None, get_recogniser() if with_recogniser else None
    )
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return reader.read(file, kind, language, progress or (lambda *_: None))


def text_of(content, kind, **options):
    result = read(content, kind, **options)
    assert result.state == State.DONE, result
    return "\n".join(page.text for page in result.pages)


class TestWord:
    def test_body_in_order_with_tables(self):
        cell = f"<w:tc>{paragraph('Kunta')}</w:tc><w:tc>{paragraph('Kotka')}</w:tc>"
        body = paragraph("Alku") + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" + paragraph("Loppu")
        assert text_of(papers.docx(body), "docx").split() == ["Alku", "Kunta", "Kotka", "Loppu"]

    def test_words_cut_by_runs_stay_whole(self):
        assert text_of(papers.docx(paragraph("neuvottelu", "kunta")), "docx") == "neuvottelukunta"

    def test_notes_headers_and_footers(self):
        parts = {name: paragraph(name) for name in ("header1", "footer2", "footnotes", "comments")}
        found = text_of(papers.docx(paragraph("Leipäteksti"), **parts), "docx").split()
        assert found == ["Leipäteksti", "footnotes", "footer2", "header1"]

    def test_deleted_and_doubled_words_are_left_out(self):
        mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        body = (
            "<w:p><w:del><w:r><w:delText>Poistettu</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>Lisätty</w:t></w:r></w:ins>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
            f"<mc:AlternateContent {mc}><mc:Choice>{paragraph('Laatikko')}</mc:Choice>"
            f"<mc:Fallback>{paragraph('Laatikko')}</mc:Fallback></mc:AlternateContent>"
        )
        assert text_of(papers.docx(body), "docx").split() == ["Lisätty", "Laatikko"]

    def test_breaks_tabs_and_hyphens(self):
        body = (
            "<w:p><w:r><w:t>Aika</w:t><w:tab/><w:t>13.3.</w:t><w:br/><w:t>e</w:t>"
            "<w:noBreakHyphen/><w:t>kirje</w:t><w:softHyphen/><w:t>et</w:t></w:r></w:p>"
        )
        assert text_of(papers.docx(body), "docx") == "Aika 13.3.\ne-kirjeet"

    def test_a_long_text_is_cut_into_parts_between_paragraphs(self):
        result = read(papers.docx(paragraph(LETTER) * 40), "docx")
        assert [page.number for page in result.pages] == [1, 2, 3, 4]
        assert all(page.text.endswith("kokousta.") for page in result.pages)
        assert sum(page.text.count("Neuvottelukunta") for page in result.pages) == 40

    def test_the_example_agenda(self):
        text = text_of(agenda_docx(), "docx")
        assert all(form in text for form in AGENDA_ONLY_FORMS)


class TestOtherOfficeFiles:
    def test_text_document_with_its_footer(self):
        body = (
            "<text:tracked-changes><text:p>Poistettu</text:p></text:tracked-changes>"
            "<text:h>Kokous</text:h>"
            "<text:p>Läs<text:span>nä</text:span><text:s/>kaikki<text:line-break/>jäsenet</text:p>"
        )
        styles = (
            f"<style:s {papers.ODF}><style:footer><text:p>Sivu</text:p></style:footer></style:s>"
        )
        content = papers.open_document(body, **{"styles.xml": styles})
        assert text_of(content, "odt") == "Kokous\nLäsnä kaikki\njäsenet\n\nSivu"

    def test_slides_are_pages(self):
        slide = "<draw:page><text:p>{}</text:p></draw:page>"
        content = papers.open_document(slide.format("") + slide.format("Toinen"))
        assert [(page.number, page.text) for page in read(content, "odp").pages] == [(2, "Toinen")]

    def test_sheets_are_pages(self):
        sheet = (
            "<table:table><table:table-cell><text:p>{}</text:p></table:table-cell></table:table>"
        )
        content = papers.open_document(sheet.format("Tulot") + sheet.format("Menot"))
        assert [page.text for page in read(content, "ods").pages] == ["Tulot", "Menot"]

    def test_powerpoint_follows_the_order_of_the_show(self):
        pages = read(papers.pptx("Ensimmäinen", "Toinen", "Kolmas"), "pptx").pages
        assert [page.text for page in pages] == ["Ensimmäinen", "Toinen", "Kolmas"]

    def test_excel_reads_as_a_finn_would(self):
        rows = [["Päivä", "Summa"], [EXAMPLE["meeting"]["date"], 12.5], [None, True]]
        pages = read(papers.xlsx(Talous=rows, Tyhjä=[]), "xlsx").pages
        assert pages[0].text.split("\n")[:3] == [
            "Talous",
            "Päivä Summa",
            "13.3.2024 12,5",
        ]
        assert pages[1].text == "Tyhjä"

    @pytest.mark.parametrize("kind", ["docx", "odt", "odp", "ods", "pptx", "xlsx"])
    def test_an_archive_of_another_kind_is_damaged(self, kind):
        assert read(papers.zipped(**{"huu.txt": "hei"}), kind).state == State.DAMAGED


class TestPlainText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
    def test_every_usual_alphabet(self, encoding):
        words = "Järjestöjen äänet – hyvä" if encoding != "latin-1" else "Järjestöjen äänet"
        assert text_of(words.encode(encoding), "txt") == words

    def test_a_table_of_commas(self):
        assert text_of(b"nimi;kunta\nAino;Hamina\n", "csv") == "nimi;kunta\nAino;Hamina"

    def test_nothing_but_space_is_no_text(self):
        result = read(b" \n\t ", "txt")
        assert (result.state, result.pages) == (State.NO_TEXT, [])
        assert result.message == "Tiedostossa ei ole tekstiä."

    def test_what_a_database_refuses_is_left_out(self):
        assert text_of(b"yksi\x00kaksi\x1bkolme", "txt") == "yksi kaksi kolme"


NARROW = "width: 60mm, height: 297mm, margin: 8mm"
JUSTIFIED = "#set par(justify: true)\n#set text(hyphenate: true, size: 14pt)"


class TestPdf:
    def test_pages_in_order(self):
        pages = read(papers.pdf("Ensimmäinen sivu", "Toinen sivu"), "pdf").pages
        assert [(page.number, page.text) for page in pages] == [
            (1, "Ensimmäinen sivu"),
            (2, "Toinen sivu"),
        ]

    def test_hyphened_lines_become_words_again(self):
        words = LETTER + "Toiminta-avustukset ja sosiaali- ja terveysjärjestöt, tulo- ja menoarvio."
        text = text_of(papers.pdf(words, page=NARROW, typeset=JUSTIFIED), "pdf")
        assert "\n" in text
        assert set(re.findall(r"[\w-]+", words)) == set(re.findall(r"[\w-]+", text))

    def test_two_columns(self):
        typeset = JUSTIFIED.replace("14pt", "11pt")
        page = "width: 210mm, height: 297mm, columns: 2"
        text = text_of(papers.pdf(LETTER * 12, page=page, typeset=typeset), "pdf")
        assert re.findall(r"[\w-]+", text) == re.findall(r"[\w-]+", LETTER * 12)

    def test_the_example_minutes(self):
        text = text_of(minutes_pdf(), "pdf")
        assert all(form in text for form in MINUTES_ONLY_FORMS)

    def test_how_far_it_is_is_told(self):
        told = []
        read(papers.pdf("a", "b", "c"), "pdf", progress=lambda *numbers: told.append(numbers))
        assert told == [(0, 3), (1, 3), (2, 3)]

    def test_a_password_is_a_reason(self):
        locked = BytesIO()
        with pikepdf.open(BytesIO(papers.pdf("Salaisuus"))) as paper:
            paper.save(locked, encryption=pikepdf.Encryption(user="avain", owner="avain"))
        result = read(locked.getvalue(), "pdf")
        assert result.state == State.ENCRYPTED
        assert "salasanalla" in result.message


class TestScans:
    def test_without_a_recogniser_it_says_what_is_missing(self):
        result = read(papers.scan(LETTER), "pdf")
        assert (result.state, result.pages) == (State.OCR_MISSING, [])
        assert "skannattuja" in result.message

    def test_the_other_pages_are_read_all_the_same(self):
        mixed = papers.joined(papers.pdf(LETTER), papers.scan("Kuva"))
        result = read(mixed, "pdf")
        assert result.state == State.OCR_MISSING
        assert [page.number for page in result.pages] == [1]

    def test_a_page_that_the_recogniser_gave_up_is_unread(self, monkeypatch):
        """OCR ran out of time or memory: the content of the page is unknown."""
        beaten = Recogniser("tesseract 5", frozenset({"fin"}))
        monkeypatch.setattr(Recogniser, "read_page", lambda *args: None)
        monkeypatch.setitem(globals(), "recogniser", lambda: beaten)
        result = read(papers.scan(LETTER), "pdf", with_recogniser=True)
        assert (result.state, result.pages) == (State.OCR_MISSING, [])

    @pytest.mark.needs("tesseract")
    def test_is_read_from_its_picture(self):
        result = read(papers.scan(LETTER), "pdf", with_recogniser=True)
        assert (result.state, result.pages[0].source) == (State.DONE, Source.OCR)
        assert set(re.findall(r"\w{4,}", LETTER)) <= set(re.findall(r"\w+", result.pages[0].text))
        assert result.recogniser.startswith("tesseract")

    @pytest.mark.needs("tesseract")
    def test_the_example_memo(self):
        text = text_of(scanned_pdf(), "pdf", with_recogniser=True)
        assert all(form in text for form in SCAN_ONLY_FORMS)

    @pytest.mark.needs("tesseract")
    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_lying_on_its_side_is_turned(self, degrees):
        paper = papers.scan(LETTER, degrees=degrees)
        assert "järjestöavustuksia" in text_of(paper, "pdf", with_recogniser=True)

    @pytest.mark.needs("tesseract")
    def test_under_a_stamp_is_read_too(self):
        text = text_of(papers.stamped(LETTER), "pdf", with_recogniser=True)
        assert "järjestöavustuksia" in text and "Liite 3" in text

    @pytest.mark.needs("tesseract")
    def test_on_a_part_of_the_page_is_read(self):
        text = text_of(papers.scan(LETTER, dpi=300, size=0.6), "pdf", with_recogniser=True)
        assert "järjestöavustuksia" in text

    def test_under_a_stamp_is_unread_without_a_recogniser(self):
        assert read(papers.stamped(LETTER), "pdf").state == State.OCR_MISSING

    @pytest.mark.needs("tesseract")
    def test_a_picture_of_nothing_has_no_text(self):
        assert read(papers.blot(), "pdf", with_recogniser=True).state == State.NO_TEXT

    @pytest.mark.parametrize(
        ("seen", "meant"),
        [
            ("8 3\n$ 12 Talous\n5 4 Muut asiat", "§ 3\n§ 12 Talous\n§ 4 Muut asiat"),
            ("4 8 Kuuleminen", "4 § Kuuleminen"),
            (
                "5 000 euroa\n8 tuntia\n5 12.3.\n8 jäsentä",
                "5 000 euroa\n8 tuntia\n5 12.3.\n8 jäsentä",
            ),
        ],
    )
    def test_section_signs_come_back(self, seen, meant):
        assert correct_section_signs(seen) == meant


# OCR output of programs without Finnish; invented, with their typical errors.
BROKEN = (
    "Jarjestdjen neuvottelukunta kasitteli jarjest6avustuksia ja tyéryhman ehdotuksia. "
    "Perustamistyo on kaynnistynyt, ja tehtdvana on edistaa jarjestdjen yhteisty6ta. "
    "Jarjestdt saavat tietoa myohemmin, kun se 16ytyy asiakirjoista. Kymenhva kuuntelee. "
)
WHOLE = (
    "Järjestöjen neuvottelukunta käsitteli järjestöavustuksia ja työryhmän ehdotuksia. "
    "Perustamistyö on käynnistynyt, ja tehtävänä on edistää järjestöjen yhteistyötä. "
    "Järjestöt saavat tietoa myöhemmin, kun se löytyy asiakirjoista. Kymenhva kuuntelee. "
)


class TestBadLayers:
    def test_are_known_from_good_ones(self):
        assert layers.is_bad(BROKEN, known())
        assert not layers.is_bad(WHOLE, known())
        assert not layers.is_bad(
            "Protokollet och beslutet är det som har skickats till alla "
            "medlemmar och föreningar för kännedom",
            known(),
        )

    def test_words_are_read_as_they_were_meant(self):
        assert layers.repair(BROKEN, known()) == WHOLE
        assert layers.repair(WHOLE, known()) == WHOLE

    @pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
    def test_are_repaired_in_files_of_any_kind(self, kind):
        make = {"txt": str.encode, "docx": lambda text: papers.docx(paragraph(text))}
        result = read(make.get(kind, papers.pdf)(BROKEN), kind)
        assert (result.state, result.pages[0].source) == (State.DONE, Source.REPAIRED)
        assert " ".join(result.pages[0].text.split()) == WHOLE.strip()

    @pytest.mark.needs("tesseract")
    def test_the_picture_behind_wins(self):
        paper = papers.badly_read(LETTER, layer=BROKEN)
        page = read(paper, "pdf", with_recogniser=True).pages[0]
        assert page.source == Source.OCR
        assert "järjestöavustuksia" in page.text

    @pytest.mark.parametrize("name", WRONG_LAYERS)
    def test_a_layer_that_says_nothing_is_read_from_the_picture(self, name, monkeypatch):
        raw = {"number": 1, "text": WRONG_LAYERS[name], "scan": False, "pictured": False}
        reader = Recogniser("tesseract 5", frozenset({"fin"}))
        monkeypatch.setattr(Recogniser, "read_page", lambda *args: LETTER)
        page = FileReader(known(), reader).read_page(None, raw, "fi")
        assert (page.source, page.unread) == (Source.OCR, False)
        assert "järjestöavustuksia" in page.text
        assert FileReader(known()).read_page(None, raw, "fi").unread

    def test_a_sign_for_a_bullet_is_no_wrong_letter(self):
        text = "\uf0b7 " + LETTER
        raw = {"number": 1, "text": text, "scan": False, "pictured": False}
        page = FileReader(known()).read_page(None, raw, "fi")
        assert (page.source, page.unread) == (Source.LAYER, False)

    def test_nothing_is_touched_without_a_dictionary(self):
        assert text_of(BROKEN.encode(), "txt", with_words=False) == BROKEN.strip()


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (LETTER, "fi"),
            (
                "Rådet beslutade att skicka ett utlåtande till kommunerna om det som är viktigt",
                "sv",
            ),
            (
                "The council decided on the statement and sent it to all of the towns in the area",
                "en",
            ),
        ],
    )
    def test_is_told_by_function_words(self, text, language):
        assert layers.guess_language(text, "fi") == language

    def test_of_a_few_words_is_that_of_the_file(self):
        assert layers.guess_language("Beslut", "sv") == "sv"


def bomb():
    """Return a Word file of a few kilobytes that unpacks into gigabytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(6):
            parts.writestr(f"word/media/{number}.bmp", bytes(60_000_000))
    return file.getvalue()


def laughs():
    """The billion laughs: entities of entities."""
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(10)
    )
    body = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><w:p {papers.W}><w:t>&e9;</w:t></w:p>'
    return papers.zipped(**{"word/document.xml": body})


def outsider():
    body = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "salaisuus.txt">]>'
        f"<w:p {papers.W}><w:t>&e;</w:t></w:p>"
    )
    return papers.zipped(**{"word/document.xml": body})


def deep(name="w:x"):
    inside = f"<{name}>" * 300_000 + f"</{name}>" * 300_000
    return papers.docx(paragraph("Pohjalla") + inside)


def with_a_password():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def open_document_with_a_password():
    manifest = f"<manifest:manifest {papers.ODF}><manifest:encryption-data/></manifest:manifest>"
    return papers.open_document("", **{"META-INF/manifest.xml": manifest})


HOSTILE = [
    (bomb, "docx", State.TOO_BIG),
    (laughs, "docx", State.DAMAGED),
    (outsider, "docx", State.DAMAGED),
    (deep, "docx", State.DONE),
    (with_a_password, "docx", State.ENCRYPTED),
    (with_a_password, "xlsx", State.ENCRYPTED),
    (open_document_with_a_password, "odt", State.ENCRYPTED),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx", State.DAMAGED),
    (lambda: papers.docx(paragraph("Katkennut"))[:-30], "docx", State.DAMAGED),
    (lambda: papers.pdf("Katkennut sivu")[:700], "pdf", State.DAMAGED),
    (lambda: b"%PDF-1.7\n" + os.urandom(5000), "pdf", State.DAMAGED),
    (lambda: b"", "pdf", State.DAMAGED),
    (lambda: b"", "docx", State.DAMAGED),
    (lambda: b"", "txt", State.NO_TEXT),
]


class TestHostileFiles:
    @pytest.mark.parametrize(("make", "kind", "state"), HOSTILE)
    def test_come_to_a_state_with_words_for_it(self, make, kind, state):
        result = read(make(), kind)
        assert result.state == state
        assert state == State.DONE or result.message.endswith(".")

    def test_a_bomb_that_lies_about_its_size_is_not_unpacked(self):
        """Unpacking stops at the size that the ZIP directory claims."""
        content = papers.zipped(**{"word/document.xml": "<x>" + " " * 3_000_000 + "</x>"})
        lying = content.replace((3_000_007).to_bytes(4, "little"), (7).to_bytes(4, "little"))
        assert lying != content
        assert read(lying, "docx").state == State.DAMAGED

    def test_too_many_parts(self, monkeypatch):
        monkeypatch.setattr(archive, "MOST_PARTS", 1)
        content = papers.docx(paragraph("a"), footnotes="")
        assert list(make_lines("docx", content)) == [{"ended": "toobig"}]

    def test_too_many_pages_are_cut(self, monkeypatch):
        monkeypatch.setattr("home.file_parsing.extract.__main__.MOST_PAGES", 2)
        *pages, end = make_lines("pdf", papers.pdf("a", "b", "c"))
        assert [page["text"] for page in pages] == ["a", "b"]
        assert end == {"ended": "cut"}
        assert MOST_PAGES < 10_000

    def test_a_text_without_end_is_cut_and_says_so(self):
        result = read(b"sana " * (MOST_CHARACTERS // 4), "txt", with_words=False)
        assert (result.state, result.message) == (State.DONE, CUT)
        assert sum(len(page.text) for page in result.pages) <= MOST_CHARACTERS

    def test_a_page_as_large_as_a_wall_is_drawn_coarsely(self):
        wall = papers.pdf("Iso", page="width: 5000mm, height: 5000mm")
        drawn = run_on(wall, child.make_python_command("home.file_parsing.extract", "draw", "1"))
        width, height = map(int, drawn.output.split(maxsplit=4)[1:3])
        assert drawn.ended == "done"
        assert 1_000_000 < width * height < 31_000_000

    @given(strategies.binary(max_size=400), strategies.sampled_from(["pdf", "docx", "ods", "txt"]))
    def test_any_bytes_come_to_an_end(self, content, kind):
        start = b"%PDF-1.4\n" if kind == "pdf" else b""
        *_, end = make_lines(kind, start + content)
        assert end["ended"] in reading.ENDED


def run_on(content, command, **limits):
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return child.run_limited(command, file, child.Limits(**{"seconds": 20} | limits))


def script(source):
    return [*child.make_python_command("home.file_parsing.extract")[:2], "-c", source]


class TestLimits:
    """Whatever a file makes a program do, it ends."""

    def test_of_time(self):
        assert run_on(b"", script("import time; time.sleep(60)"), seconds=1).ended == "toobig"

    def test_of_work(self):
        assert run_on(b"", script("while True: pass"), seconds=1).ended == "toobig"

    def test_of_memory(self):
        outcome = run_on(b"", script("bytearray(10**9)"), memory=500_000_000)
        assert outcome.ended == "damaged"  # by its own MemoryError, as nobody caught it

    def test_of_memory_in_our_own_reader(self, monkeypatch):
        monkeypatch.setattr(reading, "EXTRACTION", child.Limits(60, memory=80_000_000))
        body = paragraph(*["sana " * 100] * 10_000)
        assert read(papers.docx(body * 4), "docx").state == State.TOO_BIG

    def test_of_output(self):
        outcome = run_on(b"", script("print('a' * 10**6)"), output=1000)
        assert outcome.ended != "done"
        assert len(outcome.output) <= 1000

    def test_a_program_that_falls_has_a_broken_file(self):
        crash = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
        assert run_on(b"", script(crash)).ended == "damaged"

    def test_a_program_that_is_stopped_says_nothing_of_the_file(self):
        stopped = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
        with pytest.raises(InterruptedError):
            run_on(b"", script(stopped))

    def test_the_site_keeps_its_secrets(self, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "salaisuus")
        outcome = run_on(b"", script("import os; print(dict(os.environ))"))
        assert outcome.ended == "done"
        assert b"salaisuus" not in outcome.output

    def test_the_reader_of_strangers_bytes_knows_neither_django_nor_the_database(self):
        source = (
            "import sys; from home.file_parsing.extract.__main__ import FORMATS, import_function;"
            "[import_function(*names) for names in FORMATS.values()]; print(*sys.modules)"
        )
        modules = run_on(b"", script(source)).output.split()
        for module, _ in FORMATS.values():
            assert f"home.file_parsing.extract.{module}".encode() in modules
        assert not {b"django", b"psycopg", b"wagtail"} & set(modules)


class TestTidy:
    @pytest.mark.parametrize(
        ("torn", "whole"),
        [
            ("neuvottelu\u00adkunta", "neuvottelukunta"),
            ("neuvottelu\u00ad\r\nkunta", "neuvottelukunta"),
            ("neuvottelu\ufffekunta", "neuvottelukunta"),
            ("neuvottelu\x02\r\nkunta", "neuvottelukunta"),
            ("neuvottelu‐\nkunta", "neuvottelukunta"),
            ("neuvot-\ntelu\x02kunta", "neuvottelukunta"),
            ("sosiaali-\nja terveysala", "sosiaali- ja terveysala"),
            ("tulo\ufffeja menoarvio", "tulo- ja menoarvio"),
            ("ver\u00ad\u00ad\r\nkos\u00adto", "verkosto"),
            ("toiminta-\navustus", "toiminta-avustus"),
            ("linja\ufffeauto", "linja-auto"),
            ("Kymen-\nKarjala", "Kymen-Karjala"),
            ("vuosina 2023-\n2025", "vuosina 2023-\n2025"),
            ("- yksi\n- kaksi", "- yksi\n- kaksi"),
            ("e\u0308a\u0308", "ëä"),
            ("oﬃce", "office"),
            ("a \n\n\n b\t c", "a\n\nb c"),
        ],
    )
    def test_words_are_whole_again(self, torn, whole):
        assert tidy_text(torn, known()) == whole
        assert tidy_text(torn) == whole

    @pytest.mark.parametrize(
        ("torn", "whole"),
        [
            ("asiakirjo\ufffeja puheenjohta-\nja", "asiakirjoja puheenjohtaja"),
            ("tieto\ufffeja saa", "tietoja saa"),
            ("tieto\ufffeja viestintätekniikka", "tieto- ja viestintätekniikka"),
            ("hyte-\nlautakunta", "hyte-lautakunta"),
            ("järjestöil-\nle", "järjestöille"),
        ],
    )
    def test_a_dictionary_knows_more(self, torn, whole):
        assert tidy_text(torn, known()) == whole

    @given(strategies.text(max_size=300))
    def test_any_text_can_be_stored(self, text):
        told = tidy_text(text)
        assert "\x00" not in told
        told.encode()

    @given(strategies.text(alphabet="aoäödD61é|-\n kt", max_size=200))
    def test_repair_never_loses_a_line(self, text):
        def nobody(word):
            return False

        assert layers.repair(text, nobody) == text
        assert layers.repair(text, known()).count("\n") == text.count("\n")

    def test_a_word_of_nothing_but_doubts_takes_no_time(self):
        assert layers.repair("d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6", known())
