"""A Word, Excel or PowerPoint file while its parts are read."""

from dataclasses import dataclass, field

from .excel_looks import CellLooks
from .package import Package
from .report import FileReport, Inside
from .word_looks import WordStyles
from .xmls import Element


@dataclass
class Known:
    """What has been read of a file and is needed again; None if not read yet."""

    sheets: dict[str, tuple[str, str]] | None = None
    strings: list[str] | None = None
    string_items: list[Element] | None = None
    looks: CellLooks | None = None
    used_strings: set[int] = field(default_factory=set)
    without_formulas: bool = False  # whether the copy gets values instead of formulas
    slides: list[str] | None = None
    hidden_slides: set[str] | None = None
    slide_size: tuple[int, int] | None = None
    styles: WordStyles | None = None


class OfficeFile:
    """One office file."""

    def __init__(self, package: Package, report: FileReport, inside: Inside):
        self.package, self.report, self.inside = package, report, inside
        self.known = Known()
