"""The text of a PDF's pages, visible and hidden."""

from collections import Counter
from contextlib import closing

import pikepdf
import pypdfium2
from pypdfium2 import raw

from home.file_parsing.extract.trouble import Damaged

from .pdf_layers import has_hidden_layers, remove_hidden_layers
from .report import FileReport

MOST_PAGES = 2_000
MOST_OBJECTS = 5_000
MOST_SHAPES = 300
WHITE, OPAQUE = 250, 250
SMALLEST_COVER = 30.0  # square points
SLACK = 1.5  # points by which text may extend beyond its cover
INVISIBLE = (3, 7)

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int, int]  # red, green, blue and opacity
Text = tuple[int, pypdfium2.PdfObject]  # with its drawing order
Shape = tuple[int, Box, Colour | None]  # with its drawing order; a picture has no colour


def report_pages(content: bytes, pdf: pikepdf.Pdf, report: FileReport) -> None:
    """Report the text of every page and, separately, the text on it that nobody sees."""
    seen = remove_hidden_layers(content) if has_hidden_layers(pdf) else content
    whole = list_page_texts(content)
    shown = list_page_texts(seen) if seen is not content else whole
    for number, text in enumerate(whole, start=1):
        place = ("page", number)
        report.note("body", text, place)
        report.note("hidden_layer", list_lost_words(text, shown[number - 1]), place)
    try:
        document = pypdfium2.PdfDocument(seen)
    except pypdfium2.PdfiumError as error:
        raise Damaged from error
    with closing(document):
        for index in range(min(len(document), MOST_PAGES)):
            report_page(document, index, report)


def list_page_texts(content: bytes) -> list[str]:
    """Return all text of each page, including text outside its edges."""
    found = []
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Damaged from error
    with closing(document):
        for index in range(min(len(document), MOST_PAGES)):
            try:
                with closing(document[index]) as page, closing(page.get_textpage()) as layer:
                    found.append(layer.get_text_range())
            except pypdfium2.PdfiumError:
                found.append("")
    return found


def list_lost_words(whole: str, part: str) -> str:
    """Return the words that occur in a text more often than in a part of it."""
    missing = Counter(whole.split()) - Counter(part.split())
    return " ".join(word for word in dict.fromkeys(whole.split()) if missing[word])


def report_page(document: pypdfium2.PdfDocument, index: int, report: FileReport) -> None:
    place = ("page", index + 1)
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as layer:
            outside = list_lost_words(layer.get_text_range(), layer.get_text_bounded())
            report.note("off_page", outside, place)
            for kind, words in get_unseen_texts(page, layer):
                report.note(kind, words, place)
    except pypdfium2.PdfiumError:
        return


def get_seen_text(text: str, page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage) -> str:
    """Return the text of a page without its invisible, white and covered words."""
    for _kind, words in get_unseen_texts(page, layer):
        for line in filter(None, map(str.strip, words.splitlines())):
            text = text.replace(line, "", 1)
    return text


def get_unseen_texts(
    page: pypdfium2.PdfPage, layer: pypdfium2.PdfTextPage
) -> list[tuple[str, str]]:
    """Return the invisible, white and covered words of a page, one text for each kind."""
    texts_, shapes = sort_page_objects(page)
    found: dict[str, list[str]] = {}
    for position, item in texts_:
        kind = get_unseen_kind(item, position, shapes)
        if kind and (words := get_object_text(item, layer)).strip():
            found.setdefault(kind, []).append(words)
    return [(kind, "\n".join(words)) for kind, words in found.items()]


def sort_page_objects(page: pypdfium2.PdfPage) -> tuple[list[Text], list[Shape]]:
    """Return a page's text objects and its shapes and pictures, each with its drawing order."""
    texts_: list[Text] = []
    shapes: list[Shape] = []
    for position, item in enumerate(page.get_objects(max_depth=3)):
        if position > MOST_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            texts_.append((position, item))
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            box = item.get_bounds()
            size = max(0, box[2] - box[0]) * max(0, box[3] - box[1])
            color = get_fill(item) if item.type == raw.FPDF_PAGEOBJ_PATH else None
            if size >= SMALLEST_COVER and len(shapes) < MOST_SHAPES:
                shapes.append((position, box, color))
    return texts_, shapes


def get_unseen_kind(item: pypdfium2.PdfObject, position: int, shapes: list[Shape]) -> str:
    """Return why a text is not visible: "invisible" or "covered"; "" if it is visible."""
    box = item.get_bounds()
    if raw.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE:
        # Invisible text over a picture is the text layer of a scan.
        scanned = any(color is None and overlaps(around, box) for _at, around, color in shapes)
        return "" if scanned else "invisible"
    if any(later > position and is_opaque(color) and is_covered_by(around, box)
           for later, around, color in shapes):  # fmt: skip
        return "covered"
    if is_white(get_fill(item)):
        under = [color for before, around, color in shapes if before < position
                 and overlaps(around, box)]  # fmt: skip
        if all(color is not None and is_white(color) for color in under):
            return "invisible"
    return ""


def get_fill(item: pypdfium2.PdfObject) -> Colour | None:
    """Return red, green, blue and opacity; (0, 0, 0, 0) for a shape with an outline only."""
    if item.type == raw.FPDF_PAGEOBJ_PATH:
        mode, stroke = raw.c_int(), raw.c_int()
        raw.FPDFPath_GetDrawMode(item, mode, stroke)
        if mode.value == raw.FPDF_FILLMODE_NONE:
            return 0, 0, 0, 0
    parts = [raw.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def is_opaque(color: Colour | None) -> bool:
    """Return whether a shape is opaque; a picture may have transparent areas."""
    return color is not None and color[3] >= OPAQUE


def is_white(color: Colour | None) -> bool:
    return color is not None and color[3] > 0 and min(color[:3]) >= WHITE


def is_covered_by(around: Box, box: Box) -> bool:
    return (
        around[0] <= box[0] + SLACK
        and around[1] <= box[1] + SLACK
        and around[2] >= box[2] - SLACK
        and around[3] >= box[3] - SLACK
    )


def overlaps(around: Box, box: Box) -> bool:
    across = min(around[2], box[2]) - max(around[0], box[0])
    upwards = min(around[3], box[3]) - max(around[1], box[1])
    return across > 0 and upwards > 0


def get_object_text(item: pypdfium2.PdfObject, layer: pypdfium2.PdfTextPage) -> str:
    """Return the text of one text object."""
    length = raw.FPDFTextObj_GetText(item, layer, None, 0)
    buffer = (raw.c_ushort * max(length // 2, 1))()
    raw.FPDFTextObj_GetText(item, layer, buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="ignore").rstrip("\x00")
