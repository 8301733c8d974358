"""Files of the example meeting: minutes as a text PDF, an attachment as a scan, a Word agenda.

Pure functions of example.toml in the council's content: no Django, no network, no clock. The same
input gives the same bytes every time.
"""

import hashlib
import json
import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import NotRequired, TypedDict

import pypdfium2
import typst
from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image, ImageChops, ImageDraw, ImageFilter

TEMPLATES = Path(__file__).parent / "typst"

SCAN_DPI = 200
SCAN_TINT = (250, 247, 240)
SCAN_TILTS = (0.7, -0.45)
SCAN_QUALITY = 38
RIVER = RGBColor(0x0F, 0x5A, 0x6B)
BERRY = RGBColor(0xA3, 0x18, 0x3A)


class ExampleMeeting(TypedDict):
    """The time and place of the example meeting, and its secretary."""

    council: str
    title: str
    date: date
    starts: time
    ends: time
    place: str
    secretary: str
    notice: str


class Timetable(TypedDict):
    """A table of the agenda; widths in millimetres."""

    caption: str
    header: list[str]
    rows: list[list[str]]
    widths: list[float]


class Agenda(TypedDict):
    """The content of the agenda other than its items."""

    name: str
    lead: str
    timetable: Timetable
    bring: str
    needs: list[str]


class ExampleItem(TypedDict):
    """An agenda item; the minutes show more of it than the agenda."""

    title: str
    background: list[str]
    proposal: NotRequired[str]
    decision: NotRequired[str]


class ExampleWords(TypedDict):
    """The fields of example.toml that Python reads; only Typst reads the rest."""

    meeting: ExampleMeeting
    agenda: Agenda
    items: list[ExampleItem]


def minutes_pdf(words: ExampleWords) -> bytes:
    """Return the minutes as an accessible text PDF (PDF/UA-1)."""
    return _typeset("minutes.typ", words, is_accessible=True)


def scanned_pdf(words: ExampleWords) -> bytes:
    """Return the memo of a visit as an office scanner makes it: images of pages without text."""
    pictures = _pictures(_typeset("memo.typ", words))
    pages = [_scan(page, number) for number, page in enumerate(pictures)]
    return _picture_pdf(pages, _moment(words))


def agenda_docx(words: ExampleWords) -> bytes:
    """Return the agenda as a Word file, with the decisions that the secretary has added."""
    document = _blank_docx(words)
    _opening(document, words)
    for number, item in enumerate(words["items"], start=1):
        _agenda_item(document, number, item)
    return _settled_zip(document)


def _finnish(value: date | time) -> str:
    """Return a date or a time as written in Finnish: 13.3.2024, 13.00."""
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02}"
    return f"{value.day}.{value.month}.{value.year}"


def _moment(words: ExampleWords) -> datetime:
    """Return the creation time of every file: noon on the day of the meeting."""
    return datetime.combine(words["meeting"]["date"], time(12), tzinfo=UTC)


# The text PDF


def _typeset(template: str, words: ExampleWords, *, is_accessible: bool = False) -> bytes:
    """Return the PDF of a Typst template; the words are passed as data, never as markup."""
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        ignore_system_fonts=True,  # the fonts bundled with Typst are the same on every machine
        sys_inputs={"paper": json.dumps(words, default=_finnish)},
        pdf_standards=["ua-1"] if is_accessible else [],
        timestamp=_moment(words),
    )


# The scan


def _pictures(pdf: bytes) -> list[Image.Image]:
    """Return the pages of a PDF as images."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=SCAN_DPI / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _scan(page: Image.Image, number: int) -> Image.Image:
    """Return a clean page as if scanned: tinted, punched, blurred, tilted and grainy."""
    sheet = ImageChops.multiply(page, Image.new("RGB", page.size, SCAN_TINT))
    _punch(sheet)
    sheet = sheet.filter(ImageFilter.GaussianBlur(0.6))
    tilt = SCAN_TILTS[number % len(SCAN_TILTS)]
    sheet = sheet.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=(214, 212, 206))
    return ImageChops.subtract(sheet, _grain(sheet.size, seed=number))


def _punch(sheet: Image.Image) -> None:
    """Draw the two holes of a ring binder, 80 mm apart and 12 mm from the edge."""
    draw = ImageDraw.Draw(sheet)
    mm = SCAN_DPI / 25.4
    for distance in (-40, 40):
        centre = (12 * mm, sheet.height / 2 + distance * mm)
        draw.circle(centre, 2.9 * mm, fill=(186, 184, 178), outline=(150, 148, 142), width=2)


def _grain(size: tuple[int, int], seed: int) -> Image.Image:
    """Return grey noise, the same for the same seed, coarse enough to keep the file small."""
    width, height = size[0] // 4, size[1] // 4
    specks = hashlib.shake_128(bytes([seed])).digest(width * height)
    grain = Image.frombytes("L", (width, height), specks).point(lambda level: level // 32)
    return grain.resize(size, Image.Resampling.BILINEAR).convert("RGB")


def _picture_pdf(pages: list[Image.Image], moment: datetime) -> bytes:
    """Return a PDF of JPEG pages and nothing else."""
    made = moment.timetuple()
    file = BytesIO()
    pages[0].save(
        file,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=SCAN_DPI,
        quality=SCAN_QUALITY,
        creationDate=made,
        modDate=made,
    )
    return file.getvalue()


# The Word file


def _blank_docx(words: ExampleWords) -> WordFile:
    """Return an empty A4 Word file in Finnish with its title, author and dates."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.header.paragraphs[0].text = f"{words['meeting']['council']} · Esimerkkiasiakirja"
    about, moment = document.core_properties, _moment(words).replace(tzinfo=None)
    about.title = f"{words['agenda']['name']} {_finnish(words['meeting']['date'])}"
    about.author = about.last_modified_by = words["meeting"]["secretary"]
    about.created = about.modified = moment
    about.language, about.comments = "fi-FI", words["meeting"]["notice"]
    _dress(document)
    return document


def _dress(document: WordFile) -> None:
    """Set the styles of the Word file: typeface, coloured headings, Finnish proofing language."""
    for name, size in (("Normal", 11), ("Title", 26), ("Heading 1", 16), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]  # a theme font would override the named one
        if name != "Normal":
            style.font.color.rgb = RIVER
    line = document.styles["Title"].element.find(".//" + qn("w:bottom"))
    line.set(qn("w:color"), str(RIVER))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fi-FI")


def _opening(document: WordFile, words: ExampleWords) -> None:
    """Write the header of the agenda: title, time, place, timetable and what to bring."""
    meeting, agenda = words["meeting"], words["agenda"]
    document.add_heading(agenda["name"], level=0)
    document.add_paragraph().add_run(meeting["notice"]).bold = True
    hours = f"{_finnish(meeting['starts'])}–{_finnish(meeting['ends'])}"
    _labelled(document, "Kokous", meeting["title"])
    _labelled(document, "Aika", f"{_finnish(meeting['date'])} klo {hours}")
    _labelled(document, "Paikka", meeting["place"])
    document.add_paragraph(agenda["lead"])
    document.add_heading(agenda["timetable"]["caption"], level=1)
    _table(document, agenda["timetable"])
    document.add_heading(agenda["bring"], level=1)
    for need in agenda["needs"]:
        document.add_paragraph(need, style="List Bullet")
    document.add_heading("Asiat", level=1)


def _agenda_item(document: WordFile, number: int, item: ExampleItem) -> None:
    """Write one item: its number and title, background, proposal and decision."""
    document.add_heading(f"{number} § {item['title']}", level=2)
    for words in item["background"]:
        document.add_paragraph(words)
    if "proposal" in item:
        proposal = _labelled(document, "Päätösehdotus", item["proposal"])
        proposal.paragraph_format.keep_with_next = True
    if "decision" in item:
        _labelled(document, "Päätös", item["decision"], colour=BERRY)


def _labelled(
    document: WordFile, label: str, words: str, colour: RGBColor | None = None
) -> Paragraph:
    """Add a paragraph that begins with a bold label."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(f"{label}:")
    run.bold, run.font.color.rgb = True, colour
    paragraph.add_run(f" {words}")
    return paragraph


def _table(document: WordFile, data: Timetable) -> None:
    """Add a table whose first row is marked as its header."""
    table = document.add_table(rows=0, cols=len(data["header"]), style="Table Grid")
    for column, width in zip(table.columns, data["widths"], strict=True):
        column.width = Mm(width)
    for row in [data["header"], *data["rows"]]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _settled_zip(document: WordFile) -> bytes:
    """Return the Word file with a fixed time on every part; python-docx writes the current time."""
    loose, settled = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as parts, zipfile.ZipFile(settled, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name)  # 1.1.1980, the earliest date in ZIP
            archive.writestr(part, parts.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
