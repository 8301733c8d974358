"""Earlier versions of a PDF, which incremental saving leaves in the file."""

import re

import pikepdf

from home.file_parsing.extract.trouble import Trouble

from .pdf import PdfReporter
from .report import FileReport, Inside

END = re.compile(rb"%%EOF[\r\n ]*")
MOST_VERSIONS = 8
LINEARIZED = b"/Linearized"


def report_revisions(content: bytes, report: FileReport, inside: Inside) -> None:
    """Report the words of earlier versions that are missing from the newest one."""
    ends = [match.end() for match in END.finditer(content)]
    if LINEARIZED in content[:1024]:
        ends = ends[1:]  # the first %%EOF of a linearized file ends its first part, not a version
    known = {line for part in report.parts for line in part.text.split()}
    for end in ends[:-1][:MOST_VERSIONS]:
        words = [w for text in extract_earlier_texts(content[:end], inside) for w in text.split()]
        missing = [word for word in words if word not in known]
        report.note("earlier", " ".join(missing))
        known |= set(missing)


def extract_earlier_texts(content: bytes, inside: Inside) -> list[str]:
    """Return the texts of an earlier version; [] if the bytes are not a complete file."""
    found = FileReport()
    try:
        PdfReporter(content, found, lambda *_: None).run()
    except (Trouble, pikepdf.PdfError, RuntimeError, ValueError, IndexError):
        return []
    return [part.text for part in found.parts]
