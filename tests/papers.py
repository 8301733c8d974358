"""Minimal office files, written by hand; the people and agenda items are invented."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import typst
from openpyxl import Workbook
from PIL import Image, ImageDraw

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("manifest", "manifest"),
    )
)
LETTER = (
    "Neuvottelukunta kokoontui keskiviikkona ja käsitteli järjestöavustuksia. "
    "Verkostojen edustajat kertoivat, miten kuljetuspalvelut ovat toimineet syksyllä. "
    "Sihteeri kokoaa ehdotukset ja lähettää ne jäsenille ennen seuraavaa kokousta. "
)


def zipped(**parts: str | bytes) -> bytes:
    """Return a ZIP archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, **more: str) -> bytes:
    """Return a Word file with this XML as its body; `footnotes=` and the like are whole parts."""
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    for name, xml in more.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
        parts[f"word/{name}.xml"] = f"<w:{root} {W}>{xml}</w:{root}>"
    return zipped(**parts)


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def pptx(*slides: str) -> bytes:
    """Return slides in this order, though their files are numbered in reverse."""
    numbers = range(len(slides), 0, -1)
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
    links = "".join(f'<Relationship Id="r{n}" Target="slides/slide{n}.xml"/>' for n in numbers)
    parts = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="p" {R}>{listed}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{links}</Relationships>",
    }
    for number, words in zip(numbers, slides, strict=True):
        parts[f"ppt/slides/slide{number}.xml"] = f"<s {A}><a:p><a:t>{words}</a:t></a:p></s>"
    return zipped(**parts)


def open_document(body: str, **more: str) -> bytes:
    content = f"<office:document-content {ODF}>{body}</office:document-content>"
    return zipped(**{"content.xml": content} | more)


def xlsx(**sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(*pages: str, page: str = "width: 210mm, height: 297mm", typeset: str = "") -> bytes:
    """Return a text PDF in Finnish, one page for each text."""
    words = "\n#pagebreak()\n".join(pages)
    return typst.compile(
        f'#set page({page})\n#set text(lang: "fi")\n{typeset}\n{words}'.encode(),
        ignore_system_fonts=True,
    )


def pictures_of(content: bytes, dpi: int = 200) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def scan(*pages: str, dpi: int = 200, degrees: int = 0, size: float = 1) -> bytes:
    """Return scans without a text layer: rotated, or covering part of an empty page."""
    pictures = [each.rotate(degrees, expand=True) for each in pictures_of(pdf(*pages), dpi)]
    pictures = [on_a_part(each, size) for each in pictures] if size < 1 else pictures
    if size < 1:
        return joined(*pictures)
    file = BytesIO()
    pictures[0].save(file, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return file.getvalue()


def on_a_part(picture: Image.Image, size: float) -> bytes:
    """Return a page with the picture in its upper left corner; `size` is its share of the width."""
    with tempfile.TemporaryDirectory() as folder:
        picture.save(Path(folder, "seen.png"))
        paper = Path(folder, "paper.typ")
        paper.write_text(
            "#set page(width: 210mm, height: 297mm, margin: 0mm)\n"
            f'#image("seen.png", width: {size:.0%})\n'
        )
        return typst.compile(paper, root=folder, ignore_system_fonts=True)


def stamped(seen: str) -> bytes:
    """Return a scanned page whose only text layer is a stamp."""
    with pikepdf.open(BytesIO(scan(seen))) as paper:
        page = paper.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        page.obj.Resources.Font = pikepdf.Dictionary(F1=font)
        words = b"(Liite 3. Kokouksen lausunto 12.4.2024, sivu 1 yhteensa 1 sivusta) Tj"
        page.contents_add(b"BT 0 g /F1 9 Tf 20 10 Td " + words + b" ET")
        file = BytesIO()
        paper.save(file)
    return file.getvalue()


def badly_read(seen: str, layer: str, dpi: int = 200) -> bytes:
    """Return a picture of a text over a text layer that says something else."""
    with tempfile.TemporaryDirectory() as folder:
        pictures_of(pdf(seen), dpi)[0].save(Path(folder, "seen.png"))
        paper = Path(folder, "paper.typ")
        paper.write_text(
            '#set page(width: 210mm, height: 297mm, background: image("seen.png", width: 100%))\n'
            f'#set text(fill: rgb("#00000000"))\n{layer}'
        )
        return typst.compile(paper, root=folder, ignore_system_fonts=True)


def joined(*parts: bytes) -> bytes:
    """Return one PDF of the pages of several."""
    file = BytesIO()
    with pikepdf.new() as whole:
        opened = [pikepdf.open(BytesIO(part)) for part in parts]
        for paper in opened:
            whole.pages.extend(paper.pages)
        whole.save(file)
    return file.getvalue()


def blot() -> bytes:
    """Return a PDF with a picture without text."""
    picture = Image.new("L", (800, 1100), 255)
    ImageDraw.Draw(picture).ellipse((200, 300, 600, 700), fill=90)
    file = BytesIO()
    picture.save(file, "PDF")
    return file.getvalue()
