"""What a PDF said before it was saved anew: earlier versions stay in the file (incremental)."""

import re

import pikepdf

from home.file_parsing.extract.trouble import Trouble

from .pdf import Reader
from .report import Report

END = re.compile(rb"%%EOF[\r\n ]*")
MOST_VERSIONS = 8
LINEARIZED = b"/Linearized"


def report_revisions(content: bytes, report: Report, inside) -> None:
    """Add the words of earlier versions that the newest no longer has."""
    ends = [match.end() for match in END.finditer(content)]
    if LINEARIZED in content[:1024]:
        ends = ends[1:]  # the first end belongs to the beginning that is sent first
    known = {line for part in report.parts for line in part.text.split()}
    for end in ends[:-1][:MOST_VERSIONS]:
        words = [w for text in earlier_texts(content[:end], inside) for w in text.split()]
        missing = [word for word in words if word not in known]
        report.note("earlier", " ".join(missing))
        known |= set(missing)


def earlier_texts(content: bytes, inside) -> list[str]:
    """Return the texts of an earlier version; none when the bytes are no whole file."""
    found = Report()
    try:
        Reader(content, found, lambda *_: None).run()
    except (Trouble, pikepdf.PdfError, RuntimeError, ValueError, IndexError):
        return []
    return [part.text for part in found.parts]
