"""Text of a PDF, page by page, and its pages as pictures."""

from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from home.file_parsing.pdf_layers import keep_seen_layers
from home.file_parsing.pdf_pages import get_seen_text

from .plain import ExtractedPage
from .trouble import Damaged, Encrypted

DPI = 300
MOST_PIXELS = 30_000_000  # A3 at 300 dpi takes 17 million
FEW_CHARACTERS = 50
LITTLE_TEXT = 800  # characters; a picture beside less text may contain the rest of the page
MUCH_OF_THE_PAGE = 0.5
PART_OF_THE_PAGE = 0.1
MANY_SHAPES = 150  # text that was converted to outlines
MOST_OBJECTS = 5_000


def extract_pdf(content: bytes) -> Iterator[ExtractedPage]:
    """Yield the pages with their text; a page that cannot be opened is empty."""
    open_with_pdfium(content).close()
    with closing(open_with_pdfium(keep_seen_layers(content))) as document:
        readable = 0
        for number in range(len(document)):
            page = read_page(document, number)
            readable += page is not None
            yield page or {"text": "", "scan": False, "pictured": False}
        if not readable:
            raise Damaged


def open_with_pdfium(content: bytes) -> pypdfium2.PdfDocument:
    """Return the document; raise Encrypted or Damaged if it cannot be opened."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        password = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (Encrypted if password else Damaged) from error


def read_page(document: pypdfium2.PdfDocument, number: int) -> ExtractedPage | None:
    """Return a page, counted from 0; None if it cannot be opened."""
    try:
        with closing(document[number]) as page:
            with closing(page.get_textpage()) as layer:
                text = get_seen_text(layer.get_text_bounded(), page, layer)
            pictures, shapes = measure_page(page)
    except pypdfium2.PdfiumError:
        return None
    pictured = pictures > MUCH_OF_THE_PAGE
    size = len("".join(text.split()))
    scan = size < FEW_CHARACTERS and (pictured or shapes > MANY_SHAPES)
    partly = not scan and size < LITTLE_TEXT and pictures > PART_OF_THE_PAGE
    return {"text": text, "scan": scan, "pictured": pictured, "partly": partly}


def measure_page(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """Return the share of the page that pictures cover (0 to 1), and the number of drawn shapes."""
    width, height = page.get_size()
    pictures, shapes = 0.0, 0
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    for seen, obj in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if seen > MOST_OBJECTS:
            break
        if obj.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
        else:
            left, bottom, right, top = obj.get_bounds()
            across = max(0, min(right, width) - max(left, 0))
            upwards = max(0, min(top, height) - max(bottom, 0))
            pictures += across * upwards / (width * height)
    return pictures, shapes


def draw_page(content: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a greyscale PGM; huge pages get a lower resolution."""
    with closing(open_with_pdfium(content)) as document, closing(document[number - 1]) as page:
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        picture: Image.Image = bitmap.to_pil().convert("L")
    return b"P5 %d %d 255\n" % picture.size + picture.tobytes()
