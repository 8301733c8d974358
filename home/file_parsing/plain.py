"""Plain text and CSV: whether it is text at all, and whether it contains active content."""

import re

from home.file_parsing.extract.plain import decode_text

from .report import FileReport
from .sniff import has_script, is_web_page, sniff_kind

DDE = re.compile(r"(?mi)(?:^|[;,\t\"])\s*[=+@-]\s*[\w. ]+\|[^!\n]*!")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MUCH = 0.01


def report_text(content: bytes, kind: str, report: FileReport) -> None:
    """Report the text; flag web pages, programs, and formulas that a spreadsheet would run."""
    found = sniff_kind(content)
    if found == "program":
        report.flag("program")
    elif found == "page" or is_web_page(content) or has_script(content):
        report.flag("page")
    elif found or is_binary(content):
        report.flag("other_kind")
    text = decode_text(content)
    if kind == "csv" and DDE.search(text):
        report.flag("dde")
    report.note("body", text)


def is_binary(content: bytes) -> bool:
    """Return whether the bytes are not text in any supported encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = content[:100_000]
    return len(BINARY.findall(start)) > max(2, MUCH * len(start))


def clean_text_file(content: bytes) -> bytes:
    """Return the text with an apostrophe before DDE formulas: spreadsheets then only show them."""
    text = decode_text(content)
    safe = re.sub(r"(?m)(^|[;,\t]\"?)(?=\s*[=+@-]\s*[\w. ]+\|)", r"\1'", text)
    return safe.encode("utf-8")
