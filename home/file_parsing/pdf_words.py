"""Remove the invisible words of a PDF from its pages, without changing how the pages look."""

from contextlib import closing
from io import BytesIO

import pikepdf
import pypdfium2

from .pdf_pages import MOST_PAGES, get_unseen_kind, overlaps, sort_page_objects

DRAWN_AT = 1.5  # of 72 dpi; fine enough for a missing letter to show


def remove_unseen_words(content: bytes) -> bytes:
    """Return the file without invisible, white, covered and off-page words.

    A page is changed only if it renders exactly as before; otherwise its words stay, and are
    reported.
    """
    left: set[int] = set()
    while True:
        copy, changed = take_unseen_words(content, left)
        different = {
            page for page in changed if render_page(copy, page) != render_page(content, page)
        }
        if not different:
            return copy
        left |= different


def take_unseen_words(content: bytes, left: set[int]) -> tuple[bytes, set[int]]:
    """Return a copy without such words, and the changed pages; pages in `left` are skipped."""
    changed: set[int] = set()
    with closing(pypdfium2.PdfDocument(content)) as document:
        for number in range(min(len(document), MOST_PAGES)):
            if number not in left and take_unseen_words_of_page(document, number):
                changed.add(number)
        if not changed:
            return content, changed
        file = BytesIO()
        document.save(file)
    return remove_orphaned_objects(file.getvalue()), changed


def remove_orphaned_objects(content: bytes) -> bytes:
    """Return the file without unreferenced objects, such as the old content of a page."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


def take_unseen_words_of_page(document: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return False
    with closing(page):
        texts, shapes = sort_page_objects(page)
        # A form XObject may be drawn on other pages too, so its text stays.
        unseen = [item for position, item in texts if item.level == 0 and (
            get_unseen_kind(item, position, shapes) or is_off_page(item, page))]  # fmt: skip
        for item in unseen:
            page.remove_obj(item)
        if unseen:
            page.gen_content()
        return bool(unseen)


def is_off_page(item: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> bool:
    left, bottom, right, top = page.get_cropbox()
    box = item.get_bounds()
    has_size = box[2] > box[0] and box[3] > box[1]
    return has_size and not overlaps((left, bottom, right, top), box)


def render_page(content: bytes, number: int) -> bytes:
    """Return the pixels of a page as a viewer draws it."""
    with closing(pypdfium2.PdfDocument(content)) as document, closing(document[number]) as page:
        bitmap = page.render(scale=DRAWN_AT)
        with closing(bitmap):
            pixels: bytes = bitmap.to_pil().tobytes()
            return pixels
