"""`python -m home.pdf_accessibility.inside < file.pdf`: print what screen readers miss, as JSON.

Runs in a process of its own because the file is untrusted: no Django, no database, no secrets.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NotRequired, TypedDict

import pikepdf

from home.file_parsing.extract import pdf as texts
from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig, Trouble

from .structure import get_dictionary, get_pdf_text, is_true, read_structure, skips_level

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
FILE_NAME = re.compile(
    r"^microsoft (word|powerpoint|excel) - |^(untitled|nimetön)\b"
    r"|\.(docx?|odt|pptx?|xlsx?|pdf|rtf)$",
    re.IGNORECASE,
)
MOST_PAGES_NAMED = 20


class Shortcoming(TypedDict):
    """A fault: its code, how often it occurs and on which pages."""

    code: str
    number: int
    pages: list[int]


class CheckOutput(TypedDict):
    """How the check ended, and its findings if it was completed."""

    ended: str
    language: NotRequired[str]
    findings: NotRequired[list[Shortcoming]]


def main() -> None:
    """Read a PDF from standard input and print the answer."""
    print(json.dumps(make_output(sys.stdin.buffer.read())))


def make_output(content: bytes) -> CheckOutput:
    """Return the findings, or why the file could not be checked; never raise."""
    try:
        return inspect_pdf(content)
    except (MemoryError, RecursionError):
        return {"ended": TooBig.__name__.lower()}
    except Trouble as trouble:
        return {"ended": type(trouble).__name__.lower()}
    except Exception:  # whatever error a library raises for a broken file, it is broken
        return {"ended": Damaged.__name__.lower()}


def inspect_pdf(content: bytes) -> CheckOutput:
    """Return the language of the file and its findings."""
    try:
        opened = pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Encrypted from error
    with opened as pdf:
        found = [*check_page_texts(content), *check_metadata(pdf), *check_structure(pdf)]
        return {"ended": "done", "language": get_declared_language(pdf), "findings": found}


def make_shortcoming(code: str, number: int = 1, pages: Iterable[int] = ()) -> Shortcoming:
    """Return a finding; an unknown page (0) is left out."""
    return {"code": code, "number": number, "pages": sorted({*pages} - {0})[:MOST_PAGES_NAMED]}


def check_page_texts(content: bytes) -> Iterator[Shortcoming]:
    """Yield a finding for pages that are scanned images, or for a file without any text."""
    read = list(texts.extract_pdf(content))
    scans = [number for number, page in enumerate(read, 1) if page["scan"]]
    if scans or not any(page["text"].strip() for page in read):
        yield make_shortcoming("text", len(scans) or len(read), scans)


def check_metadata(pdf: pikepdf.Pdf) -> Iterator[Shortcoming]:
    """Yield findings about the metadata of the file."""
    title = get_metadata_title(pdf)
    if not title or FILE_NAME.search(title):
        yield make_shortcoming("title")
    elif not shows_title(pdf):
        yield make_shortcoming("title_hidden")
    if not get_declared_language(pdf):
        yield make_shortcoming("language")
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield make_shortcoming("locked")


def check_structure(pdf: pikepdf.Pdf) -> Iterator[Shortcoming]:
    """Yield findings about the tags; for an untagged file, only that it is untagged."""
    seen = read_structure(pdf)
    if not seen.nodes or not is_true(get_dictionary(pdf.Root, "/MarkInfo"), "/Marked"):
        yield make_shortcoming("tags")
        return
    if not seen.headings:
        yield make_shortcoming("headings")
    elif skips_level([level for level in seen.headings if level]):
        yield make_shortcoming("heading_levels")
    if seen.silent:
        yield make_shortcoming("pictures", len(seen.silent), seen.silent)
    bare = [page for table, page in enumerate(seen.tables) if table not in seen.headed]
    if bare:
        yield make_shortcoming("tables", len(bare), bare)


def get_metadata_title(pdf: pikepdf.Pdf) -> str:
    """Return the title in the file's metadata: XMP first, then the Info dictionary."""
    try:
        newer = str(pdf.open_metadata().get("dc:title") or "").strip()
    except Exception:  # untrusted XML
        newer = ""
    older = get_dictionary(pdf.trailer, "/Info")
    return newer or get_pdf_text(older.get("/Title") if older is not None else None)


def shows_title(pdf: pikepdf.Pdf) -> bool:
    """Return whether viewers show the title in the window instead of the file name."""
    return is_true(get_dictionary(pdf.Root, "/ViewerPreferences"), "/DisplayDocTitle")


def get_declared_language(pdf: pikepdf.Pdf) -> str:
    """Return the declared language of the file, such as fi or sv; empty if it declares none."""
    declared = get_pdf_text(pdf.Root.get("/Lang"))
    return declared.partition("-")[0].lower() if LANGUAGE.fullmatch(declared) else ""


if __name__ == "__main__":
    main()
