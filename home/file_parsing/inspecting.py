"""Make the report on a file, and its cleaned copy, from its content."""

from home.file_parsing.extract.trouble import Damaged, Encrypted, TooBig, Trouble

from .binary import report_binary
from .office import Office
from .opendocument import OpenDocument
from .package import Package
from .pdf import PdfReporter
from .pdf_clean import clean_pdf
from .personal import find_in_parts
from .pictures import remove_metadata, report_picture
from .plain import clean_text_file, report_text
from .report import FileReport
from .revisions import report_revisions
from .sniff import PROGRAM_NAMES, is_web_page, sniff_kind, sniff_zip_kind

DEEPEST = 5  # levels of files inside files
MOST_FILES = 200
OFFICE = {"docx": Office, "xlsx": Office, "pptx": Office}
OPEN = {"odt": OpenDocument, "ods": OpenDocument, "odp": OpenDocument}
PICTURES = {"jpg", "jpeg", "png", "gif", "webp", "tif", "bmp"}
SLACK = 2_048  # bytes that are tolerated after the end of a PDF
HEAD = 1_024


class Inspection:
    """One file with its embedded files."""

    def __init__(self) -> None:
        self.report = FileReport()
        self.files = 0

    def report_file(self, content: bytes, kind: str) -> None:
        """Report on the file itself; raise Trouble if it cannot be read."""
        if kind in ("txt", "csv"):
            report_text(content, kind, self.report)
            return
        found = get_real_kind(content)
        if found == "program":
            self.report.flag("program")
        if kind in PICTURES:
            report_picture(content, found, self.report)
            return
        if (kind in OPEN and found in OFFICE) or (kind in OFFICE and found in OPEN):
            self.report.flag("other_kind")
        self.flag_hidden_bytes(content, kind)
        self.read(content, kind)

    def flag_hidden_bytes(self, content: bytes, kind: str) -> None:
        """Flag what is hidden before, between or after the parts of a file."""
        if kind == "pdf":
            end = content.rfind(b"%%EOF")
            if end >= 0 and len(content[end + 5 :].strip(b"\r\n\t \x00")) > SLACK:
                self.report.flag("appended")
                report_binary(content[end + 5 :], "embedded", self.report)
            head = content[:HEAD].partition(b"\n")[2]
            lines = head.splitlines()[:3]
            if any(is_web_page(line.lstrip(b"%")) for line in lines):
                self.report.flag("page")
        elif sniff_kind(content) == "zip":
            end = content.rfind(b"PK\x05\x06")
            length = int.from_bytes(content[end + 20 : end + 22], "little") if end >= 0 else 0
            rest = content[end + 22 :] if end >= 0 else b""
            if rest:
                report_binary(rest, "embedded", self.report)
            if (
                len(rest) > max(length, 0)
                or is_web_page(rest)
                or b"%PDF-" in rest
                or rest[:2] == b"MZ"
            ):
                self.report.flag("appended")

    def read(self, content: bytes, kind: str) -> Package | None:
        """Report on a file of a known format; return its cleaned package, if it has one."""
        if kind in OFFICE or kind in OPEN:
            package = Package(content)
            (OFFICE | OPEN)[kind](package, self.report, self.report_embedded).run()
            return package
        if kind == "pdf":
            PdfReporter(content, self.report, self.report_embedded).run()
            report_revisions(content, self.report, self.report_embedded)
        return None

    def report_embedded(self, content: bytes, name: str, kind: str) -> None:
        """Report on a file that is embedded in another."""
        self.files += 1
        if self.files > MOST_FILES:
            raise TooBig
        around = self.report.around
        name = name.rpartition("/")[2]
        self.report.around = (*around, (kind, name))
        try:
            self.report_held(content, name, kind)
        except (Encrypted, Damaged):
            self.report.unread.append(self.report.around)
            report_binary(content, kind, self.report)
        finally:
            self.report.around = around
        if kind == "picture" and any(p.place[: len(around) + 1] == (*around, (kind, name))
                                     for p in self.report.parts):  # fmt: skip
            self.report.count("picture_data")

    def report_held(self, content: bytes, name: str, kind: str) -> None:
        found = get_real_kind(content)
        if len(self.report.around) > DEEPEST:
            raise TooBig
        if found == "program" or PROGRAM_NAMES.search(name):
            self.report.flag("program")
        elif found == "page":
            self.report.flag("page")
        if found in PICTURES:
            report_picture(content, found, self.report)
        elif found in OFFICE or found in OPEN or found == "pdf":
            self.read(content, found)
        elif found == "zip":
            self.report_archive(content)
        elif found == "ole":
            self.report_ole(content)
        else:
            report_binary(content, kind, self.report)

    def report_archive(self, content: bytes) -> None:
        """Report on each file in a plain ZIP."""
        package = Package(content)
        for name in package.names:
            self.report_embedded(package.read(name), name, "embedded")

    def report_ole(self, content: bytes) -> None:
        """Report on an old Office file or an OLE wrapper: its words, and the files inside it."""
        report_binary(content, "embedded", self.report)
        for mark in (b"PK\x03\x04", b"%PDF-"):
            start = content.find(mark, 8)
            if start > 0:
                self.report_embedded(content[start:], "tiedosto", "embedded")


def get_real_kind(content: bytes) -> str:
    kind = sniff_kind(content)
    return sniff_zip_kind(content) if kind == "zip" else kind


def take_apart(content: bytes, kind: str) -> tuple[FileReport, str]:
    """Return the report on a file and how reading ended: done, encrypted, damaged or toobig."""
    inspection, ended = Inspection(), "done"
    try:
        inspection.report_file(content, kind)
    except (MemoryError, RecursionError):
        ended = TooBig.__name__.lower()
    except Trouble as trouble:
        ended = type(trouble).__name__.lower()
    except Exception:  # any exception of a parsing library means a broken file
        ended = Damaged.__name__.lower()
    return inspection.report, ended


def inspect_content(content: bytes, kind: str) -> dict[str, object]:
    """Return the results of the inspection as a JSON-serialisable dict."""
    report, ended = take_apart(content, kind)
    return {
        "ended": ended,
        "findings": find_in_parts(report.parts),
        "counts": {part: number for part, number in report.counts.items() if number},
        "active": report.active,
        "unread": report.unread,
    }


def clean_content(content: bytes, kind: str) -> bytes:
    """Return a copy without what is unseen; raise Trouble if the file cannot be read."""
    if kind == "pdf":
        return clean_pdf(content)
    if kind in OFFICE or kind in OPEN:
        package = Package(content)
        inspection = Inspection()
        (OFFICE | OPEN)[kind](package, inspection.report, inspection.report_embedded).run()
        return package.write_archive()
    if kind in PICTURES:
        return remove_metadata(content, sniff_kind(content))
    return clean_text_file(content)
