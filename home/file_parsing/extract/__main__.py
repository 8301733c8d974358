"""`python -m home.file_parsing.extract KIND < file`: a JSON line per page, then how it ended.

With `draw PAGE` instead of a kind: that page of a PDF as a greyscale picture (PGM), 300 dpi.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from .plain import ExtractedPage
from .trouble import Damaged, TooBig, Trouble

PACKAGE = "home.file_parsing.extract"
MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
# By kind, the module of this package and its function. Only the one that is needed is imported:
# the libraries of all of them take several times as long as most files.
FORMATS = {
    "pdf": ("pdf", "extract_pdf"),
    "docx": ("office", "extract_docx"),
    "pptx": ("office", "extract_pptx"),
    "odt": ("office", "extract_odt"),
    "odp": ("office", "extract_odp"),
    "ods": ("office", "extract_ods"),
    "xlsx": ("sheet", "extract_xlsx"),
    "txt": ("plain", "extract_plain"),
    "csv": ("plain", "extract_plain"),
}


def main(command: str, *page: str) -> None:
    """Read a file from standard input and print its pages, or one of them as a picture."""
    content = sys.stdin.buffer.read()
    if command == "draw":
        sys.stdout.buffer.write(import_function("pdf", "draw_page")(content, int(page[0])))
        return
    for line in make_lines(command, content):
        print(json.dumps(line), flush=True)


def import_function(module: str, name: str) -> Any:
    """Return a function of a module of this package."""
    return getattr(import_module(f"{PACKAGE}.{module}"), name)


def make_lines(kind: str, content: bytes) -> Iterator[Mapping[str, object]]:
    """Yield the pages, then how it ended: done, cut, encrypted, damaged or toobig."""
    try:
        ended = "done"
        read = import_function(*FORMATS[kind])
        for number, page in enumerate(limit_pages(read(content)), start=1):
            if page is None:
                ended = "cut"
            else:
                yield {"number": number, **page}
    except (MemoryError, RecursionError):
        ended = TooBig.__name__.lower()
    except Trouble as trouble:
        ended = type(trouble).__name__.lower()
    except Exception:  # any exception of a parsing library means a broken file
        ended = Damaged.__name__.lower()
    yield {"ended": ended}


def limit_pages(pages: Iterable[ExtractedPage]) -> Iterator[ExtractedPage | None]:
    """Yield the pages up to the limits of one file; None in place of the rest."""
    characters = 0
    for number, page in enumerate(pages):
        characters += len(page["text"])
        if number >= MOST_PAGES or characters > MOST_CHARACTERS:
            yield None
            return
        yield page


if __name__ == "__main__":
    main(*sys.argv[1:])
