"""`python -m home.pdf_accessibility.inside < file.pdf`: what a screen reader misses in it, as JSON.

Runs in a process of its own, for the file is a stranger's: no Django, no database, no secrets.
"""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from home.file_parsing.extract import pdf as texts
from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig, Trouble

from .structure import look_through, part, skips, text_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
FILE_NAME = re.compile(
    r"^microsoft (word|powerpoint|excel) - |^(untitled|nimetön)\b"
    r"|\.(docx?|odt|pptx?|xlsx?|pdf|rtf)$",
    re.IGNORECASE,
)
MOST_PAGES_NAMED = 20


def main() -> None:
    content = sys.stdin.buffer.read()
    try:
        said = inspect(content) | {"ended": "done"}
    except (MemoryError, RecursionError):
        said = {"ended": TooBig.__name__.lower()}
    except Trouble as trouble:
        said = {"ended": type(trouble).__name__.lower()}
    except Exception:  # whatever a library says of a broken file, it is broken
        said = {"ended": Damaged.__name__.lower()}
    print(json.dumps(said))


def inspect(content: bytes) -> dict:
    """The language of the file, and its findings: each a code, how many and on which pages."""
    try:
        opened = pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Encrypted from error
    with opened as pdf:
        found = [*of_words(content), *of_document(pdf), *of_structure(pdf)]
        return {"language": language_of(pdf), "findings": found}


def finding(code: str, number: int = 1, pages=()) -> dict:
    return {"code": code, "number": number, "pages": sorted({*pages} - {0})[:MOST_PAGES_NAMED]}


def of_words(content: bytes) -> Iterator[dict]:
    """Pages that are pictures of text, or a file without a single word."""
    read = list(texts.pages(content))
    scans = [number for number, page in enumerate(read, 1) if page["scan"]]
    if scans or not any(page["text"].strip() for page in read):
        yield finding("text", len(scans) or len(read), scans)


def of_document(pdf: pikepdf.Pdf) -> Iterator[dict]:
    """What is told of the file as a whole."""
    title = title_of(pdf)
    if not title or FILE_NAME.search(title):
        yield finding("title")
    elif not shows_title(pdf):
        yield finding("title_hidden")
    if not language_of(pdf):
        yield finding("language")
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield finding("locked")


def of_structure(pdf: pikepdf.Pdf) -> Iterator[dict]:
    """What the tags leave untold; of an untagged file only that it is one."""
    seen, marks = look_through(pdf), part(pdf.Root, "/MarkInfo")
    if not seen.nodes or marks is None or marks.get("/Marked") is not True:
        yield finding("tags")
        return
    if not seen.headings:
        yield finding("headings")
    elif skips([level for level in seen.headings if level]):
        yield finding("heading_levels")
    if seen.silent:
        yield finding("pictures", len(seen.silent), seen.silent)
    bare = [page for table, page in enumerate(seen.tables) if table not in seen.headed]
    if bare:
        yield finding("tables", len(bare), bare)


def title_of(pdf: pikepdf.Pdf) -> str:
    """The title in the file's metadata, of the newer or the older kind."""
    try:
        newer = str(pdf.open_metadata().get("dc:title") or "").strip()
    except Exception:  # metadata is XML by a stranger
        newer = ""
    return newer or text_of((part(pdf.trailer, "/Info") or {}).get("/Title"))


def shows_title(pdf: pikepdf.Pdf) -> bool:
    """Does the window bear the title, not the name of the file?"""
    wishes = part(pdf.Root, "/ViewerPreferences")
    return wishes is not None and wishes.get("/DisplayDocTitle") is True


def language_of(pdf: pikepdf.Pdf) -> str:
    """The language that the file says it is in, such as fi or sv; empty when it does not say."""
    told = text_of(pdf.Root.get("/Lang"))
    return told.partition("-")[0].lower() if LANGUAGE.fullmatch(told) else ""


if __name__ == "__main__":
    main()
